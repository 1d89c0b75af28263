import { fail, ok, type Result } from '../result.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant, type LocalDate } from '../time.ts';
import { blockedTime, CELL_MS } from './cells.ts';
import { epochMsOf, windowsOnDate } from './local-time.ts';
import { isSlotBooked, type Slot, type SlotQuery } from './slots.ts';

/** Why a call cannot be booked at the time that somebody chose. */
export type SlotRefusal =
  | 'no_such_time'
  | 'off_grid'
  | 'too_early'
  | 'too_late'
  | 'holiday'
  | 'outside_phone_hours'
  | 'therapist_booked'
  | 'no_free_line';

/** A time that a person chose, by the wall clock of the query's zone. */
export interface ChosenTime {
  date: LocalDate;
  /** `HH:MM`. */
  time: string;
  /**
   * Staff may agree with a therapist on a time outside of his phone hours. Lead time, horizon, holidays and bookings
   * are never passed over.
   */
  outsidePhoneHours: boolean;
  /** Taken when it is free, so that a call that is moved stays on its line. */
  preferredLine?: number;
}

/**
 * Checks the time that somebody chose for a call by the rules that `findAvailableSlot` searches by (DESIGN §7).
 *
 * @param query as for the search; `notBefore` is not looked at
 * @returns the slot, on the preferred line or the lowest that is free, or the first rule that it breaks. The answer is a
 *   candidate: whether it is still free shows when its cells are written.
 */
export function checkChosenSlot(query: SlotQuery, chosen: ChosenTime): Result<Slot, SlotRefusal> {
  const start = epochMsOf(chosen.date, chosen.time, query.zone);
  if (start === undefined) return fail('no_such_time');
  const refusal = refusalByCalendar(query, chosen, start);
  if (refusal) return fail(refusal);
  const { durationMinutes, bufferMinutes } = query;
  const startsAt = toInstant(start);
  const blocked = blockedTime({ startsAt, durationMinutes, bufferMinutes });
  if (isSlotBooked(blocked, query.therapistBookings)) return fail('therapist_booked');
  const free = query.lines.filter(({ bookings }) => !isSlotBooked(blocked, bookings));
  const line = free.find(({ number }) => number === chosen.preferredLine) ?? free[0];
  if (!line) return fail('no_free_line');
  return ok({ startsAt, line: line.number, localDate: chosen.date, localTime: chosen.time });
}

function refusalByCalendar(query: SlotQuery, chosen: ChosenTime, start: number): SlotRefusal | undefined {
  const now = toEpochMs(query.now);
  if (start % CELL_MS !== 0) return 'off_grid';
  if (start < now + query.leadMinutes * MINUTE_MS) return 'too_early';
  if (start > now + query.horizonDays * DAY_MS) return 'too_late';
  if (query.isHoliday(chosen.date)) return 'holiday';
  if (chosen.outsidePhoneHours) return undefined;
  const end = start + query.durationMinutes * MINUTE_MS;
  const windows = windowsOnDate(chosen.date, query.windows, query.zone);
  return windows.some((window) => window.start <= start && end <= window.end)
    ? undefined
    : 'outside_phone_hours';
}
