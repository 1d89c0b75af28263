import { leaveCall } from '../domain/phone-call/call-states.ts';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
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
  if (left.call.state !== 'canceled') return true;
  const announced = changes.announce(left.call, {
    type: 'communication.call_canceled',
    aggregate: { kind: 'call', id: callId },
    at: now,
    payload: {
      phone_call_id: callId,
      therapist_id: left.call.therapistIds[0],
      placement_request_ids: left.entries.map((entry) => entry.requestId),
      starts_at: left.call.startsAt,
    },
  });
  changes.putCall(announced);
  changes.write(...store.freeCells(left.call));
  await forgetCall({ clock }, changes, left.call);
  return true;
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
