import type { Fault } from '../domain/fault.ts';
import { moveCall as asMoved } from '../domain/phone-call/call-attempts.ts';
import { liveTherapists } from '../domain/phone-call/call-states.ts';
import { checkChosenSlot } from '../domain/phone-call/chosen-slot.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { LocalDate } from '../domain/time.ts';
import { refuseStep } from './call-write.ts';
import type { Changes } from './changes.ts';
import { commonHours } from './common-hours.ts';
import type { CallService } from './follow-up.ts';
import { queryNewSlot } from './query-new-slot.ts';
import { rebookCall } from './rebook-call.ts';

/** What staff change of a call's time; absent parts stay. */
export interface MoveWanted {
  date?: LocalDate | undefined;
  /** `HH:MM`. */
  time?: string | undefined;
  durationMinutes?: number | undefined;
  outsidePhoneHours?: boolean | undefined;
}

/**
 * Moves a scheduled call, or makes it longer or shorter, by the rules of a booking (DESIGN §7): the old cells are free
 * in the very moment in which the new ones are booked, on its own line if that is free. An overdue call was handed to
 * staff: it is history, and its requests get a new one.
 *
 * @returns `illegal_transition`, `slot_not_available` with the reason, or `unavailable`
 */
export async function moveCall(
  service: CallService,
  changes: Changes,
  { call, entries, ...wanted }: CallWithEntries & MoveWanted,
): Promise<Result<undefined, Fault>> {
  const refused = refuseStep('move', call, 'scheduled');
  if (refused) return fail(refused);
  if (call.overdueAt !== undefined)
    return fail({ code: 'illegal_transition', details: { from: 'overdue', to: 'scheduled' } });
  const { date = call.localDate, time = call.localTime, durationMinutes = call.durationMinutes } = wanted;
  if (date === call.localDate && time === call.localTime && durationMinutes === call.durationMinutes)
    return ok(undefined);

  const hours = await commonHours(service, liveTherapists({ call, entries }));
  if (!hours.ok) return fail({ code: 'unavailable' });
  const { windows } = hours.value;
  const query = await queryNewSlot(service, changes, { call, entries, windows, durationMinutes });
  const { outsidePhoneHours = false } = wanted;
  const chosen = { date, time, outsidePhoneHours, preferredLine: call.line };
  const slot = checkChosenSlot({ ...query, zone: call.timeZone }, chosen);
  if (!slot.ok) return fail({ code: 'slot_not_available', details: { reason: slot.error } });
  const moved = asMoved(call, { slot: slot.value, durationMinutes }, service.clock.now());
  await rebookCall(service, changes, { call, entries, moved });
  return ok(undefined);
}
