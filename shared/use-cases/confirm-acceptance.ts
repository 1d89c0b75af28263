import { canonicalAddress } from '../domain/email/address.ts';
import type { Email, Entry } from '../domain/email/email.ts';
import { newQueuedEmail } from '../domain/email/new-email.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/**
 * Queues one confirmation for all requests that an answer accepted (DESIGN §6). It is exempt from the cadence, holds
 * no guard and says of the patients nothing but their codes.
 *
 * @param answered the email that was answered, and its newly accepted entries
 */
export async function confirmAcceptance(
  service: Service,
  changes: Changes,
  { email, accepted }: { email: Email; accepted: Entry[] },
): Promise<void> {
  if (accepted.length === 0) return;
  const { clock, ids, directory, pseudonyms } = service;
  const now = clock.now();
  const therapist = await directory.therapist(email.therapistId);
  const address =
    (therapist.ok ? canonicalAddress(therapist.value.email) : undefined) ?? email.recipient.address;
  const confirmation = newQueuedEmail(
    {
      id: ids.next('em'),
      kind: 'confirmation',
      therapistId: email.therapistId,
      recipient: { address, mailboxKey: pseudonyms.mailboxKey(address) },
      refersTo: email.id,
      notBefore: now,
    },
    now,
  );
  const created = changes.announce(confirmation, {
    type: 'communication.email_created',
    aggregate: { kind: 'email', id: confirmation.id },
    at: now,
    payload: {
      email_id: confirmation.id,
      therapist_id: email.therapistId,
      placement_request_ids: accepted.map(({ requestId }) => requestId),
      kind: 'confirmation',
      status: 'queued',
    },
  });
  changes.putEmail(created, accepted.map(toConfirmed));
}

/** An entry of the confirmation: request, number and code as the therapist knows them, nothing of the answer. */
function toConfirmed(accepted: Entry): Entry {
  const { outcome: _outcome, reason: _reason, notes: _notes, ...entry } = accepted;
  return entry;
}
