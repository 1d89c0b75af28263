import { MINUTE_MS, DAY_MS, toEpochMs, toInstant } from '../../shared/domain/time.ts';
import type { WeeklyWindow } from '../../shared/domain/phone-call/phone-hours.ts';
import type { Slot, SlotQuery } from '../../shared/domain/phone-call/slots.ts';

/** The rules of DESIGN §7 said minute by minute, without algebra and without Temporal: slow and plain. */

interface WallClock {
  date: string;
  time: string;
  weekday: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const seen = new Map<string, WallClock>();

/** What the wall clock shows, by the zone data of Intl. */
export function wallClock(epochMs: number, zone: string): WallClock {
  const key = `${zone} ${epochMs}`;
  const known = seen.get(key);
  if (known) return known;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, format);
  const [date = '', time = ''] = format.format(epochMs).split(' ');
  const [hours, minutes] = time.split(':').map(Number);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  const shown = { date, time, weekday, minute: (hours ?? 0) * 60 + (minutes ?? 0) };
  seen.set(key, shown);
  return shown;
}

/** Whether the minute that starts at `epochMs` lies in a window and its wall-clock time is shown for the first time. */
export function isReachable(epochMs: number, windows: WeeklyWindow[], zone: string): boolean {
  const { date, time, weekday, minute } = wallClock(epochMs, zone);
  const isRepeated = [30, 60].some((shift) => {
    const earlier = wallClock(epochMs - shift * MINUTE_MS, zone);
    return earlier.date === date && earlier.time === time;
  });
  const isInside = windows.some(
    (window) => window.weekday === weekday && window.startMinute <= minute && minute < window.endMinute,
  );
  return isInside && !isRepeated;
}

/** The earliest slot, by trying every start on the grid. */
export function findSlotByTrying(query: SlotQuery): Slot | undefined {
  const now = toEpochMs(query.now);
  const earliest = Math.max(
    now + query.leadMinutes * MINUTE_MS,
    query.notBefore ? toEpochMs(query.notBefore) : 0,
  );
  const grid = 5 * MINUTE_MS;
  const lines = [...query.lines].sort((a, b) => a.number - b.number);
  for (
    let start = Math.ceil(earliest / grid) * grid;
    start <= now + query.horizonDays * DAY_MS;
    start += grid
  ) {
    if (!fitsPhoneHours(start, query)) continue;
    const line = lines.find(({ bookings }) =>
      isFree(start, query, [...query.therapistBookings, ...bookings]),
    );
    if (!line) continue;
    const { date, time } = wallClock(start, query.zone);
    return { startsAt: toInstant(start), line: line.number, localDate: date, localTime: time };
  }
  return undefined;
}

function fitsPhoneHours(start: number, { windows, zone, durationMinutes, isHoliday }: SlotQuery): boolean {
  const { date } = wallClock(start, zone);
  if (isHoliday(date)) return false;
  return minutes(start, start + durationMinutes * MINUTE_MS).every(
    (minute) => wallClock(minute, zone).date === date && isReachable(minute, windows, zone),
  );
}

function isFree(
  start: number,
  { bufferMinutes, durationMinutes }: SlotQuery,
  bookings: SlotQuery['therapistBookings'],
): boolean {
  const end = start + (durationMinutes + bufferMinutes) * MINUTE_MS;
  return minutes(start - bufferMinutes * MINUTE_MS, end).every(
    (minute) => !bookings.some((booking) => booking.start < minute + MINUTE_MS && minute < booking.end),
  );
}

/** The minutes of `[start, end)`. */
export function minutes(start: number, end: number): number[] {
  return Array.from(
    { length: Math.round((end - start) / MINUTE_MS) },
    (_, index) => start + index * MINUTE_MS,
  );
}
