import { leaveCall } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import { announceCall } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { dueAt } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * Takes requests off the agenda of their scheduled call. A call that is empty then is canceled, its slot freed, and
 * siblings are told (DESIGN §6).
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
  if (left.call.state === 'canceled') await releaseCall({ store, clock }, changes, left);
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
  await forgetCall({ clock }, changes, call);
}

/** The call's therapists no longer wait for it: what was put off until after it is looked at in its turn. */
export async function forgetCall(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  call: PhoneCall,
): Promise<void> {
  for (const therapistId of call.therapistIds) {
    const contact = await changes.contact(therapistId);
    if (contact.openCall?.callId !== call.id) continue;
    const { openCall: _canceled, ...free } = contact;
    changes.putContact(free);
    if (contact.dueAt !== undefined)
      changes.changePool(therapistId, { kind: 'grown', dueAt: dueAt(clock.now(), contact.guard.openAt) });
  }
}
