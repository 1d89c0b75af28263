import { DateTime } from 'luxon';
import { isAbsent } from '../shared/domain/phone-call/absence.ts';
import { blockedTime, CELL_MS } from '../shared/domain/phone-call/cells.ts';
import type { WeeklyWindow } from '../shared/domain/phone-call/phone-hours.ts';
import { isSlotBooked, type Line, type Slot, type SlotQuery } from '../shared/domain/phone-call/slots.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant } from '../shared/domain/time.ts';

/**
 * The search as one writes it with luxon: it goes through the minutes from the first possible start on, each once, and
 * counts for every line since when therapist and line could both speak without a break.
 */
export function findSlotByMinutes(query: SlotQuery): Slot | undefined {
  const { zone, durationMinutes } = query;
  const now = toEpochMs(query.now);
  const earliest = Math.ceil((now + query.leadMinutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  const end = now + query.horizonDays * DAY_MS + durationMinutes * MINUTE_MS;
  const lines = query.lines.map((line) => ({ line, minutes: 0 }));
  for (let minute = earliest; minute < end; minute += MINUTE_MS) {
    const local = DateTime.fromMillis(minute, { zone });
    const isOpen = isReachable(local, query);
    for (const each of lines) {
      each.minutes = isOpen && isStaffed(local, each.line) ? each.minutes + 1 : 0;
      const start = minute - (durationMinutes - 1) * MINUTE_MS;
      if (each.minutes >= durationMinutes && isFree(start, each.line, query))
        return slotAt(start, each.line, zone);
    }
    // A call lies inside one day.
    if (local.hour === 23 && local.minute === 59) for (const each of lines) each.minutes = 0;
  }
  return undefined;
}

function isReachable(local: DateTime, { windows, isHoliday, absences }: SlotQuery): boolean {
  if (!isInside(local, windows)) return false;
  const date = local.toFormat('yyyy-MM-dd');
  const [first] = local.getPossibleOffsets();
  return first?.toMillis() === local.toMillis() && !isHoliday(date) && !isAbsent(date, absences);
}

function isStaffed(local: DateTime, { shifts }: Line): boolean {
  return !shifts || isInside(local, shifts);
}

function isInside({ weekday, hour, minute }: DateTime, windows: WeeklyWindow[]): boolean {
  const minuteOfDay = hour * 60 + minute;
  return windows.some(
    (window) =>
      window.weekday === weekday && window.startMinute <= minuteOfDay && minuteOfDay < window.endMinute,
  );
}

function isFree(start: number, line: Line, query: SlotQuery): boolean {
  if (start % CELL_MS !== 0) return false;
  const blocked = blockedTime({ ...query, startsAt: toInstant(start) });
  return !isSlotBooked(blocked, query.therapistBookings) && !isSlotBooked(blocked, line.bookings);
}

function slotAt(start: number, line: Line, zone: string): Slot {
  const local = DateTime.fromMillis(start, { zone });
  return {
    startsAt: toInstant(start),
    line: line.number,
    localDate: local.toFormat('yyyy-MM-dd'),
    localTime: local.toFormat('HH:mm'),
  };
}
