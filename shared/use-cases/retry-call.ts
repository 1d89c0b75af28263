import { retryCall as asRetried, type Attempt } from '../domain/phone-call/call-attempts.ts';
import { localDateTime } from '../domain/phone-call/local-time.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import type { WeeklyWindow } from '../domain/phone-call/phone-hours.ts';
import { retryWindows } from '../domain/phone-call/retry-windows.ts';
import { findAvailableSlot, type Slot } from '../domain/phone-call/slots.ts';
import { toEpochMs } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import type { CommonHours } from './common-hours.ts';
import type { CallService } from './follow-up.ts';
import { queryNewSlot } from './query-new-slot.ts';
import { rebookCall } from './rebook-call.ts';

/**
 * Schedules the next try of a call that reached nobody: another weekday and another hour if the phone hours have one
 * free, else the next best; for a therapist who asked to be called back, the first slot from the time that he named.
 *
 * @returns false when there is no number to dial or no slot within the horizon
 */
export async function retryCall(
  service: CallService,
  changes: Changes,
  { call, entries, attempt, hours }: CallWithEntries & { attempt: Attempt; hours: CommonHours },
): Promise<boolean> {
  const { phoneNumber, windows } = hours;
  if (phoneNumber === undefined) return false;
  const slot = await slotForRetry(service, changes, { call, entries, attempt, windows });
  if (!slot) return false;
  const moved = asRetried(call, attempt, { slot, phoneNumber, now: service.clock.now() });
  await rebookCall(service, changes, { call, entries, moved });
  return true;
}

async function slotForRetry(
  service: CallService,
  changes: Changes,
  { call, entries, attempt, windows }: CallWithEntries & { attempt: Attempt; windows: WeeklyWindow[] },
): Promise<Slot | undefined> {
  const query = await queryNewSlot(service, changes, { call, entries, windows });
  const { weekday, time } = localDateTime(toEpochMs(call.startsAt), call.timeZone);
  const choices =
    attempt.outcome === 'callback_at'
      ? [windows]
      : retryWindows(windows, { weekday, hour: Number(time.slice(0, 2)) });
  const { retryAfter } = attempt;
  const earliest = retryAfter === undefined ? {} : { notBefore: retryAfter };
  for (const choice of choices) {
    const slot = findAvailableSlot({ ...query, ...earliest, windows: choice });
    if (slot && slot.startsAt !== call.startsAt) return slot;
  }
  return undefined;
}
