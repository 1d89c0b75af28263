import { newlyAccepted, type DecidedEntries } from '../domain/email/answer.ts';
import { openEntries, type Email, type Entry } from '../domain/email/email.ts';
import type { Instant } from '../domain/time.ts';
import { applyCooling } from './apply-cooling.ts';
import type { Changes } from './changes.ts';
import { confirmAcceptance } from './confirm-acceptance.ts';
import { detachRequest } from './detach-request.ts';
import { requestsOf } from './end-email.ts';
import { isKnown, moveToWorkItem } from './move-requests.ts';
import type { Service } from './service.ts';
import { settleDecided } from './settle-decided.ts';

/**
 * What follows from an answer that is the first, or another one than before (DESIGN §6): the email's sequence ends, every
 * request gets its place, siblings are told.
 *
 * @param answer the email and its entries as they were, the entries as decided, and when the therapist answered
 */
export async function settleAnswer(
  service: Service,
  changes: Changes,
  {
    email,
    before,
    decided: { entries, changed },
    receivedAt,
  }: { email: Email; before: Entry[]; decided: DecidedEntries; receivedAt: Instant },
): Promise<void> {
  const answered = { ...email, answered: true, answeredAt: receivedAt, updatedAt: service.clock.now() };
  const { followUpAt: _ended, ...ended } = answered;
  changes.putEmail(announceAnswer(service, changes, ended, entries), entries);
  await settleDecided(service, changes, { origin: { emailId: email.id }, entries: changed });
  await handOverRest(service, changes, { email, entries });
  await applyCooling(service, changes, { therapistId: email.therapistId, before, after: entries });
  await confirmAcceptance(service, changes, { email, accepted: newlyAccepted(before, entries) });
}

function announceAnswer({ clock }: Service, changes: Changes, email: Email, entries: Entry[]): Email {
  return changes.announce(email, {
    type: 'communication.email_answered',
    aggregate: { kind: 'email', id: email.id },
    at: clock.now(),
    payload: {
      email_id: email.id,
      therapist_id: email.therapistId,
      placement_request_ids: entries.filter(({ included }) => included).map(({ requestId }) => requestId),
      outcomes: entries.flatMap(({ requestId, outcome }) =>
        outcome ? [{ placement_request_id: requestId, outcome }] : [],
      ),
    },
  });
}

/** What the answer leaves open needs a person, and leaves a booked call. */
async function handOverRest(
  service: Service,
  changes: Changes,
  { email, entries }: { email: Email; entries: Entry[] },
): Promise<void> {
  const open = openEntries(entries);
  const requests = await requestsOf(changes, email, open);
  for (const { requestId } of open) {
    const request = await changes.request(requestId);
    if (!request || !isKnown(request) || request.place !== 'call' || request.emailId !== email.id) continue;
    await detachRequest(service, changes, request);
    requests.push(request);
  }
  const origin = { emailId: email.id };
  moveToWorkItem(service, changes, { requests, reason: 'left_open_by_answer', origin });
}
