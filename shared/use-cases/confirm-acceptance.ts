import type { Email, Entry, Recipient } from '../domain/email/email.ts';
import { newQueuedEmail } from '../domain/email/new-email.ts';
import { conversationOf } from '../domain/email/reference.ts';
import { announceCreated } from './announce-email.ts';
import type { Changes } from './changes.ts';
import { openWorkItem } from './move-requests.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';

/**
 * Queues one confirmation for all requests that an answer to an email accepted (DESIGN §6). It goes to the mailbox that
 * answered, if a client chose that; else to the directory's, as far as it has one.
 *
 * @param answered the email that was answered, and its newly accepted entries
 */
export async function confirmAcceptance(
  service: Service,
  changes: Changes,
  { email, accepted }: { email: Email; accepted: Entry[] },
): Promise<void> {
  if (accepted.length === 0) return;
  const { therapistId } = email;
  const reached = email.recipient.given ? undefined : await recipientOf(service, therapistId);
  const recipient = reached?.ok ? reached.value.recipient : email.recipient;
  queueConfirmation(service, changes, { therapistId, accepted, refersTo: conversationOf(email), recipient });
}

/**
 * The same for what was accepted on the phone. A therapist whom no mail reaches gets none: that is a work item.
 *
 * @param accepted entries of the call that are newly accepted, all of one therapist
 * @param emailId the email that the call followed up, if there was one
 */
export async function confirmCallAcceptance(
  service: Service,
  changes: Changes,
  { therapistId, accepted, emailId }: Pick<Acceptance, 'therapistId' | 'accepted'> & { emailId?: string },
): Promise<void> {
  if (accepted.length === 0) return;
  const reached = await recipientOf(service, therapistId);
  if (reached.ok) {
    const { recipient } = reached.value;
    const followedUp = emailId === undefined ? undefined : await changes.email(emailId);
    const refersTo = followedUp && conversationOf(followedUp.email);
    queueConfirmation(service, changes, { therapistId, accepted, refersTo, recipient });
    return;
  }
  const requestIds = accepted.map(({ requestId }) => requestId);
  openWorkItem(service, changes, { reason: 'confirmation_failed', therapistId, requestIds });
}

interface Acceptance {
  therapistId: number;
  accepted: Confirmable[];
  recipient: Recipient;
  refersTo?: string | undefined;
}

type Confirmable = Pick<Entry, 'number' | 'requestId' | 'patientId' | 'code' | 'orderKey'>;

/** A confirmation is exempt from the cadence, holds no guard and says of the patients nothing but their codes. */
function queueConfirmation(
  { clock, ids }: Service,
  changes: Changes,
  { therapistId, accepted, recipient, refersTo }: Acceptance,
): void {
  const now = clock.now();
  const conversation = refersTo === undefined ? {} : { refersTo };
  const id = ids.next('em');
  const email = newQueuedEmail(
    { id, kind: 'confirmation', therapistId, recipient, notBefore: now, ...conversation },
    now,
  );
  announceCreated(changes, { email, entries: accepted.map(toConfirmed) });
}

/** An entry of the confirmation: request, number and code as the therapist knows them, nothing of the answer. */
function toConfirmed({ number, requestId, patientId, code, orderKey }: Confirmable): Entry {
  return { number, requestId, patientId, code, orderKey, included: true };
}
