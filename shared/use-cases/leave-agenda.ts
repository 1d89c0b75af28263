import { forgetCall } from '../domain/contact/contact.ts';
import { leaveCall, liveTherapists } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { announceCall } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { dueAt } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * Takes requests off the agenda of their scheduled call. A call that is empty then is canceled, its slot freed, and
 * siblings are told (DESIGN §6); a therapist of a merged call whose requests are all gone no longer waits for it.
 *
 * @returns true when the call was still scheduled
 */
export async function leaveAgenda(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  { callId, requestIds }: { callId: string; requestIds: number[] },
): Promise<boolean> {
  const loaded = await changes.call(callId);
  if (loaded?.call.state !== 'scheduled') return false;
  const now = clock.now();
  const left = leaveCall(loaded, requestIds, now);
  changes.putCall(left.call, left.entries);
  if (left.call.state === 'canceled') {
    await releaseCall({ store, clock }, changes, left);
    return true;
  }
  const live = liveTherapists(left);
  const therapistIds = left.call.therapistIds.filter((id) => !live.includes(id));
  await stopAwaiting({ clock }, changes, { callId, therapistIds });
  return true;
}

/** What follows when a call will not be made: siblings are told, its cells freed, its therapists no longer wait for it. */
export async function releaseCall(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  { call, entries }: CallWithEntries,
): Promise<void> {
  changes.putCall(announceCall({ clock }, changes, { type: 'communication.call_canceled', call, entries }));
  changes.write(...store.freeCells(call));
  await stopAwaiting({ clock }, changes, { callId: call.id, therapistIds: call.therapistIds });
}

/** Therapists no longer wait for a call: what was put off until after it is looked at in its turn. */
export async function stopAwaiting(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  { callId, therapistIds }: { callId: string; therapistIds: number[] },
): Promise<void> {
  for (const therapistId of therapistIds) {
    const contact = await changes.contact(therapistId);
    if (!contact.openCalls.some((call) => call.callId === callId)) continue;
    changes.putContact(forgetCall(contact, callId));
    if (contact.dueAt !== undefined)
      changes.changePool(therapistId, { kind: 'grown', dueAt: dueAt(clock.now(), contact.guard.openAt) });
  }
}
