import { decideEntries, type Decision } from '../domain/email/answer.ts';
import { hasLeft } from '../domain/email/email-states.ts';
import { isErasedWhole, type EmailWithEntries, type Entry } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { EmailResponse } from '../domain/stores/emails.ts';
import { MINUTE_MS, plus, type Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { proveByAnswer } from './prove-email.ts';
import type { Service } from './service.ts';
import { settleAnswer } from './settle-answer.ts';

/** A therapist's answer to one email. */
export interface EmailAnswer {
  emailId: string;
  /** Absent: now, unless the very same answer was recorded before. */
  receivedAt?: Instant | undefined;
  /** His own words; health data. */
  content?: string | undefined;
  decisions: Decision[];
}

/** How far the clock of whoever notes an answer may be ahead. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * Records what a therapist answered (DESIGN §6). The answer ends the email's sequence: its follow-up is unscheduled,
 * decided requests leave a booked call, what it leaves open becomes a work item. Accepted entries are confirmed with
 * one email. The same answer again changes nothing; another one corrects.
 *
 * @returns the email's id; or `not_found`, `illegal_transition` when the email never left (FAULTS 29), or
 *   `invalid_request` with the fields of `POST …/response` that cannot be true
 */
export async function recordEmailResponse(
  service: Service,
  { once, ...answer }: EmailAnswer & { once?: Once | undefined },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, (changes) => answerEmail(service, changes, answer));
}

/** The same as a part of a larger decision. */
export async function answerEmail(
  service: Service,
  changes: Changes,
  answer: EmailAnswer,
): Promise<Result<string, Fault>> {
  const found = await changes.email(answer.emailId);
  if (!found) return fail({ code: 'not_found' });
  if (!hasLeft(found.email))
    return fail({ code: 'illegal_transition', details: { state: found.email.state } });
  const errors = faultsOf(found, answer, service.clock.now());
  if (errors.length > 0) return fail({ code: 'invalid_request', errors });
  await proveByAnswer(service, changes, found.email);

  const { email, entries } = (await changes.email(answer.emailId)) ?? found;
  const now = service.clock.now();
  const decided = decideEntries(entries, answer.decisions, now);
  const isNew = !email.answered || decided.changed.length > 0;
  const receivedAt = answer.receivedAt ?? (isNew ? now : (email.answeredAt ?? now));
  const reworded = await keepWords(service, changes, {
    emailId: email.id,
    receivedAt,
    content: isErasedWhole({ email, entries }) ? undefined : answer.content,
  });
  if (isNew) await settleAnswer(service, changes, { email, before: entries, decided, receivedAt });
  else if (decided.renoted || reworded || receivedAt !== email.answeredAt)
    changes.putEmail({ ...email, answeredAt: receivedAt, updatedAt: now }, decided.entries);
  return ok(email.id);
}

/** What of an answer cannot be true of this email, by the fields of the request. */
function faultsOf(
  { email, entries }: EmailWithEntries,
  { receivedAt, decisions }: EmailAnswer,
  now: Instant,
): NonNullable<Fault['errors']> {
  const unknown = decisions.flatMap(({ number }, index) =>
    isAsked(entries, number)
      ? []
      : [{ field: `/entries/${index}/id`, message: 'is not an entry of this email' }],
  );
  if (receivedAt === undefined) return unknown;
  if (receivedAt < email.createdAt)
    unknown.push({ field: '/response_date', message: 'lies before the email was made' });
  if (receivedAt > plus(now, CLOCK_SKEW_MS))
    unknown.push({ field: '/response_date', message: 'lies in the future' });
  return unknown;
}

/** Keeps what the therapist wrote, and what was noted before it; returns whether it is other than before. */
async function keepWords(
  { store }: Pick<Service, 'store'>,
  changes: Changes,
  { emailId, receivedAt, content }: { emailId: string; receivedAt: Instant; content: string | undefined },
): Promise<boolean> {
  if (content === undefined) return false;
  const kept = await store.getResponse(emailId);
  if (kept?.content === content && kept.receivedAt === receivedAt) return false;
  changes.write(store.saveResponse(emailId, { receivedAt, content, corrected: wordsBefore(kept, content) }));
  return true;
}

/** So many earlier answers are kept: with the one that stands, of the longest that there are, they fit into one item. */
const EARLIER_ANSWERS = 4;

/** What was noted before, oldest first; the same words with another date are no correction. */
function wordsBefore(kept: EmailResponse | undefined, content: string): EmailResponse['corrected'] {
  if (!kept) return [];
  const { receivedAt, corrected } = kept;
  if (kept.content === content) return corrected;
  return [...corrected, { receivedAt, content: kept.content }].slice(-EARLIER_ANSWERS);
}

function isAsked(entries: Entry[], number: number): boolean {
  return entries.some((entry) => entry.number === number && entry.included);
}
