import { dumpTables } from '../../local/dump.ts';
import { checkInvariants } from '../../local/invariants.ts';
import { readLedger, type Ledger } from '../../local/invariants/ledger.ts';
import type { CallEntry, PhoneCall } from '../../shared/domain/phone-call/phone-call.ts';
import type { Instant } from '../../shared/domain/time.ts';
import type { WorkItem } from '../../shared/domain/work-item.ts';
import { newestEmailOf, SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/** When the sweep first looks at a mail that left at SEND_TIME: 168 hours later, Monday 09:00 in Berlin. */
export const SWEEP_TIME = '2026-11-30T08:00:00.000Z';

/**
 * Sends one mail about some new requests to a therapist: batched now, sent at `at` or, if that is past, now. Request and
 * patient have the same id.
 *
 * @returns the email's id
 */
export async function sendMail(
  world: World,
  therapistId: number,
  requestIds: number[],
  at: Instant = SEND_TIME,
): Promise<string> {
  if (!world.therapists.data.has(therapistId)) world.therapist(therapistId);
  for (const id of requestIds) {
    if (!world.patients.data.has(id)) world.patient(id);
    await world.match({ id, therapist: therapistId });
  }
  await world.batch();
  if (world.clock.now() < at) world.at(at);
  await world.pump();
  return newestEmailOf(world, therapistId);
}

/** Sends one mail each to many therapists; request, patient and therapist have the same id. */
export async function sendMails(world: World, therapistIds: number[]): Promise<void> {
  for (const id of therapistIds) {
    world.therapist(id);
    world.patient(id);
    await world.match({ id, therapist: id });
  }
  await world.batch();
  world.at(SEND_TIME);
  await world.pump();
}

export interface PublishedEvent {
  eventType: string;
  seq: number;
  payload: Record<string, unknown>;
}

/** All events that the bus got so far, after one more run of the relay. */
export async function publishedEvents(world: World): Promise<PublishedEvent[]> {
  await world.relay();
  return world.bus.entries.map(({ Detail }) => JSON.parse(Detail ?? '') as PublishedEvent);
}

/** Published events of one type, without its prefix. */
export async function published(world: World, type: string): Promise<PublishedEvent['payload'][]> {
  const events = await publishedEvents(world);
  return events
    .filter(({ eventType }) => eventType === `communication.${type}`)
    .map(({ payload }) => payload);
}

/** The tables' content by subject. */
export async function ledger(world: World): Promise<Ledger> {
  return readLedger(await dumpTables(world.client, world.tables));
}

/** All calls ever made, oldest first. */
export async function allCalls(world: World): Promise<{ call: PhoneCall; entries: CallEntry[] }[]> {
  const { calls } = await ledger(world);
  return [...calls.values()].sort((a, b) => (a.call.id < b.call.id ? -1 : 1));
}

/** All work items ever opened, oldest first. */
export async function allWorkItems(world: World): Promise<WorkItem[]> {
  const { workItems } = await ledger(world);
  return [...workItems.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where each of some requests is. */
export async function placesOf(world: World, requestIds: number[]): Promise<(string | undefined)[]> {
  return Promise.all(requestIds.map(async (id) => (await world.request(id))?.place));
}

/**
 * What breaks the invariants of DESIGN §2, seen from outside.
 *
 * @param reopenedAt when a closed request was told to be alive again, the last time
 */
export async function violations(
  world: World,
  reopenedAt: ReadonlyMap<number, Instant> = new Map(),
): Promise<string[]> {
  await world.relay();
  const dump = await dumpTables(world.client, world.tables);
  const evidence = { accepted: [...world.ses.accepted], published: [...world.bus.entries], dump, reopenedAt };
  return Object.entries(checkInvariants(evidence, world.service.settings)).flatMap(([name, broken]) =>
    broken.map(({ subject, problem }) => `${name} ${subject}: ${problem}`),
  );
}

/** Runs the sweep every hour for so many hours, from now on; returns the reports. */
export async function sweepHourly(world: World, hours: number) {
  const reports: Awaited<ReturnType<World['sweep']>>[] = [];
  for (let hour = 0; hour < hours; hour++) {
    reports.push(await world.sweep());
    world.clock.advance(3_600_000);
  }
  return reports;
}
