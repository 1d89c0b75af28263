import { fail, ok, type Result } from '../result.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant, type LocalDate } from '../time.ts';
import { isAbsent } from './absence.ts';
import { blockedTime, CELL_MS } from './cells.ts';
import type { Interval } from './interval.ts';
import { datesOf, epochMsOf, isWithinWindows } from './local-time.ts';
import { isSlotBooked, type Line, type Slot, type SlotQuery } from './slots.ts';

/** Why a call cannot be booked at the time that somebody chose. */
export type SlotRefusal =
  | 'no_such_time'
  | 'off_grid'
  | 'too_early'
  | 'too_late'
  | 'holiday'
  | 'therapist_absent'
  | 'outside_phone_hours'
  | 'therapist_booked'
  | 'no_free_line';

/** A time that a person chose, by the wall clock of the query's zone. */
export interface ChosenTime {
  date: LocalDate;
  /** `HH:MM`. */
  time: string;
  /**
   * Staff may agree with a therapist on a time outside of his phone hours. Lead time, horizon, holidays, absences,
   * shifts and bookings are never passed over.
   */
  outsidePhoneHours: boolean;
  /** Taken when it is free, so that a call that is moved stays on its line. */
  preferredLine?: number;
}

/**
 * Checks the time that somebody chose for a call by the rules that `findAvailableSlot` searches by (DESIGN §7).
 *
 * @param query as for the search; `notBefore` is not looked at
 * @returns the slot, on the preferred line or the lowest that is staffed and free, or the first rule that it breaks. The
 *   answer is a candidate: whether it is still free shows when its cells are written.
 */
export function checkChosenSlot(query: SlotQuery, chosen: ChosenTime): Result<Slot, SlotRefusal> {
  const { durationMinutes, bufferMinutes, zone } = query;
  const start = epochMsOf(chosen.date, chosen.time, zone);
  if (start === undefined) return fail('no_such_time');
  const call = { start, end: start + durationMinutes * MINUTE_MS };
  const refusal = refusalByReach(query, call) ?? refusalByTherapist(query, chosen, call);
  if (refusal) return fail(refusal);
  const startsAt = toInstant(start);
  const blocked = blockedTime({ startsAt, durationMinutes, bufferMinutes });
  if (isSlotBooked(blocked, query.therapistBookings)) return fail('therapist_booked');
  const isStaffed = ({ shifts }: Line) => !shifts || isWithinWindows(call, shifts, zone);
  const free = query.lines
    .filter((line) => isStaffed(line) && !isSlotBooked(blocked, line.bookings))
    .sort((a, b) => a.number - b.number);
  const line = free.find(({ number }) => number === chosen.preferredLine) ?? free[0];
  if (!line) return fail('no_free_line');
  return ok({ startsAt, line: line.number, localDate: chosen.date, localTime: chosen.time });
}

function refusalByReach(query: SlotQuery, { start }: Interval): SlotRefusal | undefined {
  const now = toEpochMs(query.now);
  if (start % CELL_MS !== 0) return 'off_grid';
  if (start < now + query.leadMinutes * MINUTE_MS) return 'too_early';
  if (start > now + query.horizonDays * DAY_MS) return 'too_late';
  return undefined;
}

function refusalByTherapist(query: SlotQuery, chosen: ChosenTime, call: Interval): SlotRefusal | undefined {
  const { windows, zone, isHoliday, absences } = query;
  const dates = datesOf(call, zone);
  if (dates.some((date) => isHoliday(date))) return 'holiday';
  if (dates.some((date) => isAbsent(date, absences))) return 'therapist_absent';
  if (chosen.outsidePhoneHours) return undefined;
  // Phone hours of two days are two windows, even if they touch at midnight.
  const isInside = dates.length === 1 && isWithinWindows(call, windows, zone);
  return isInside ? undefined : 'outside_phone_hours';
}
