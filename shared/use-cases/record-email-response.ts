import { canonicalAddress } from '../domain/email/address.ts';
import { decideEntries, turnsEverybodyDown, type Decision } from '../domain/email/answer.ts';
import { openEntries, type Email, type Entry } from '../domain/email/email.ts';
import { newQueuedEmail } from '../domain/email/new-email.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { latest, plus, type Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { detachRequest } from './detach-request.ts';
import { requestsOf } from './end-email.ts';
import { isKnown, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import { proveEmail } from './prove-email.ts';
import type { Service } from './service.ts';

/** A therapist's answer to one email. */
export interface EmailAnswer {
  emailId: string;
  receivedAt: Instant;
  /** His own words; health data. */
  content?: string;
  decisions: Decision[];
}

/** `not_found`: no such email; `not_sent`: it never left; `unknown_entry`: a decision names an entry it does not have. */
export type AnswerFault = 'not_found' | 'not_sent' | 'unknown_entry';

/**
 * Records what a therapist answered (DESIGN §6). The answer ends the email's sequence: its follow-up is unscheduled,
 * decided requests leave a booked call, what it leaves open becomes a work item. Accepted entries are confirmed with
 * one email. The same answer again changes nothing; another one corrects.
 */
export async function recordEmailResponse(
  service: Service,
  answer: EmailAnswer,
): Promise<Result<{ changed: number }, AnswerFault>> {
  return commitChanges(service, async (changes) => {
    const found = await changes.email(answer.emailId);
    if (!found) return fail('not_found');
    if (!HAS_LEFT.has(found.email.state)) return fail('not_sent');
    if (
      answer.decisions.some(
        ({ number }) => !found.entries.some((entry) => entry.number === number && entry.included),
      )
    )
      return fail('unknown_entry');
    // Nobody answers a mail that SES did not accept.
    if (found.email.state === 'unresolved')
      await proveEmail(service, changes, { emailId: answer.emailId, at: lastAttemptAt(found.email) });

    const { email, entries } = (await changes.email(answer.emailId)) ?? found;
    const decided = decideEntries(entries, answer.decisions);
    const firstAnswer = !email.answered;
    if (!firstAnswer && decided.changed.length === 0) return ok({ changed: 0 });

    const { followUpAt: _ended, ...ended } = { ...email, answered: true, updatedAt: service.clock.now() };
    changes.putEmail(announceAnswer(service, changes, ended, decided.entries), decided.entries);
    if (answer.content !== undefined) {
      changes.write(
        service.store.saveResponse(email.id, { receivedAt: answer.receivedAt, content: answer.content }),
      );
    }
    await settleRequests(service, changes, { email, entries: decided.entries, changed: decided.changed });
    await applyCooling(service, changes, { email, entries: decided.entries });
    await confirm(service, changes, { email, accepted: newlyAccepted(entries, decided.changed) });
    return ok({ changed: decided.changed.length });
  });
}

const HAS_LEFT: ReadonlySet<Email['state']> = new Set([
  'sending',
  'unknown',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unresolved',
]);

function lastAttemptAt(email: Email): Instant {
  return email.timeline.findLast(({ state }) => state === 'sending')?.at ?? email.queuedAt;
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

/** Every decided request gets its outcome's place; what the answer leaves open needs a person. */
async function settleRequests(
  service: Service,
  changes: Changes,
  { email, entries, changed }: { email: Email; entries: Entry[]; changed: Entry[] },
): Promise<void> {
  const origin = { emailId: email.id };
  const needFollowUp: KnownRequest[] = [];
  for (const entry of changed) {
    const request = await changes.request(entry.requestId);
    if (!request || !isKnown(request)) continue;
    const announced = announcePlacement(service, changes, { request, entry });
    const settled = request.place === 'closed' || request.place === 'erased';
    if (!settled && (request.place !== 'contact_email' || request.emailId !== email.id))
      await detachRequest(service, changes, request);
    if (settled) changes.putRequest(announced);
    else if (entry.outcome === 'needs_follow_up') needFollowUp.push(announced);
    else changes.putRequest({ ...announced, place: 'answered' });
  }
  moveToWorkItem(service, changes, { requests: needFollowUp, reason: 'needs_follow_up', origin });

  const leftOpen: KnownRequest[] = await requestsOf(changes, email, openEntries(entries));
  for (const entry of openEntries(entries)) {
    const request = await changes.request(entry.requestId);
    if (!request || !isKnown(request) || request.place !== 'call' || request.emailId !== email.id) continue;
    await detachRequest(service, changes, request);
    leftOpen.push(request);
  }
  moveToWorkItem(service, changes, { requests: leftOpen, reason: 'left_open_by_answer', origin });
}

function announcePlacement(
  { clock }: Service,
  changes: Changes,
  { request, entry }: { request: KnownRequest; entry: Entry },
): KnownRequest {
  return changes.announce(request, {
    type: 'communication.placement_answered',
    aggregate: { kind: 'request', id: request.id },
    at: clock.now(),
    payload: {
      placement_request_ids: [request.id],
      therapist_id: request.therapistId,
      outcome: entry.outcome,
      reason: entry.reason ?? null,
      source: 'email',
    },
  });
}

/** Everybody turned down: no contact email for a while. A correction that accepts somebody lifts it. */
async function applyCooling(
  { clock, settings }: Service,
  changes: Changes,
  { email, entries }: { email: Email; entries: Entry[] },
): Promise<void> {
  const contact = await changes.contact(email.therapistId);
  if (turnsEverybodyDown(entries) && settings.coolingMs > 0) {
    const until = plus(clock.now(), settings.coolingMs);
    changes.putContact({ ...contact, coolingUntil: latest(contact.coolingUntil ?? until, until) });
  } else if (contact.coolingUntil !== undefined && entries.some(({ outcome }) => outcome === 'accepted')) {
    const { coolingUntil: _lifted, ...warm } = contact;
    changes.putContact(warm);
  }
}

function newlyAccepted(before: Entry[], changed: Entry[]): Entry[] {
  const wasAccepted = new Set(
    before.filter(({ outcome }) => outcome === 'accepted').map(({ number }) => number),
  );
  return changed.filter(({ outcome, number }) => outcome === 'accepted' && !wasAccepted.has(number));
}

/** One confirmation for all requests that the answer accepted; it is exempt from the cadence and holds no guard. */
async function confirm(
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
  const entries = accepted.map(
    ({ outcome: _outcome, reason: _reason, notes: _notes, closedAt: _closedAt, ...entry }, index) => ({
      ...entry,
      number: index + 1,
    }),
  );
  changes.putEmail(created, entries);
}
