import { MINUTE_MS, DAY_MS, toEpochMs, toInstant, type LocalDate } from '../../shared/domain/time.ts';
import type { ChosenTime, SlotRefusal } from '../../shared/domain/phone-call/chosen-slot.ts';
import type { Interval } from '../../shared/domain/phone-call/interval.ts';
import type { WeeklyWindow } from '../../shared/domain/phone-call/phone-hours.ts';
import type { Line, Slot, SlotQuery } from '../../shared/domain/phone-call/slots.ts';

/** The rules of DESIGN §7 said minute by minute, without algebra and without Temporal: slow and plain. */

interface WallClock {
  date: LocalDate;
  time: string;
  weekday: number;
  minute: number;
  /** Whether it showed the same half an hour or an hour before, when it was set back. */
  isRepeated: boolean;
}

const GRID_MS = 5 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const WEEK_DAYS = 7;

const zones = new Map<string, { format: Intl.DateTimeFormat; seen: Map<number, WallClock> }>();

/** What the wall clock shows, by the zone data of Intl. */
export function wallClock(epochMs: number, zone: string): WallClock {
  const { format, seen } = zoneOf(zone);
  const minute = Math.floor(epochMs / MINUTE_MS);
  const known = seen.get(minute);
  if (known) return known;
  const text = format.format(epochMs);
  const [date = '', time = ''] = text.split(' ');
  const [hours, minutes] = time.split(':').map(Number);
  const shown = {
    date,
    time,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay() || 7,
    minute: (hours ?? 0) * 60 + (minutes ?? 0),
    isRepeated: [30, 60].some((shift) => format.format(epochMs - shift * MINUTE_MS) === text),
  };
  seen.set(minute, shown);
  return shown;
}

function zoneOf(zone: string) {
  const known = zones.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const added = { format, seen: new Map<number, WallClock>() };
  zones.set(zone, added);
  return added;
}

/** Whether the minute that starts at `epochMs` lies in a window and its wall-clock time is shown for the first time. */
export function isReachable(epochMs: number, windows: WeeklyWindow[], zone: string): boolean {
  const { weekday, minute, isRepeated } = wallClock(epochMs, zone);
  if (isRepeated) return false;
  return windows.some(
    (window) => window.weekday === weekday && window.startMinute <= minute && minute < window.endMinute,
  );
}

/** The earliest slot, by trying every start on the grid. */
export function findSlotByTrying(query: SlotQuery): Slot | undefined {
  return slotsByTrying(query).next().value;
}

/** The slot for a call of a backlog, by counting what is booked on every day that has one. */
export function findQuietSlotByTrying(query: SlotQuery): Slot | undefined {
  for (const horizonDays of [Math.min(query.horizonDays, WEEK_DAYS), query.horizonDays]) {
    const earliestOf = new Map<LocalDate, Slot>();
    for (const slot of slotsByTrying({ ...query, horizonDays })) {
      if (!earliestOf.has(slot.localDate)) earliestOf.set(slot.localDate, slot);
    }
    let quietest: { slot: Slot; minutes: number } | undefined;
    for (const slot of earliestOf.values()) {
      const minutes = bookedMinutesOn(slot.localDate, query);
      if (!quietest || minutes < quietest.minutes) quietest = { slot, minutes };
    }
    if (quietest) return quietest.slot;
  }
  return undefined;
}

/** Says of a time that somebody chose on which line it can be, or the first rule that it breaks. */
export function checkByTrying(query: SlotQuery, chosen: ChosenTime): Slot | SlotRefusal {
  const start = instantShown(chosen.date, chosen.time, query.zone);
  if (start === undefined) return 'no_such_time';
  const now = toEpochMs(query.now);
  if (start % GRID_MS !== 0) return 'off_grid';
  if (start < now + query.leadMinutes * MINUTE_MS) return 'too_early';
  if (start > now + query.horizonDays * DAY_MS) return 'too_late';
  const dates = callMinutes(start, query).map((minute) => wallClock(minute, query.zone).date);
  if (dates.some((date) => query.isHoliday(date))) return 'holiday';
  if (dates.some((date) => isAway(date, query))) return 'therapist_absent';
  if (!chosen.outsidePhoneHours && !fitsPhoneHours(start, query)) return 'outside_phone_hours';
  if (!isFree(start, query, query.therapistBookings)) return 'therapist_booked';
  const lines = linesFor(start, query);
  const line = lines.find(({ number }) => number === chosen.preferredLine) ?? lines[0];
  return line ? slotOn(line, start, query) : 'no_free_line';
}

/** Every start on the grid that keeps all rules, in order, each on the lowest line that is free. */
function* slotsByTrying(query: SlotQuery): Generator<Slot, undefined> {
  const now = toEpochMs(query.now);
  const notBefore = query.notBefore ? toEpochMs(query.notBefore) : now;
  const earliest = Math.max(now + query.leadMinutes * MINUTE_MS, notBefore);
  const latest = now + query.horizonDays * DAY_MS;
  for (let start = Math.ceil(earliest / GRID_MS) * GRID_MS; start <= latest; start += GRID_MS) {
    if (!fitsPhoneHours(start, query)) continue;
    const { date } = wallClock(start, query.zone);
    if (query.isHoliday(date) || isAway(date, query)) continue;
    if (!isFree(start, query, query.therapistBookings)) continue;
    const [line] = linesFor(start, query);
    if (line) yield slotOn(line, start, query);
  }
}

function slotOn(line: Line, start: number, { zone }: SlotQuery): Slot {
  const { date, time } = wallClock(start, zone);
  return { startsAt: toInstant(start), line: line.number, localDate: date, localTime: time };
}

/** All of the call lies in the phone hours of one day. */
function fitsPhoneHours(start: number, query: SlotQuery): boolean {
  const { windows, zone } = query;
  if (!isReachable(start, windows, zone)) return false;
  const { date } = wallClock(start, zone);
  return callMinutes(start, query).every(
    (minute) => wallClock(minute, zone).date === date && isReachable(minute, windows, zone),
  );
}

function isAway(date: LocalDate, { absences }: SlotQuery): boolean {
  return absences.some(({ from, to }) => from <= date && date <= to);
}

/** Lines that are staffed for as long as the call takes and not booked, lowest first. */
function linesFor(start: number, query: SlotQuery): Line[] {
  return query.lines
    .filter(({ shifts }) =>
      callMinutes(start, query).every((minute) => !shifts || isReachable(minute, shifts, query.zone)),
    )
    .filter(({ bookings }) => isFree(start, query, bookings))
    .sort((a, b) => a.number - b.number);
}

function isFree(start: number, { bufferMinutes, durationMinutes }: SlotQuery, bookings: Interval[]): boolean {
  const from = start - bufferMinutes * MINUTE_MS;
  const to = start + (durationMinutes + bufferMinutes) * MINUTE_MS;
  return minutes(from, to).every(
    (minute) => !bookings.some((booking) => booking.start < minute + MINUTE_MS && minute < booking.end),
  );
}

function callMinutes(start: number, { durationMinutes }: SlotQuery): number[] {
  return minutes(start, start + durationMinutes * MINUTE_MS);
}

/** The minutes of `[start, end)`. */
export function minutes(start: number, end: number): number[] {
  const list: number[] = [];
  for (let minute = start; minute < end; minute += MINUTE_MS) list.push(minute);
  return list;
}

/** Minutes of a local day that calls block on all lines together. */
function bookedMinutesOn(date: LocalDate, { lines, zone }: SlotQuery): number {
  return lines
    .flatMap(({ bookings }) => [...new Set(bookings.flatMap(({ start, end }) => minutes(start, end)))])
    .filter((minute) => wallClock(minute, zone).date === date).length;
}

/** The first instant at which a clock shows this: clocks differ from UTC by quarters of an hour, less than a day. */
function instantShown(date: LocalDate, time: string, zone: string): number | undefined {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  for (let at = asUtc - DAY_MS; at <= asUtc + DAY_MS; at += QUARTER_MS) {
    const shown = wallClock(at, zone);
    if (shown.date === date && shown.time === time) return at;
  }
  return undefined;
}
