import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockedTime, CELL_MS, type CallTime } from '../../../../shared/domain/phone-call/cells.ts';
import { checkChosenSlot } from '../../../../shared/domain/phone-call/chosen-slot.ts';
import { localDateTime } from '../../../../shared/domain/phone-call/local-time.ts';
import type { WeeklyWindow } from '../../../../shared/domain/phone-call/phone-hours.ts';
import { retryWindows } from '../../../../shared/domain/phone-call/retry-windows.ts';
import {
  findAvailableSlot,
  findSlotOnQuietestDay,
  isSlotBooked,
  type Slot,
  type SlotQuery,
} from '../../../../shared/domain/phone-call/slots.ts';
import {
  HOUR_MS,
  MINUTE_MS,
  plus,
  toEpochMs,
  toInstant,
  type Instant,
} from '../../../../shared/domain/time.ts';
import { createHolidays } from '../../../../shared/out/holidays.ts';
import { isReachable, minutes, wallClock } from '../../../support/slot-reference.ts';

const ZONE = 'Europe/Berlin';
const { isHoliday } = createHolidays({ federalState: 'BB' });

/** Days before clocks change; Easter and the day of the Reformation (itself a day on which they do) are near. */
const STARTS = ['2026-03-28T00:00:00.000Z', '2027-10-29T12:00:00.000Z'];

const onDays = (weekdays: number[], startMinute: number, endMinute: number): WeeklyWindow[] =>
  weekdays.map((weekday) => ({ weekday, startMinute, endMinute }));

/** Therapists with few hours, so that they fill up: some in the night in which clocks change. */
const THERAPISTS = [
  { windows: onDays([6, 7], 90, 210), absences: [] },
  { windows: onDays([1, 2, 5, 7], 150, 200), absences: [{ from: '2026-03-30', to: '2026-03-31' }] },
  { windows: onDays([1, 3, 5], 540, 570), absences: [{ from: '2027-11-01', to: '2027-11-02' }] },
];
const LINES = [
  { number: 1, shifts: [...onDays([6, 7], 0, 160), ...onDays([6, 7], 160, 1440)] },
  { number: 2, shifts: [...onDays([1, 2, 3, 5], 0, 600), ...onDays([7], 120, 240)] },
];

interface Booked extends CallTime {
  therapist: number;
  line: number;
}

const therapist = fc.nat(THERAPISTS.length - 1);
const durationMinutes = fc.constantFrom(5, 10, 15, 30);
const bufferMinutes = fc.constantFrom(0, 0, 5);
const which = fc.nat(30);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('book' as const),
      spread: fc.boolean(),
      therapist,
      durationMinutes,
      bufferMinutes,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      which,
      cells: fc.oneof(fc.integer({ min: -12, max: 12 }), fc.constantFrom(-576, -288, 288, 576)),
      durationMinutes,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 20, 50) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The calls of a service that does what the slots say, one step after the other. */
function calendar(start: Instant) {
  let now = start;
  let calls: Booked[] = [];

  const query = (call: Omit<Booked, 'startsAt' | 'line'>, others: Booked[]): SlotQuery => ({
    now,
    zone: ZONE,
    leadMinutes: 60,
    horizonDays: 5,
    durationMinutes: call.durationMinutes,
    bufferMinutes: call.bufferMinutes,
    isHoliday,
    ...THERAPISTS[call.therapist]!,
    therapistBookings: others.filter((other) => other.therapist === call.therapist).map(blockedTime),
    lines: LINES.map((line) => ({
      ...line,
      bookings: others.filter((other) => other.line === line.number).map(blockedTime),
    })),
  });

  /** Puts a call where a slot is; the call that it replaces keeps its time when there is none. */
  const put = (call: Omit<Booked, 'startsAt' | 'line'>, others: Booked[], slot: Slot | undefined) => {
    if (!slot) return undefined;
    const booked = { ...call, startsAt: slot.startsAt, line: slot.line };
    calls = [...others, booked];
    return booked;
  };

  const slotForRetry = (call: Booked, others: Booked[]): Slot | undefined => {
    const { weekday, time } = localDateTime(toEpochMs(call.startsAt), ZONE);
    const given = query(call, others);
    const choices = retryWindows(given.windows, { weekday, hour: Number(time.slice(0, 2)) });
    return choices.map((windows) => findAvailableSlot({ ...given, windows })).find((slot) => slot);
  };

  const chosenFor = (call: Booked, others: Booked[], cells: number): Slot | undefined => {
    const { date, time } = localDateTime(toEpochMs(call.startsAt) + cells * CELL_MS, ZONE);
    const answer = checkChosenSlot(query(call, others), { date, time, outsidePhoneHours: false });
    return answer.ok ? answer.value : undefined;
  };

  return {
    now: () => now,
    calls: () => calls,
    /** Does one step; returns the call that it put somewhere. */
    take(step: Step): Booked | undefined {
      if (step.kind === 'wait') {
        now = plus(now, step.hours * HOUR_MS);
        return undefined;
      }
      if (step.kind === 'book') {
        const { spread, kind: _kind, ...call } = step;
        const find = spread ? findSlotOnQuietestDay : findAvailableSlot;
        return put(call, calls, find(query(call, calls)));
      }
      const call = calls[step.which % Math.max(calls.length, 1)];
      if (!call) return undefined;
      const others = calls.filter((other) => other !== call);
      if (step.kind === 'retry') return put(call, others, slotForRetry(call, others));
      if (step.kind === 'move') {
        const moved = { ...call, durationMinutes: step.durationMinutes };
        return put(moved, others, chosenFor(moved, others, step.cells));
      }
      calls = others;
      return undefined;
    },
  };
}

const minutesOf = ({ startsAt, durationMinutes }: CallTime) =>
  minutes(toEpochMs(startsAt), toEpochMs(startsAt) + durationMinutes * MINUTE_MS);

/** What is wrong with where a call was put. */
function misplaced(call: Booked, now: Instant): string[] {
  const { windows, absences } = THERAPISTS[call.therapist]!;
  const { date } = wallClock(toEpochMs(call.startsAt), ZONE);
  const isAway = absences.some(({ from, to }) => from <= date && date <= to);
  const isInside = minutesOf(call).every((minute) => isReachable(minute, windows, ZONE));
  return [
    ...(call.startsAt < now ? ['in the past'] : []),
    ...(isHoliday(date) ? ['on a holiday'] : []),
    ...(isAway ? ['during an absence'] : []),
    ...(isInside ? [] : ['outside of the phone hours']),
  ];
}

/** Minutes in which more calls are made than lines are staffed. */
function crowdedMinutes(calls: Booked[]): Instant[] {
  const perMinute = Map.groupBy(calls.flatMap(minutesOf), (minute) => minute);
  return [...perMinute]
    .filter(([minute, { length }]) => {
      const staffed = LINES.filter(({ shifts }) => isReachable(minute, shifts, ZONE));
      return length > staffed.length;
    })
    .map(([minute]) => toInstant(minute));
}

/** Pairs of calls of one therapist, or on one line, whose times overlap, buffers included. */
function clashes(calls: Booked[]): [Booked, Booked][] {
  return calls.flatMap((call, index) =>
    calls
      .slice(index + 1)
      .filter((other) => other.therapist === call.therapist || other.line === call.line)
      .filter((other) => isSlotBooked(blockedTime(call), [blockedTime(other)]))
      .map((other): [Booked, Booked] => [call, other]),
  );
}

describe('any sequence of booking, moving, retrying and canceling by the slots', () => {
  it('never overlaps, never overtaxes the lines, and puts calls where they may be', () => {
    const counts = { put: 0, moved: 0, retried: 0, nothingFree: 0, onDaysOfChange: 0 };
    const changes = ['2026-03-29', '2027-10-31'];
    fc.assert(
      fc.property(
        fc.constantFrom(...STARTS),
        fc.array(step, { minLength: 20, maxLength: 60 }),
        (start, steps) => {
          const book = calendar(start);
          for (const each of steps) {
            const call = book.take(each);
            if (call) {
              expect(misplaced(call, book.now())).toEqual([]);
              expect(clashes(book.calls())).toEqual([]);
              expect(crowdedMinutes(book.calls())).toEqual([]);
              counts.put += 1;
              if (each.kind === 'move') counts.moved += 1;
              if (each.kind === 'retry') counts.retried += 1;
              if (changes.includes(wallClock(toEpochMs(call.startsAt), ZONE).date))
                counts.onDaysOfChange += 1;
            } else if (each.kind === 'book') counts.nothingFree += 1;
          }
        },
      ),
      { numRuns: 250 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
  });
});
