import { liveEntries, type EmailWithEntries } from '../domain/email/email.ts';
import type { Changes } from './changes.ts';

/** Puts a new email with its entries, and tells siblings of it (CONTRACT §4, email_created). */
export function announceCreated(changes: Changes, { email, entries }: EmailWithEntries): void {
  const { id, therapistId, kind, state, createdAt } = email;
  const created = changes.announce(email, {
    type: 'communication.email_created',
    aggregate: { kind: 'email', id },
    at: createdAt,
    payload: {
      email_id: id,
      therapist_id: therapistId,
      placement_request_ids: liveEntries(entries).map(({ requestId }) => requestId),
      kind,
      status: state,
    },
  });
  changes.putEmail(created, entries);
}
