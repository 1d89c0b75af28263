import { isDeepStrictEqual } from 'node:util';
import {
  findAvailableSlot,
  findSlotOnQuietestDay,
  type Slot,
  type SlotQuery,
} from '../shared/domain/phone-call/slots.ts';
import { readLines, slotQueryFor } from '../shared/use-cases/find-call-slot.ts';
import { findQuietSlotByTrying, findSlotByTrying } from '../test/support/slot-reference.ts';
import {
  fillCalendars,
  fillRoundTheClock,
  openCallDesk,
  type CallDesk,
  type Search,
} from './call-calendars.ts';
import { atLeast, exactly, reported, type Measurement, type Progress } from './measurement.ts';
import type { Usage } from './meter.ts';
import { findSlotByMinutes } from './minute-scan.ts';
import { createSeedSearch } from './seed-search.ts';

/** How much of what the calendars can take is booked. */
const SHARES = [0, 0.25, 0.5, 0.75, 0.9, 0.97];

/** The faster searches are repeated until their time can be measured. */
const ROUNDS_WITH_DATABASE = 3;
const ROUNDS_IN_MEMORY = 25;
const WARM_UP = 5;

export interface SlotsOptions {
  /** Therapists at each share. */
  therapists: number;
}

/** Therapists whose calendars are equally full, with what the search has to know of them. */
interface Level {
  share: number;
  searches: Search[];
  queries: SlotQuery[];
  /** What the service asked of DynamoDB to find a slot for each of them. */
  usage: Usage;
}

/**
 * The search for slots beside a reference that tries every minute, beside a port of the seed's search, which asks the
 * database once per candidate, and beside a scan of all minutes with luxon: the answers, the queries, and how many slots
 * each finds in the same time, with calendars from empty to nearly full.
 */
export async function slots(
  progress: Progress,
  { therapists }: SlotsOptions = { therapists: 20 },
): Promise<Measurement[]> {
  const desk = await openCallDesk();
  try {
    progress(`filling the calendars of ${therapists * SHARES.length} therapists`);
    const filled: { share: number; searches: Search[] }[] = [];
    for (const [index, share] of SHARES.entries()) {
      const searches = await fillCalendars(desk, { therapists, share, firstId: 1 + index * therapists });
      filled.push({ share, searches });
    }
    const lines = await readLines(desk.service);
    const levels: Level[] = [];
    for (const level of filled) levels.push({ ...level, ...(await read(desk, level.searches, lines)) });
    progress('comparing with the reference');
    const compared = compare(levels.flatMap(({ queries }) => queries));
    const raced = [await raceWithSeed(desk, levels, progress), raceInMemory(levels, progress)];
    progress('filling a calendar day and night');
    const roundTheClock = await judgeRoundTheClock(desk, 1 + therapists * SHARES.length);
    return [...compared, ...raced.flat(), ...levels.flatMap(judgeQueries), ...roundTheClock];
  } finally {
    await desk.stop();
  }
}

type Lines = Awaited<ReturnType<typeof readLines>>;

/** Searches as the service does it; keeps what it knew, and what it asked. */
async function read({ service, meter }: CallDesk, searches: Search[], lines: Lines) {
  const queries: SlotQuery[] = [];
  const usage = await meter.during(async () => {
    for (const search of searches) {
      const query = await slotQueryFor(service, search, lines);
      findAvailableSlot(query);
      queries.push(query);
    }
  });
  return { queries, usage };
}

function compare(queries: SlotQuery[]): Measurement[] {
  const name = `slots, answers for ${queries.length} calendars`;
  const found = queries.filter((query) => findAvailableSlot(query)).length;
  const unlike = (one: Find, other: Find) =>
    queries.filter((query) => !isDeepStrictEqual(one(query), other(query))).length;
  const earliest = unlike(findAvailableSlot, findSlotByTrying);
  const quietest = unlike(findSlotOnQuietestDay, findQuietSlotByTrying);
  return [
    reported(name, 'calendars with a slot', found),
    exactly({ name, metric: 'earliest slots unlike the reference', value: earliest }, 0),
    exactly({ name, metric: 'slots on the quietest day unlike the reference', value: quietest }, 0),
  ];
}

type Find = (query: SlotQuery) => Slot | undefined;

/** Both ask the same engine by the same client, one search after the other. */
async function raceWithSeed(desk: CallDesk, levels: Level[], progress: Progress): Promise<Measurement[]> {
  const name = "slots, beside the seed's search";
  const { service, client, table, meter } = desk;
  const findAsSeed = createSeedSearch(client, table);
  const results: Measurement[] = [];
  const total = { ownMs: 0, seedMs: 0, unlike: 0 };
  for (const { share, searches, queries } of levels) {
    progress(`racing with the seed's search, ${percent(share)} booked`);
    const lines = queries[0]?.lines ?? [];
    const asService = async (search: Search) => findAvailableSlot(await slotQueryFor(service, search, lines));
    const asSeed = (search: Search, index: number) =>
      findAsSeed(search.therapistIds[0], queries[index] as SlotQuery);
    await timed(searches.slice(0, WARM_UP), asSeed);
    const own = await timed(repeated(searches, ROUNDS_WITH_DATABASE), asService);
    let seed = { ms: 0, answers: [] as (Slot | undefined)[] };
    const usage = await meter.during(async () => (seed = await timed(searches, asSeed)));
    total.ownMs += own.ms / ROUNDS_WITH_DATABASE;
    total.seedMs += seed.ms;
    total.unlike += seed.answers.filter((slot, index) => !isDeepStrictEqual(slot, own.answers[index])).length;
    const perSlot = usage.calls / searches.length;
    results.push(reported(name, `its queries per therapist, ${percent(share)} booked`, perSlot));
  }
  const ratio = total.seedMs / total.ownMs;
  return [
    ...results,
    exactly({ name, metric: 'answers unlike', value: total.unlike }, 0),
    atLeast({ name, metric: 'slots found in the same time, times as many', value: ratio }, 5),
  ];
}

/** Both know everything before they begin. */
function raceInMemory(levels: Level[], progress: Progress): Measurement[] {
  const name = 'slots, beside a scan of all minutes with luxon';
  progress('racing with a scan of all minutes');
  const queries = levels.flatMap((level) => level.queries);
  timedNow(queries.slice(0, WARM_UP), findSlotByMinutes);
  const own = timedNow(repeated(queries, ROUNDS_IN_MEMORY), findAvailableSlot);
  const scan = timedNow(queries, findSlotByMinutes);
  const unlike = scan.answers.filter((slot, index) => !isDeepStrictEqual(slot, own.answers[index])).length;
  const ratio = scan.ms / (own.ms / ROUNDS_IN_MEMORY);
  return [
    exactly({ name, metric: 'answers unlike', value: unlike }, 0),
    atLeast({ name, metric: 'slots found in the same time, times as many', value: ratio }, 100),
  ];
}

function judgeQueries({
  share,
  searches,
  usage,
}: Pick<Level, 'share' | 'searches' | 'usage'>): Measurement[] {
  const name = `slots, ${percent(share)} booked`;
  const value = usage.calls / searches.length;
  return [
    exactly({ name, metric: 'queries per therapist', value }, 1),
    reported(name, 'items read per therapist', usage.itemsRead / searches.length),
    exactly({ name, metric: 'calls without a price', value: usage.unpriced }, 0),
  ];
}

async function judgeRoundTheClock(desk: CallDesk, therapistId: number): Promise<Measurement[]> {
  const searches = [await fillRoundTheClock(desk, therapistId)];
  const { queries, usage } = await read(desk, searches, await readLines(desk.service));
  const name = 'slots, day and night booked';
  const found = queries.filter((query) => findAvailableSlot(query)).length;
  return [
    exactly({ name, metric: 'slots', value: found }, 0),
    exactly({ name, metric: 'queries per therapist', value: usage.calls }, 1),
    reported(name, 'items read per therapist', usage.itemsRead),
    exactly({ name, metric: 'calls without a price', value: usage.unpriced }, 0),
  ];
}

async function timed<T, R>(list: T[], search: (item: T, index: number) => Promise<R>) {
  const answers: R[] = [];
  const began = performance.now();
  for (const [index, item] of list.entries()) answers.push(await search(item, index));
  return { ms: performance.now() - began, answers };
}

function timedNow<T, R>(list: T[], search: (item: T) => R) {
  const began = performance.now();
  const answers = list.map((item) => search(item));
  return { ms: performance.now() - began, answers };
}

function repeated<T>(list: T[], rounds: number): T[] {
  return Array.from({ length: rounds }, () => list).flat();
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
