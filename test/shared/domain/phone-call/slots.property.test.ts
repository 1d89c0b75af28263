import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkChosenSlot } from '../../../../shared/domain/phone-call/chosen-slot.ts';
import { windowsOnDate } from '../../../../shared/domain/phone-call/local-time.ts';
import type { WeeklyWindow } from '../../../../shared/domain/phone-call/phone-hours.ts';
import {
  findAvailableSlot,
  findSlotOnQuietestDay,
  type Slot,
  type SlotQuery,
} from '../../../../shared/domain/phone-call/slots.ts';
import { DAY_MS } from '../../../../shared/domain/time.ts';
import { slotCase, type SlotCase } from '../../../support/slot-cases.ts';
import {
  checkByTrying,
  findQuietSlotByTrying,
  findSlotByTrying,
  isReachable,
  minutes,
  wallClock,
} from '../../../support/slot-reference.ts';

const CASES = 10_000;

/** How many cases show a thing, so that a test which says nothing is found out. */
function tally() {
  const counts = new Map<string, number>();
  return {
    count(name: string, isSo = true) {
      if (isSo) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    /** What was counted more rarely than it has to be. */
    rarerThan: (expected: Record<string, number>) =>
      Object.entries(expected)
        .filter(([name, times]) => (counts.get(name) ?? 0) < times)
        .map(([name, times]) => `${name}: ${counts.get(name) ?? 0} of ${times}`),
  };
}

const startsAt = (slot: Slot | undefined) => slot?.startsAt;

/** The query without one of its rules. */
const WITHOUT: [string, (query: SlotQuery) => Partial<SlotQuery>][] = [
  ['absences', () => ({ absences: [] })],
  ['holidays', () => ({ isHoliday: () => false })],
  ['shifts', ({ lines }) => ({ lines: lines.map(({ number, bookings }) => ({ number, bookings })) })],
  ['bookings of the therapist', () => ({ therapistBookings: [] })],
  ['bookings of lines', ({ lines }) => ({ lines: lines.map((line) => ({ ...line, bookings: [] })) })],
  ['buffers', () => ({ bufferMinutes: 0 })],
  ['lead time', () => ({ leadMinutes: 0 })],
  ['horizon', ({ horizonDays }) => ({ horizonDays: horizonDays + 7 })],
];

/** How often the 10 000 cases of the search show a thing, at least. */
const OFTEN_FOUND = {
  'a slot': 3000,
  'no slot': 3000,
  'a slot elsewhere than in Berlin': 500,
  'a slot on the day: gap': 500,
  'a slot on the day: overlap': 500,
  'a slot on the day: leap day': 150,
  'a slot on the day: month end': 150,
  'a slot on the day: year end': 150,
  'another line than the first': 500,
  // Each of them is looked at in every eighth case only.
  'another slot without absences': 50,
  'another slot without holidays': 40,
  'another slot without shifts': 100,
  'another slot without bookings of the therapist': 50,
  'another slot without bookings of lines': 50,
  'another slot without buffers': 25,
  'another slot without lead time': 25,
  'another slot without horizon': 100,
};

/** The same for those of the check. */
const OFTEN_CHECKED = {
  allowed: 800,
  'allowed on the day: gap': 150,
  'allowed on the day: overlap': 150,
  'allowed on the day: leap day': 50,
  'allowed on the day: month end': 50,
  'allowed on the day: year end': 50,
  'allowed on the preferred line': 250,
  'a start that the search finds': 400,
  no_such_time: 100,
  off_grid: 500,
  too_early: 500,
  too_late: 500,
  holiday: 400,
  therapist_absent: 400,
  outside_phone_hours: 500,
  therapist_booked: 250,
  no_free_line: 500,
};

describe('findAvailableSlot', () => {
  it(`finds what trying every start finds, in ${CASES} cases`, () => {
    const { count, rarerThan } = tally();
    let turn = 0;
    fc.assert(
      fc.property(slotCase, ({ query, day }: SlotCase) => {
        const slot = findAvailableSlot(query);
        expect(slot).toEqual(findSlotByTrying(query));
        count(slot ? 'a slot' : 'no slot');
        count(`a slot on the day: ${day.oddity}`, slot?.localDate === day.date);
        count('a slot elsewhere than in Berlin', slot !== undefined && day.zone !== 'Europe/Berlin');
        count('another line than the first', slot !== undefined && slot.line > 1);
        const [rule, without] = WITHOUT[turn++ % WITHOUT.length]!;
        const other = findAvailableSlot({ ...query, ...without(query) });
        count(`another slot without ${rule}`, startsAt(other) !== startsAt(slot));
      }),
      { numRuns: CASES },
    );
    expect(rarerThan(OFTEN_FOUND)).toEqual([]);
  });
});

describe('checkChosenSlot', () => {
  it(`allows and refuses what looking at every minute does, in ${CASES} cases`, () => {
    const { count, rarerThan } = tally();
    fc.assert(
      fc.property(slotCase, ({ query, chosen, day }: SlotCase) => {
        const answer = checkChosenSlot(query, chosen);
        expect(answer.ok ? answer.value : answer.error).toEqual(checkByTrying(query, chosen));
        count(answer.ok ? 'allowed' : answer.error);
        count(`allowed on the day: ${day.oddity}`, answer.ok && chosen.date === day.date);
        count('allowed on the preferred line', answer.ok && answer.value.line === chosen.preferredLine);
        count('a start that the search finds', answer.ok && isFoundFrom(query, answer.value));
      }),
      { numRuns: CASES },
    );
    expect(rarerThan(OFTEN_CHECKED)).toEqual([]);
  });

  it('agrees with the search: what that finds may be chosen', () => {
    const { count, rarerThan } = tally();
    fc.assert(
      fc.property(slotCase, ({ query }: SlotCase) => {
        const slot = findAvailableSlot(query);
        if (!slot) return;
        count('a slot');
        const chosen = { date: slot.localDate, time: slot.localTime, outsidePhoneHours: false };
        expect(checkChosenSlot(query, chosen)).toEqual({ ok: true, value: slot });
      }),
      { numRuns: 1000 },
    );
    expect(rarerThan({ 'a slot': 250 })).toEqual([]);
  });
});

/** Whether the search, begun at a start, finds that very start. */
function isFoundFrom(query: SlotQuery, slot: Slot): boolean {
  return startsAt(findAvailableSlot({ ...query, notBefore: slot.startsAt })) === slot.startsAt;
}

describe('findSlotOnQuietestDay', () => {
  it('finds what counting the booked minutes of every day finds', () => {
    const { count, rarerThan } = tally();
    fc.assert(
      fc.property(slotCase, ({ query }: SlotCase) => {
        const horizonDays = query.horizonDays + 3;
        const everyDay = { ...query, horizonDays, windows: onEveryDay(query.windows) };
        const slot = findSlotOnQuietestDay(everyDay);
        expect(slot).toEqual(findQuietSlotByTrying(everyDay));
        const earliest = findAvailableSlot(everyDay);
        count('no slot', slot === undefined);
        count('the earliest', slot !== undefined && slot.startsAt === earliest?.startsAt);
        count('a quieter day', slot !== undefined && slot.startsAt !== earliest?.startsAt);
      }),
      { numRuns: 400 },
    );
    expect(rarerThan({ 'no slot': 60, 'the earliest': 60, 'a quieter day': 60 })).toEqual([]);
  });
});

function onEveryDay(windows: WeeklyWindow[]): WeeklyWindow[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => windows.map((window) => ({ ...window, weekday })));
}

/** A few minutes of the day more often than chance has them: night hours, where clocks change. */
const minuteOfDay = fc.oneof(fc.nat(300), fc.nat(1440));
const range = fc
  .uniqueArray(minuteOfDay, { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));
const anyWindows = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), range)
    .map(([weekday, [startMinute = 0, endMinute = 0]]): WeeklyWindow => ({
      weekday,
      startMinute,
      endMinute,
    })),
  { maxLength: 8 },
);

describe('windowsOnDate', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['Europe/Berlin', '2026-06-01'],
    ['Africa/Cairo', '2026-04-24'],
    ['Africa/Cairo', '2026-10-29'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['America/Havana', '2026-11-01'],
  ])('in %s on %s is what looking at every minute gives', (zone, date) => {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const around = minutes(midnight - DAY_MS, midnight + 2 * DAY_MS).filter(
      (minute) => wallClock(minute, zone).date === date,
    );
    fc.assert(
      fc.property(anyWindows, (given) => {
        const reachable = windowsOnDate(date, given, zone).flatMap(({ start, end }) => minutes(start, end));
        expect(reachable).toEqual(around.filter((minute) => isReachable(minute, given, zone)));
      }),
      { numRuns: 40 },
    );
  });
});
