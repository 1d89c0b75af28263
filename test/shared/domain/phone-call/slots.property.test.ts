import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Interval } from '../../../../shared/domain/phone-call/interval.ts';
import { windowsOnDate } from '../../../../shared/domain/phone-call/local-time.ts';
import type { WeeklyWindow } from '../../../../shared/domain/phone-call/phone-hours.ts';
import {
  findAvailableSlot,
  isSlotBooked,
  type SlotQuery,
} from '../../../../shared/domain/phone-call/slots.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant } from '../../../../shared/domain/time.ts';
import { findSlotByTrying, isReachable, minutes, wallClock } from '../../../support/slot-reference.ts';

const BERLIN = 'Europe/Berlin';

/** Mornings before days on which clocks change, and an ordinary one. */
const starts = ['2026-03-28', '2026-10-24', '2027-03-27', '2028-02-28', '2026-12-31', '2026-06-01'];

/** A few minutes of the day more often than chance has them: night hours, where clocks change. */
const minuteOfDay = fc.oneof(fc.nat(300), fc.nat(1440));
const range = fc
  .uniqueArray(minuteOfDay, { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));
const windows = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), range)
    .map(([weekday, [startMinute = 0, endMinute = 0]]): WeeklyWindow => ({
      weekday,
      startMinute,
      endMinute,
    })),
  { maxLength: 8 },
);

function bookings(now: number): fc.Arbitrary<Interval[]> {
  const booking = fc.tuple(fc.integer({ min: -60, max: 3 * 1440 }), fc.integer({ min: 1, max: 500 }));
  return fc.array(
    booking.map(([from, length]) => ({
      start: now + from * MINUTE_MS,
      end: now + (from + length) * MINUTE_MS,
    })),
    { maxLength: 6 },
  );
}

const query = fc
  .tuple(fc.constantFrom(...starts), fc.integer({ min: 0, max: 1439 }))
  .chain(([date, minute]) => {
    const now = toEpochMs(`${date}T00:00:00.000Z`) + minute * MINUTE_MS;
    return fc.record({
      now: fc.constant(toInstant(now)),
      windows,
      zone: fc.constant(BERLIN),
      leadMinutes: fc.nat(200),
      horizonDays: fc.integer({ min: 1, max: 3 }),
      durationMinutes: fc.integer({ min: 1, max: 6 }).map((cells) => cells * 5),
      bufferMinutes: fc.constantFrom(0, 5, 10),
      isHoliday: fc.constantFrom(
        () => false,
        (holiday: string) => holiday.endsWith('9'),
      ),
      therapistBookings: bookings(now),
      lines: fc
        .array(bookings(now), { maxLength: 3 })
        .map((taken) => taken.map((list, index) => ({ number: index + 1, bookings: list }))),
    }) satisfies fc.Arbitrary<SlotQuery>;
  });

describe('findAvailableSlot', () => {
  it('finds what trying every start finds', () => {
    let found = 0;
    fc.assert(
      fc.property(query, (given) => {
        const slot = findAvailableSlot(given);
        if (slot) found += 1;
        expect(slot).toEqual(findSlotByTrying(given));
      }),
      { numRuns: 600 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('stays within phone hours, lead time, horizon and workdays, and off every booking', () => {
    fc.assert(
      fc.property(query, (given) => {
        const slot = findAvailableSlot(given);
        if (!slot) return;
        const now = toEpochMs(given.now);
        const start = toEpochMs(slot.startsAt);
        const end = start + given.durationMinutes * MINUTE_MS;
        const blocked = {
          start: start - given.bufferMinutes * MINUTE_MS,
          end: end + given.bufferMinutes * MINUTE_MS,
        };
        const line = given.lines.find(({ number }) => number === slot.line)!;
        expect(start % (5 * MINUTE_MS)).toBe(0);
        expect(start).toBeGreaterThanOrEqual(now + given.leadMinutes * MINUTE_MS);
        expect(start).toBeLessThanOrEqual(now + given.horizonDays * DAY_MS);
        expect(given.isHoliday(slot.localDate)).toBe(false);
        expect(minutes(start, end).every((minute) => isReachable(minute, given.windows, BERLIN))).toBe(true);
        expect(isSlotBooked(blocked, [...given.therapistBookings, ...line.bookings])).toBe(false);
        expect(wallClock(start, BERLIN)).toMatchObject({ date: slot.localDate, time: slot.localTime });
      }),
      { numRuns: 300 },
    );
  });
});

describe('windowsOnDate', () => {
  it.each([
    [BERLIN, '2026-03-29'],
    [BERLIN, '2026-10-25'],
    [BERLIN, '2026-06-01'],
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
      fc.property(windows, (given) => {
        const reachable = windowsOnDate(date, given, zone).flatMap(({ start, end }) => minutes(start, end));
        expect(reachable).toEqual(around.filter((minute) => isReachable(minute, given, zone)));
      }),
      { numRuns: 40 },
    );
  });
});
