import { createMailer } from '../../functions/wiring/mailer.ts';
import { createMailRenderer } from '../../functions/wiring/renderer.ts';
import { readPublished } from '../../local/invariants/published.ts';
import type { AcceptedMail } from '../../local/ses-double.ts';
import { orderKey } from '../../shared/domain/contact/placement-request.ts';
import { DAY_MS, plus, type Instant } from '../../shared/domain/time.ts';
import { commitChanges } from '../../shared/use-cases/commit-changes.ts';
import { queueContactEmail } from '../../shared/use-cases/queue-email.ts';
import {
  deliverEmail,
  prepareEmail,
  type SendingService,
  type SendReport,
} from '../../shared/use-cases/send-email.ts';
import { aRequest } from './aggregates.ts';
import type { World } from './world.ts';

/** The first Monday, 09:00 in Berlin: inside the send window, hours after the batch. */
export const SEND_TIME: Instant = '2026-11-23T08:00:00.000Z';

/** One request for each of some therapists; request, patient and therapist have the same id. */
export async function openRequests(world: World, ids: number[]): Promise<void> {
  for (const id of ids) {
    world.therapist(id);
    await addRequest(world, id, { therapist: id });
  }
}

/** One more request for a therapist, of a patient with the request's id. */
export async function addRequest(
  world: World,
  id: number,
  { therapist }: { therapist: number },
): Promise<void> {
  world.patient(id);
  await world.match({ id, therapist });
}

/** One queued mail for each of some therapists, due now: it is Monday morning. Returns the emails' ids. */
export async function queueMails(world: World, therapistIds: number[]): Promise<string[]> {
  await openRequests(world, therapistIds);
  await world.batch();
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  return Promise.all(therapistIds.map((id) => newestEmailOf(world, id)));
}

/** The same through the use case alone, without events and batch: for tests that need very many mails, due at once. */
export async function queueDirectly(world: World, therapistIds: number[]): Promise<string[]> {
  const emailIds: string[] = [];
  for (const id of therapistIds) emailIds.push(await queueOne(world, id));
  return emailIds;
}

function queueOne(world: World, id: number): Promise<string> {
  const { service } = world;
  world.therapist(id);
  world.patient(id);
  const address = `praxis-${id}@praxis.example`;
  const recipient = { address, mailboxKey: service.pseudonyms.mailboxKey(address) };
  const request = aRequest(id, { therapistId: id, place: 'contact_email' });
  return commitChanges(service, async (changes) => {
    const emailId = queueContactEmail(service, changes, {
      kind: 'initial_contact',
      contact: await changes.contact(id),
      mailbox: await changes.mailbox(recipient.mailboxKey),
      recipient,
      notBefore: world.clock.now(),
      requests: [{ requestId: id, patientId: id, orderKey: orderKey(request) }],
    });
    changes.putRequest({ ...request, emailId });
    return emailId;
  });
}

/** The id of the therapist's newest email. */
export async function newestEmailOf(world: World, therapistId: number): Promise<string> {
  const [id] = await world.emailsOf(therapistId);
  if (id === undefined) throw new Error(`therapist ${therapistId} has no email`);
  return id;
}

/** When `liveDays` runs the pump, in UTC: inside the send window of a winter day. */
const PUMPS = ['08:00', '09:00', '15:00'];
const BATCHES = ['00:00', '00:30'];

/** Lets whole days pass, from the next midnight on, with some batches and pumps a day. */
export async function liveDays(world: World, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    const date = plus(world.clock.now(), DAY_MS).slice(0, 10);
    for (const time of BATCHES) {
      world.at(`${date}T${time}:00.000Z`);
      await world.batch();
    }
    for (const time of PUMPS) {
      world.at(`${date}T${time}:00.000Z`);
      await world.pump();
    }
  }
}

/** Runs the pump again and again, `everyMs` apart. */
export async function pumpEvery(world: World, everyMs: number, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    world.clock.advance(everyMs);
    await world.pump();
  }
}

/** Sends one email as the pump does, without a pump around it. */
export async function sendNow(service: SendingService, emailId: string): Promise<SendReport> {
  const prepared = await prepareEmail(service, emailId);
  return prepared.kind === 'prepared' ? deliverEmail(service, prepared) : prepared;
}

/** What SES took over of one email, in order. */
export function acceptsOf(world: World, emailId: string): AcceptedMail[] {
  return world.ses.accepted.filter(({ tags }) => tags['email_id'] === emailId);
}

/** A mail that SES took over although it answered otherwise. */
export function secretlyAccepted(world: World, emailId: string): AcceptedMail {
  const at = world.clock.now();
  const { CONFIGURATION_SET } = world.runtime.config;
  return {
    messageId: `0107-${emailId}`,
    at,
    sesAt: at,
    to: [],
    raw: Buffer.alloc(0),
    tags: { email_id: emailId },
    ...(CONFIGURATION_SET !== undefined && { configurationSet: CONFIGURATION_SET }),
  };
}

/** Types of the events about one email that were published, in order. */
export async function announcedOf(world: World, emailId: string): Promise<string[]> {
  await world.relay();
  return readPublished([...world.bus.entries])
    .events.filter(({ aggregate }) => aggregate === `email ${emailId}`)
    .map(({ event }) => event.eventType.replace('communication.', ''));
}

/** The service as the pump has it, with a mailer that waits for SES no longer than `timeoutMs` of real time. */
export function impatientService(world: World, timeoutMs: number): SendingService {
  const { runtime, service } = world;
  return {
    ...service,
    mailer: createMailer(runtime, timeoutMs),
    renderer: createMailRenderer(runtime),
  };
}
