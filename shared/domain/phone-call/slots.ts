import { MINUTE_MS, toEpochMs, toInstant, DAY_MS, type Instant, type LocalDate } from '../time.ts';
import { isAbsent, type Absence } from './absence.ts';
import { CELL_MS } from './cells.ts';
import type { Interval } from './interval.ts';
import { intersect, overlaps, subtract } from './intervals.ts';
import { datesBetween, dayOf, localDateTime, windowsReader } from './local-time.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/** A caller line and the time that calls on it block, buffers included. */
export interface Line {
  number: number;
  bookings: Interval[];
  /** When somebody makes calls on it, by the wall clock of the query's zone; absent: at any time. */
  shifts?: WeeklyWindow[];
}

export interface SlotQuery {
  now: Instant;
  /** Phone hours of the therapist. */
  windows: WeeklyWindow[];
  /** IANA time zone of phone hours, shifts, holidays and absences. */
  zone: string;
  /** No call starts earlier than this after `now`. */
  leadMinutes: number;
  /** No call starts later than so many times 24 hours after `now`. */
  horizonDays: number;
  durationMinutes: number;
  /** Kept free before and after the call; may lie outside of phone hours and shifts. */
  bufferMinutes: number;
  isHoliday: (date: LocalDate) => boolean;
  /** Days on which the therapist is not called. */
  absences: Pick<Absence, 'from' | 'to'>[];
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

/** Days over which a backlog of calls is spread. */
const SPREAD_DAYS = 7;

/**
 * Finds the earliest slot for a call (DESIGN §7; `find_available_slot` of the seed), on the lowest line that is free.
 *
 * Calls start on the 5-minute grid of UTC, which is the grid of local wall time wherever the offset is a multiple of
 * 5 minutes: in Germany since 1893. A call lies inside one window of the phone hours and one shift of its line, on no
 * holiday and no day of an absence; call and buffers overlap no booking of the therapist or of the line. The answer is
 * a candidate: whether it is still free shows when its cells are written.
 *
 * @returns undefined when nothing is free within the horizon
 */
export function findAvailableSlot(query: SlotQuery): Slot | undefined {
  return earliestSlotsByDay(query).next().value;
}

/**
 * Finds a slot for a call of a backlog, which is spread over a week instead of dumped on its first day: of the local
 * days that have a slot, that on which the fewest minutes of all lines are booked, or the earliest of those; on it the
 * earliest slot, on the lowest line that is free. The rules are those of `findAvailableSlot`.
 *
 * @returns a slot within 7 × 24 hours; when nothing is free there, one within the horizon; undefined when there is none
 */
export function findSlotOnQuietestDay(query: SlotQuery): Slot | undefined {
  const horizonDays = Math.min(query.horizonDays, SPREAD_DAYS);
  return slotOnQuietestDay({ ...query, horizonDays }) ?? slotOnQuietestDay(query);
}

/** Whether a stretch of time overlaps a booking (`is_slot_booked` of the seed); touching is no overlap. */
export function isSlotBooked(slot: Interval, bookings: Interval[]): boolean {
  return bookings.some((booking) => overlaps(slot, booking));
}

function slotOnQuietestDay(query: SlotQuery): Slot | undefined {
  const [quietest] = [...earliestSlotsByDay(query)]
    .map((slot) => ({ slot, bookedMs: bookedMs(dayOf(slot.localDate, query.zone), query.lines) }))
    .sort((a, b) => a.bookedMs - b.bookedMs);
  return quietest?.slot;
}

/** For how long all lines together are booked in a stretch of time, in milliseconds. */
function bookedMs(during: Interval, lines: Line[]): number {
  return lines
    .flatMap(({ bookings }) =>
      intersect(
        [during],
        bookings.filter((booking) => overlaps(booking, during)),
      ),
    )
    .reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The earliest slot of every local day within lead time and horizon that has one, day by day. */
function* earliestSlotsByDay(query: SlotQuery): Generator<Slot, undefined> {
  const { windows, zone, isHoliday, absences, durationMinutes, therapistBookings } = query;
  const { earliest, latest } = reachOf(query);
  for (const date of datesBetween(localDateTime(earliest, zone).date, localDateTime(latest, zone).date)) {
    if (isHoliday(date) || isAbsent(date, absences)) continue;
    const windowsOf = windowsReader(date, zone);
    const startsIn = (weekly: WeeklyWindow[]) =>
      windowsOf(weekly).map(({ start, end }) => gridCells(start, end - durationMinutes * MINUTE_MS));
    const reachable = intersect(startsIn(windows), [gridCells(earliest, latest)]);
    const wanted = startsBetween(therapistBookings, reachable, query);
    const candidates = query.lines.flatMap(({ number, shifts, bookings }) => {
      const staffed = shifts ? intersect(wanted, startsIn(shifts)) : wanted;
      const [first] = startsBetween(bookings, staffed, query);
      return first ? [{ start: first.start, line: number }] : [];
    });
    const [best] = candidates.sort((a, b) => a.start - b.start || a.line - b.line);
    if (best) yield slotAt(best.start, best.line, zone);
  }
}

function slotAt(start: number, line: number, zone: string): Slot {
  const { date, time } = localDateTime(start, zone);
  return { startsAt: toInstant(start), line, localDate: date, localTime: time };
}

/** The first and the last instant at which a call may start as far as lead time and horizon say. */
function reachOf({ now, leadMinutes, horizonDays, notBefore = now }: SlotQuery) {
  const from = toEpochMs(now);
  return {
    earliest: Math.max(from + leadMinutes * MINUTE_MS, toEpochMs(notBefore)),
    latest: from + horizonDays * DAY_MS,
  };
}

/** Those of the starts at which a call and its buffers overlap no booking; `starts` are merged, and so is what is left. */
function startsBetween(bookings: Interval[], starts: Interval[], query: SlotQuery): Interval[] {
  const [first, last] = [starts.at(0), starts.at(-1)];
  if (!first || !last) return [];
  const before = (query.durationMinutes + query.bufferMinutes) * MINUTE_MS;
  const after = query.bufferMinutes * MINUTE_MS;
  // Most bookings lie on other days: a look at each is cheaper than sorting them.
  const near = bookings.filter(({ start, end }) => start - before < last.end && first.start < end + after);
  return subtract(
    starts,
    near.map(({ start, end }) => gridCells(start - before + 1, end + after - 1)),
  );
}

/** The cells of the grid that start between two instants, both included: 09:02 to 09:10 → 09:05–09:15. */
function gridCells(first: number, last: number): Interval {
  return { start: Math.ceil(first / CELL_MS) * CELL_MS, end: (Math.floor(last / CELL_MS) + 1) * CELL_MS };
}
