import type { Therapist } from '../domain/email/directory.ts';
import { parsePhoneHours } from '../domain/phone-call/phone-hours.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import { findAvailableSlot, type Slot } from '../domain/phone-call/slots.ts';
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
  const { store, clock, settings, holidays } = service;
  const phoneNumber = toE164(therapist.phone);
  const { windows } = parsePhoneHours(therapist.phoneHours);
  if (phoneNumber === undefined || windows.length === 0) return undefined;
  const now = clock.now();
  // Cells before and after the horizon count too: a call may begin before it or have a buffer.
  const [from, to] = [plus(now, -HOUR_MS), plus(now, settings.calls.horizonDays * DAY_MS + 2 * HOUR_MS)];
  const numbers = Array.from({ length: settings.calls.lines }, (_, index) => index + 1);
  const lines = await Promise.all(
    numbers.map(async (number) => ({ number, bookings: await store.lineBookings(number, from, to) })),
  );
  const slot = findAvailableSlot({
    now,
    windows,
    zone: settings.timeZone,
    leadMinutes: settings.calls.leadMinutes,
    horizonDays: settings.calls.horizonDays,
    durationMinutes: settings.calls.durationMinutes,
    bufferMinutes: settings.calls.bufferMinutes,
    isHoliday: (date) => holidays.isHoliday(date),
    therapistBookings: await store.therapistBookings(therapist.id, from, to),
    lines,
  });
  return slot && { slot, phoneNumber };
}
