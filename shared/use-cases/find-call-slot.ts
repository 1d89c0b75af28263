import type { Therapist } from '../domain/email/directory.ts';
import { blockedTime, type CallTime } from '../domain/phone-call/cells.ts';
import { subtract } from '../domain/phone-call/intervals.ts';
import { parsePhoneHours, type WeeklyWindow } from '../domain/phone-call/phone-hours.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import { findAvailableSlot, type Slot, type SlotQuery } from '../domain/phone-call/slots.ts';
import { DAY_MS, HOUR_MS, plus } from '../domain/time.ts';
import type { CallService } from './follow-up.ts';

/** A free slot and the number to dial then. */
export interface Reachable {
  slot: Slot;
  phoneNumber: string;
}

/**
 * Finds the first time at which a therapist can be called (DESIGN §7). The slot is a candidate: whether it is still
 * free shows when its cells are written.
 *
 * @returns undefined without a phone number, without phone hours, and when nothing is free within the horizon
 */
export async function findCallSlot(
  service: CallService,
  therapist: Therapist,
): Promise<Reachable | undefined> {
  const phoneNumber = toE164(therapist.phone);
  const { windows } = parsePhoneHours(therapist.phoneHours);
  if (phoneNumber === undefined || windows.length === 0) return undefined;
  const { durationMinutes, bufferMinutes } = service.settings.calls;
  const wanted = { therapistIds: [therapist.id], windows, durationMinutes, bufferMinutes };
  const slot = findAvailableSlot(await slotQueryFor(service, wanted));
  return slot && { slot, phoneNumber };
}

/** A call for which a slot is looked for. */
export interface SlotWanted {
  therapistIds: number[];
  windows: WeeklyWindow[];
  durationMinutes: number;
  bufferMinutes: number;
  /** A call that the slot is to replace: its own time is free for it, on its own line. */
  replaces?: CallTime & { line: number };
}

/** Reads what a slot depends on: the time, the rules, and what is booked within the horizon. */
export async function slotQueryFor(service: CallService, wanted: SlotWanted): Promise<SlotQuery> {
  const { store, clock, settings, holidays } = service;
  const { therapistIds, replaces, ...call } = wanted;
  const now = clock.now();
  // Cells before and after the horizon count too: a call may begin before it or have a buffer.
  const [from, to] = [plus(now, -HOUR_MS), plus(now, settings.calls.horizonDays * DAY_MS + 2 * HOUR_MS)];
  const own = replaces ? [blockedTime(replaces)] : [];
  const numbers = Array.from({ length: settings.calls.lines }, (_, index) => index + 1);
  const lines = await Promise.all(
    numbers.map(async (number) => ({
      number,
      bookings: subtract(await store.lineBookings(number, from, to), number === replaces?.line ? own : []),
    })),
  );
  const bookings = await Promise.all(therapistIds.map((id) => store.therapistBookings(id, from, to)));
  return {
    ...call,
    now,
    zone: settings.timeZone,
    leadMinutes: settings.calls.leadMinutes,
    horizonDays: settings.calls.horizonDays,
    isHoliday: (date) => holidays.isHoliday(date),
    therapistBookings: subtract(bookings.flat(), own),
    lines,
  };
}
