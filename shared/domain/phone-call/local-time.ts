import { Temporal } from 'temporal-polyfill';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant, type Instant, type LocalDate } from '../time.ts';
import type { Interval } from './interval.ts';
import { merge, subtract } from './intervals.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/** What a wall clock and a calendar show. */
export interface LocalDateTime {
  date: LocalDate;
  /** `HH:MM`. */
  time: string;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
}

/** Epoch milliseconds → what the wall clock of an IANA zone shows. Throws a RangeError when there is no such zone. */
export function localDateTime(epochMs: number, zone: string): LocalDateTime {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: local.dayOfWeek,
  };
}

/**
 * A wall-clock date and time (`HH:MM`) of an IANA zone → epoch milliseconds: the first occurrence in the autumn overlap,
 * undefined in the spring gap (DESIGN §3). Throws a RangeError when it is no date or time at all.
 */
export function epochMsOf(date: LocalDate, time: string, zone: string): number | undefined {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined;
}

/** The date that the calendar of an IANA zone shows at an instant. */
export function localToday(now: Instant, zone: string): LocalDate {
  return localDateTime(toEpochMs(now), zone).date;
}

/** The instants of a local date: from its first, included, to that of the next date, excluded, in epoch milliseconds. */
export function dayOf(date: LocalDate, zone: string): Interval {
  const day = Temporal.PlainDate.from(date);
  return {
    start: day.toZonedDateTime(zone).epochMilliseconds,
    end: day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** Every date from `first` to `last`, both included; none when `last` is the earlier one. */
export function datesBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  const [start, end] = [midnightUtc(first), midnightUtc(last)];
  const count = Math.max((end - start) / DAY_MS + 1, 0);
  return Array.from({ length: count }, (_, index) => toInstant(start + index * DAY_MS).slice(0, 10));
}

function midnightUtc(date: LocalDate): number {
  return toEpochMs(`${date}T00:00:00.000Z`);
}

/**
 * The instants of one date at which somebody with these weekly windows can be reached.
 *
 * Windows mean wall-clock time (DESIGN §3). Wall-clock times that the spring leaves out do not exist: 01:30–02:30 ends
 * when the clock jumps from 02:00 to 03:00. Of those that the autumn shows twice the first counts: 02:30–03:30 is
 * 02:30–03:00 before the clock goes back and 03:00–03:30 after the hour that is left out.
 *
 * @param windows weekly windows in any order; those of other weekdays are ignored
 * @param zone IANA time zone
 * @returns merged intervals in epoch milliseconds
 */
export function windowsOnDate(date: LocalDate, windows: WeeklyWindow[], zone: string): Interval[] {
  return windowsReader(date, zone)(windows);
}

/** `windowsOnDate` for many who have windows: what the clock does on the date is looked up once. */
export function windowsReader(date: LocalDate, zone: string): (windows: WeeklyWindow[]) => Interval[] {
  const day = Temporal.PlainDate.from(date);
  const { start: midnight, end: nextMidnight } = dayOf(date, zone);
  // The clock changes on few days, and asking the zone about every minute takes most of the time of a search.
  const isEven = nextMidnight - midnight === DAY_MS;
  const at = (minute: number) => (isEven ? midnight + minute * MINUTE_MS : instantOf(day, minute, zone));
  const repeated = isEven ? [] : repeatedTime(day, zone);
  return (windows) => {
    const today = windows.filter(({ weekday }) => weekday === day.dayOfWeek);
    const reachable = today.map(({ startMinute, endMinute }) => ({
      start: at(startMinute),
      end: at(endMinute),
    }));
    return subtract(reachable, repeated);
  };
}

/**
 * Whether a stretch of time lies inside weekly windows without a break: over midnight too, where those of both days
 * touch. Windows mean what `windowsOnDate` says.
 */
export function isWithinWindows(time: Interval, windows: WeeklyWindow[], zone: string): boolean {
  const reachable = merge(datesOf(time, zone).flatMap((date) => windowsOnDate(date, windows, zone)));
  return reachable.some(({ start, end }) => start <= time.start && time.end <= end);
}

/** The local dates that a stretch of time touches. */
export function datesOf({ start, end }: Interval, zone: string): LocalDate[] {
  return datesBetween(localDateTime(start, zone).date, localDateTime(end - 1, zone).date);
}

/** Epoch milliseconds of a minute of the day: its first occurrence, or the end of the gap that it falls into. */
function instantOf(day: Temporal.PlainDate, minute: number, zone: string): number {
  const local = day.toPlainDateTime().add({ minutes: minute });
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
  if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  // The start of the gap is mapped to its very end, and `previous` looks strictly before an instant.
  const change = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return (change ?? zoned).epochMilliseconds;
}

/** The second occurrence of the wall-clock times that a date has twice; nothing on all but one day of a year. */
function repeatedTime(day: Temporal.PlainDate, zone: string): Interval[] {
  const midnight = day.toZonedDateTime(zone);
  const change = midnight.getTimeZoneTransition('next');
  if (!change || change.epochMilliseconds >= day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
    return [];
  const setBackMs = (change.subtract({ nanoseconds: 1 }).offsetNanoseconds - change.offsetNanoseconds) / 1e6;
  return [{ start: change.epochMilliseconds, end: change.epochMilliseconds + setBackMs }];
}
