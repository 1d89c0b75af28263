import type { IncomingEvent } from '../domain/contact/incoming-event.ts';
import { isStale, type Position } from '../domain/contact/placement-request.ts';
import type { Projections } from '../domain/stores/projections.ts';
import { commitChanges } from './commit-changes.ts';
import { isErased } from './is-erased.ts';
import { dueAt } from './move-requests.ts';
import type { Service } from './service.ts';
import { stopContact } from './stop-contact.ts';

export type TherapistEvent = Extract<IncomingEvent, { therapistId: number }> & {
  type: 'therapist_changed' | 'therapist_blocked' | 'therapist_unblocked';
};

/**
 * Applies what the therapist service says: data go to the projection; a block stops all mail and calls and cancels what
 * is queued or scheduled, an unblock lets the pool be looked at again. An older block or unblock than the last one changes nothing,
 * and nothing at all what concerns somebody who was erased.
 */
export async function handleTherapistEvent(
  service: Service & { projections: Projections },
  event: TherapistEvent,
  position: Position,
): Promise<'applied' | 'stale' | 'erased'> {
  if (await isErased(service, { kind: 'therapist', id: event.therapistId })) return 'erased';
  if (event.type !== 'therapist_changed') await changeBlock(service, event, position);
  if (event.type !== 'therapist_changed' && !event.data) return 'applied';
  const applied = await service.projections.projectTherapist(event.therapistId, event.data ?? {}, position);
  return applied ? 'applied' : 'stale';
}

async function changeBlock(service: Service, event: TherapistEvent, position: Position): Promise<void> {
  await commitChanges(service, async (changes) => {
    const contact = await changes.contact(event.therapistId);
    if (contact.lastBlock && isStale(position, contact.lastBlock)) return;
    const { blockedAt: _before, ...unblocked } = { ...contact, lastBlock: position };
    if (event.type === 'therapist_blocked') {
      changes.putContact({ ...unblocked, blockedAt: event.at });
      await stopContact(service, changes, { therapistId: event.therapistId, reason: 'blocked' });
    } else {
      changes.putContact(unblocked);
      const waiting = await service.store.firstPooled(event.therapistId, 1);
      if (waiting.length > 0 || contact.awaitingFollowUpMail.length > 0) {
        changes.changePool(event.therapistId, {
          kind: 'grown',
          dueAt: dueAt(service.clock.now(), contact.guard.openAt),
        });
      }
    }
  });
}
