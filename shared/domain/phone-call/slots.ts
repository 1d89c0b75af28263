import { MINUTE_MS, toEpochMs, toInstant, DAY_MS, type Instant, type LocalDate } from '../time.ts';
import { CELL_MS } from './cells.ts';
import type { Interval } from './interval.ts';
import { intersect, merge, overlaps, subtract } from './intervals.ts';
import { datesBetween, localDateTime, windowsOnDate } from './local-time.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/** A caller line and the time that calls on it block, buffers included. */
export interface Line {
  number: number;
  bookings: Interval[];
}

export interface SlotQuery {
  now: Instant;
  /** Phone hours of the therapist. */
  windows: WeeklyWindow[];
  /** IANA time zone of the phone hours. */
  zone: string;
  /** No call starts earlier than this after `now`. */
  leadMinutes: number;
  /** No call starts later than so many times 24 hours after `now`. */
  horizonDays: number;
  durationMinutes: number;
  /** Kept free before and after the call; may lie outside of the phone hours. */
  bufferMinutes: number;
  isHoliday: (date: LocalDate) => boolean;
  /** Time that calls of the therapist block, buffers included. */
  therapistBookings: Interval[];
  lines: Line[];
  /** No call starts before this instant. */
  notBefore?: Instant;
}

/** A time at which a call can be booked, and the line that makes it. */
export interface Slot {
  startsAt: Instant;
  line: number;
  /** Date and time (`HH:MM`) of `startsAt` in the zone of the query. */
  localDate: LocalDate;
  localTime: string;
}

/**
 * Finds the earliest slot for a call (DESIGN §7; `find_available_slot` of the seed), on the lowest line that is free.
 *
 * Calls start on the 5-minute grid of UTC, which is the grid of local wall time wherever the offset is a multiple of
 * 5 minutes: in Germany since 1893. A call lies inside one window of the phone hours; call and buffers overlap no
 * booking of the therapist or of the line. The answer is a candidate: whether it is still free shows when its cells
 * are written.
 *
 * @returns undefined when nothing is free within the horizon
 */
export function findAvailableSlot(query: SlotQuery): Slot | undefined {
  const wanted = startsWithinPhoneHours(query);
  const candidates = query.lines.flatMap((line) => {
    const [first] = intersect(wanted, startsBetweenBookings(query, line));
    return first ? [{ start: first.start, line: line.number }] : [];
  });
  const [best] = candidates.sort((a, b) => a.start - b.start || a.line - b.line);
  if (!best) return undefined;
  const { date, time } = localDateTime(best.start, query.zone);
  return { startsAt: toInstant(best.start), line: best.line, localDate: date, localTime: time };
}

/** Whether a stretch of time overlaps a booking (`is_slot_booked` of the seed); touching is no overlap. */
export function isSlotBooked(slot: Interval, bookings: Interval[]): boolean {
  return bookings.some((booking) => overlaps(slot, booking));
}

/** The grid cells in which a call may start as far as phone hours, holidays, lead time and horizon say. */
function startsWithinPhoneHours(query: SlotQuery): Interval[] {
  const { windows, zone, durationMinutes } = query;
  const now = toEpochMs(query.now);
  const earliest = Math.max(
    now + query.leadMinutes * MINUTE_MS,
    query.notBefore ? toEpochMs(query.notBefore) : now,
  );
  const latest = now + query.horizonDays * DAY_MS;
  const reachable = datesBetween(localDateTime(earliest, zone).date, localDateTime(latest, zone).date)
    .filter((date) => !query.isHoliday(date))
    .flatMap((date) => windowsOnDate(date, windows, zone));
  const starts = reachable.map(({ start, end }) => gridCells(start, end - durationMinutes * MINUTE_MS));
  return intersect(starts, [gridCells(earliest, latest)]);
}

/** The grid cells in which a call may start so that it and its buffers meet no booking of the therapist or the line. */
function startsBetweenBookings(query: SlotQuery, line: Line): Interval[] {
  const buffer = query.bufferMinutes * MINUTE_MS;
  const duration = query.durationMinutes * MINUTE_MS;
  const always = { start: -Infinity, end: Infinity };
  const free = subtract([always], [...query.therapistBookings, ...line.bookings]);
  return merge(free.map(({ start, end }) => gridCells(start + buffer, end - buffer - duration)));
}

/** The cells of the grid that start between two instants, both included: 09:02 to 09:10 → 09:05–09:15. */
function gridCells(first: number, last: number): Interval {
  return { start: Math.ceil(first / CELL_MS) * CELL_MS, end: (Math.floor(last / CELL_MS) + 1) * CELL_MS };
}
