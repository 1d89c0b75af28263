import fc from 'fast-check';
import type { ChosenTime } from '../../shared/domain/phone-call/chosen-slot.ts';
import type { Interval } from '../../shared/domain/phone-call/interval.ts';
import type { WeeklyWindow } from '../../shared/domain/phone-call/phone-hours.ts';
import type { Line, SlotQuery } from '../../shared/domain/phone-call/slots.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant, type LocalDate } from '../../shared/domain/time.ts';

/**
 * Cases for the search of slots in which everything lies close together: phone hours, shifts, bookings, absences,
 * holidays and the chosen time are all around one moment of a day of which calendars get something wrong.
 */
export interface SlotCase {
  query: SlotQuery;
  chosen: ChosenTime;
  day: OddDay;
}

/** What is odd about a day. */
export type Oddity = 'gap' | 'overlap' | 'leap day' | 'month end' | 'year end' | 'nothing';

interface OddDay {
  zone: string;
  date: LocalDate;
  oddity: Oddity;
  /** What the clock of the zone is ahead of UTC at the beginning of the day, in minutes. */
  ahead: number;
}

const inBerlin = (date: LocalDate, oddity: Oddity, ahead: number): OddDay => ({
  zone: 'Europe/Berlin',
  date,
  oddity,
  ahead,
});

const berlin = fc.constantFrom(
  inBerlin('2026-03-29', 'gap', 60),
  inBerlin('2026-10-25', 'overlap', 120),
  inBerlin('2027-03-28', 'gap', 60),
  inBerlin('2027-10-31', 'overlap', 120),
  inBerlin('2028-02-29', 'leap day', 60),
  inBerlin('2026-04-30', 'month end', 120),
  inBerlin('2026-12-31', 'year end', 60),
  inBerlin('2026-06-02', 'nothing', 120),
);

/** Clocks that change at midnight or by half an hour, and offsets that are no whole hours. */
const elsewhere = fc.constantFrom<OddDay[]>(
  { zone: 'Africa/Cairo', date: '2026-04-24', oddity: 'gap', ahead: 120 },
  { zone: 'Africa/Cairo', date: '2026-10-29', oddity: 'overlap', ahead: 180 },
  { zone: 'America/Havana', date: '2026-11-01', oddity: 'overlap', ahead: -240 },
  { zone: 'Australia/Lord_Howe', date: '2026-04-05', oddity: 'overlap', ahead: 660 },
  { zone: 'Australia/Lord_Howe', date: '2026-10-04', oddity: 'gap', ahead: 630 },
  { zone: 'America/St_Johns', date: '2026-03-08', oddity: 'gap', ahead: -210 },
  { zone: 'Asia/Kathmandu', date: '2026-12-31', oddity: 'year end', ahead: 345 },
);

const oddDay = fc.oneof({ weight: 4, arbitrary: berlin }, { weight: 1, arbitrary: elsewhere });

/** Minutes of the day around which a case lies: where clocks change, around midnight, in working hours. */
const focusMinute = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 12, max: 42 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 12, 276, 287) },
  { weight: 2, arbitrary: fc.integer({ min: 108, max: 120 }) },
);

/** Mostly on the grid of 5 minutes. */
const offGrid = fc.oneof(
  { weight: 9, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
);

/** Minutes around a moment. */
function around(cells: { min: number; max: number }): fc.Arbitrary<number> {
  return fc.tuple(fc.integer(cells), offGrid).map(([cell, rest]) => cell * 5 + rest);
}

const dayOffset = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: -1, max: 2 }) },
);

/** Windows that touch, overlap or have a break between them, near a minute of the day. */
function windowsNear(date: LocalDate, focus: number): fc.Arbitrary<WeeklyWindow[]> {
  const window = fc
    .tuple(dayOffset, around({ min: -24, max: 12 }), around({ min: 1, max: 48 }))
    .map(([days, from, length]) => ({
      weekday: weekdayOf(shifted(date, days)),
      startMinute: bounded(focus + from, 0, 1439),
      endMinute: bounded(focus + from + length, 1, 1440),
    }));
  const allDay = dayOffset.map((days) => ({
    weekday: weekdayOf(shifted(date, days)),
    startMinute: 0,
    endMinute: 1440,
  }));
  return fc
    .array(fc.oneof({ weight: 5, arbitrary: window }, { weight: 1, arbitrary: allDay }), { maxLength: 5 })
    .map((windows) => windows.filter(({ startMinute, endMinute }) => startMinute < endMinute));
}

function bookingsNear(moment: number, max: number): fc.Arbitrary<Interval[]> {
  const booking = fc
    .tuple(dayOffset, around({ min: -24, max: 30 }), around({ min: 1, max: 18 }))
    .map(([days, from, length]) => {
      const start = moment + days * DAY_MS + from * MINUTE_MS;
      return { start, end: start + length * MINUTE_MS };
    });
  return fc.array(booking, { maxLength: max });
}

function linesNear({ date }: OddDay, focus: number, moment: number): fc.Arbitrary<Line[]> {
  const line = fc.record(
    { bookings: bookingsNear(moment, 5), shifts: windowsNear(date, focus) },
    { requiredKeys: ['bookings'] },
  );
  return fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([lines, backwards]) =>
      lines.map((each, index) => ({ ...each, number: backwards ? lines.length - index : index + 1 })),
    );
}

function chosenNear({ date }: OddDay, focus: number): fc.Arbitrary<ChosenTime> {
  return fc.record(
    {
      date: dayOffset.map((days) => shifted(date, days)),
      time: around({ min: -20, max: 36 }).map((minutes) => timeOf(bounded(focus + minutes, 0, 1439))),
      outsidePhoneHours: fc.boolean(),
      preferredLine: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['date', 'time', 'outsidePhoneHours'] },
  );
}

/** All but `notBefore`. */
const REQUIRED: (keyof SlotQuery)[] = [
  'now',
  'windows',
  'zone',
  'leadMinutes',
  'horizonDays',
  'durationMinutes',
  'bufferMinutes',
  'isHoliday',
  'absences',
  'therapistBookings',
  'lines',
];

/** One, or more often none. */
function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: arbitrary.map((value) => [value]) },
  );
}

function queryNear(day: OddDay, focus: number): fc.Arbitrary<SlotQuery> {
  const moment = toEpochMs(`${day.date}T00:00:00.000Z`) + (focus - day.ahead) * MINUTE_MS;
  const date = dayOffset.map((days) => shifted(day.date, days));
  const instant = fc
    .tuple(fc.integer({ min: -2000, max: 0 }), fc.constantFrom(0, 0, 1, 30_500))
    .map(([minutes, ms]) => toInstant(moment + minutes * MINUTE_MS + ms));
  return fc.record(
    {
      now: instant,
      windows: windowsNear(day.date, focus),
      zone: fc.constant(day.zone),
      leadMinutes: fc.constantFrom(0, 0, 60, 61, 180),
      horizonDays: fc.constantFrom(1, 1, 2, 2, 2, 2, 2, 3, 3, 8),
      durationMinutes: fc.constantFrom(5, 5, 10, 15, 30, 60),
      bufferMinutes: fc.constantFrom(0, 0, 5, 10),
      isHoliday: rarely(date).map((dates) => (each: LocalDate) => dates.includes(each)),
      absences: rarely(fc.tuple(date, fc.nat(1)).map(([from, days]) => ({ from, to: shifted(from, days) }))),
      therapistBookings: bookingsNear(moment, 3),
      lines: linesNear(day, focus, moment),
      notBefore: instant,
    },
    { requiredKeys: REQUIRED },
  );
}

export const slotCase: fc.Arbitrary<SlotCase> = fc.tuple(oddDay, focusMinute).chain(([day, cell]) =>
  fc.record({
    query: queryNear(day, cell * 5),
    chosen: chosenNear(day, cell * 5),
    day: fc.constant(day),
  }),
);

function shifted(date: LocalDate, days: number): LocalDate {
  return toInstant(toEpochMs(`${date}T00:00:00.000Z`) + days * DAY_MS).slice(0, 10);
}

function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function bounded(minute: number, min: number, max: number): number {
  return Math.min(Math.max(minute, min), max);
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
