import { createService } from '../functions/wiring/service.ts';
import { createRandom, type Random } from '../local/demo/random.ts';
import { startEngine } from '../local/engine.ts';
import { blockedTime } from '../shared/domain/phone-call/cells.ts';
import type { CallerLine } from '../shared/domain/phone-call/caller-line.ts';
import type { PhoneCall } from '../shared/domain/phone-call/phone-call.ts';
import type { WeeklyWindow } from '../shared/domain/phone-call/phone-hours.ts';
import { findAvailableSlot, type Slot, type SlotQuery } from '../shared/domain/phone-call/slots.ts';
import type { Write } from '../shared/domain/stores/unit-of-work.ts';
import { DAY_MS, plus, type Instant } from '../shared/domain/time.ts';
import { createHolidays } from '../shared/out/holidays.ts';
import { MAX_TRANSACTION_ITEMS } from '../shared/store/transactions.ts';
import { readLines, slotQueryFor, type SlotWanted } from '../shared/use-cases/find-call-slot.ts';
import type { CallService } from '../shared/use-cases/follow-up.ts';
import { createMeter } from './meter.ts';

/** A Monday, 08:00 in Berlin. Within two weeks: Good Friday, the day of the spring gap, Easter Monday. */
const START: Instant = '2027-03-22T07:00:00.000Z';

const SEED = 20270322;
const DURATIONS = [5, 10, 15, 20] as const;

/** Enough for all: every third is staffed at any time, the others in the morning or in the afternoon. */
const LINES: CallerLine[] = Array.from({ length: 18 }, (_, index) => ({
  number: index + 1,
  active: true,
  ...[{ shifts: onWorkdays(480, 780) }, { shifts: onWorkdays(720, 1080) }, {}][index % 3],
}));

/** A search for a slot in the calendar of one therapist. */
export type Search = SlotWanted & { therapistIds: [number] };

/** The service's calls on an engine of their own; what it asks of DynamoDB is metered. */
export type CallDesk = Awaited<ReturnType<typeof openCallDesk>>;

/** Starts an engine with caller lines and without a call, whose clock stands. */
export async function openCallDesk() {
  const engine = await startEngine({ start: START });
  const meter = createMeter();
  const { aws, config } = engine.runtime;
  const client = meter.watch(aws.dynamoDb());
  const wired = createService({ ...engine.runtime, aws: { ...aws, dynamoDb: () => client } });
  const service: CallService = {
    ...wired,
    holidays: createHolidays({ federalState: config.FEDERAL_STATE }),
  };
  await commit(service, [service.store.saveLineUp({ lines: LINES, version: 0 })]);
  return { service, meter, client, table: engine.tables.calls, stop: () => engine.stop() };
}

/**
 * Books the calendars of new therapists to a share of what they can take, as the service books them: the earliest slot
 * each time. The wanted searches differ in phone hours, duration and buffer; some therapists are away for some days.
 *
 * @param share 0 = nothing is booked, 1 = nothing is free
 * @param firstId the therapists' numbers, from this on
 */
export async function fillCalendars(
  desk: CallDesk,
  { therapists, share, firstId }: { therapists: number; share: number; firstId: number },
): Promise<Search[]> {
  const random = createRandom(SEED + firstId);
  const searches = Array.from({ length: therapists }, (_, index): Search => ({
    therapistIds: [firstId + index],
    windows: somePhoneHours(random),
    durationMinutes: random.pick(DURATIONS),
    bufferMinutes: random.pick([0, 0, 5]),
  }));
  for (const [index, search] of searches.entries()) {
    if (index % 4 === 0) await addAbsence(desk, search.therapistIds[0], random);
    await fillCalendar(desk.service, search, { share, durations: DURATIONS, random });
  }
  return searches;
}

/** A therapist who takes calls day and night, and has all of them: no calendar holds more. */
export async function fillRoundTheClock({ service }: CallDesk, therapistId: number): Promise<Search> {
  const search: Search = {
    therapistIds: [therapistId],
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
    durationMinutes: 5,
    bufferMinutes: 0,
  };
  await fillCalendar(service, search, { share: 1, durations: [60, 5], random: createRandom(SEED) });
  return search;
}

async function fillCalendar(
  service: CallService,
  search: Search,
  { share, durations, random }: { share: number; durations: readonly [number, ...number[]]; random: Random },
): Promise<void> {
  const query = await slotQueryFor(service, search, await readLines(service));
  const calls: PhoneCall[] = [];
  const book = (durationMinutes: number): boolean => {
    const slot = findAvailableSlot({ ...query, durationMinutes, bufferMinutes: 0 });
    if (!slot) return false;
    const call = toCall(search, slot, { id: `pc_${calls.length}`, durationMinutes, query });
    calls.push(call);
    query.therapistBookings.push(blockedTime(call));
    query.lines.find(({ number }) => number === slot.line)?.bookings.push(blockedTime(call));
    return true;
  };
  while (book(random.pick(durations)) || durations.some(book));
  const kept = calls.slice(0, Math.round(share * calls.length));
  await commit(
    service,
    kept.flatMap((call) => service.store.bookCells(call)),
  );
}

function toCall(
  { therapistIds }: Search,
  { line, ...when }: Slot,
  { id, durationMinutes, query }: { id: string; durationMinutes: number; query: SlotQuery },
): PhoneCall {
  const { now, zone } = query;
  return {
    id: `${id}_${therapistIds[0]}`,
    therapistIds,
    state: 'scheduled',
    ...when,
    timeZone: zone,
    durationMinutes,
    bufferMinutes: 0,
    line,
    try: 1,
    emailIds: [],
    phoneNumber: '+493023125000',
    createdAt: now,
    updatedAt: now,
    seq: 0,
    version: 0,
  };
}

async function addAbsence({ service }: CallDesk, therapistId: number, random: Random): Promise<void> {
  const first = plus(START, random.below(10) * DAY_MS);
  const last = plus(first, random.below(4) * DAY_MS);
  const absence = {
    id: `ab_${therapistId}`,
    therapistId,
    from: first.slice(0, 10),
    to: last.slice(0, 10),
    createdAt: START,
    version: 0,
  };
  await commit(service, [service.store.saveAbsence(absence)]);
}

/** One to two hours on three workdays. */
function somePhoneHours({ below }: Random): WeeklyWindow[] {
  const first = below(5);
  return [0, 1, 3].map((days) => {
    const startMinute = 480 + below(96) * 5;
    return { weekday: 1 + ((first + days) % 5), startMinute, endMinute: startMinute + 60 + below(13) * 5 };
  });
}

function onWorkdays(startMinute: number, endMinute: number): WeeklyWindow[] {
  return [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute, endMinute }));
}

async function commit({ store }: CallService, writes: Write[]): Promise<void> {
  for (let done = 0; done < writes.length; done += MAX_TRANSACTION_ITEMS) {
    const result = await store.commit(writes.slice(done, done + MAX_TRANSACTION_ITEMS));
    if (!result.ok) throw new Error(`refused: ${result.conflicts.join(', ')}`);
  }
}
