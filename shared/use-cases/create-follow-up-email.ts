import { orderKey } from '../domain/contact/placement-request.ts';
import { asFollowedUp, openEntries, type EmailWithEntries } from '../domain/email/email.ts';
import { conversationOf } from '../domain/email/reference.ts';
import { MAX_AGENDA } from '../domain/phone-call/phone-call.ts';
import type { Changes } from './changes.ts';
import type { BatchOutcome, Turn } from './batch-outcome.ts';
import { requestsOf } from './end-email.ts';
import type { KnownRequest } from './move-requests.ts';
import { queueContactEmail } from './queue-email.ts';
import type { Service } from './service.ts';

/**
 * Makes the `follow_up` email of a therapist whom no call could be booked with; it goes before new requests
 * (DESIGN §5.3). The requests of the earlier emails ride in it, and those emails are followed up with that.
 *
 * @returns undefined when no earlier email has a request left that waits for an answer
 */
export async function createFollowUpEmail(
  service: Service,
  changes: Changes,
  turn: Turn,
): Promise<BatchOutcome | undefined> {
  const { contact } = turn;
  if (contact.awaitingFollowUpMail.length === 0) return undefined;
  const waiting: { earlier: EmailWithEntries; requests: KnownRequest[] }[] = [];
  for (const emailId of contact.awaitingFollowUpMail) {
    const earlier = await changes.email(emailId);
    if (!earlier || earlier.email.answered || earlier.email.followedUp) continue;
    if (earlier.email.followUpRequired === false) continue;
    const requests = await requestsOf(changes, earlier.email, openEntries(earlier.entries));
    const riding = waiting.reduce((sum, each) => sum + each.requests.length, 0);
    if (requests.length > 0 && riding + requests.length <= MAX_AGENDA) waiting.push({ earlier, requests });
  }
  const free = { ...contact, awaitingFollowUpMail: [] };
  changes.putContact(free);
  const requests = waiting.flatMap((each) => each.requests);
  if (requests.length === 0) return undefined;

  const enclosed = requests
    .map((request) => ({ requestId: request.id, patientId: request.patientId, orderKey: orderKey(request) }))
    .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
  const conversation = waiting[0] ? { refersTo: conversationOf(waiting[0].earlier.email) } : {};
  const mail = { ...turn, ...conversation, contact: free, kind: 'follow_up' as const, requests: enclosed };
  const emailId = queueContactEmail(service, changes, mail);
  for (const request of requests) changes.putRequest({ ...request, emailId });
  for (const { earlier } of waiting) changes.putEmail(asFollowedUp(earlier.email));
  // New requests of the pool wait for the next turn: the batch looks again and finds the guard held.
  changes.changePool(contact.therapistId, { kind: 'grown', dueAt: service.clock.now() });
  return { kind: 'created', emailId, requests: requests.length };
}
