import { earliest, plus, type Instant, HOUR_MS } from '../time.ts';
import type { Email, EmailReason, EmailState, Transition } from './email.ts';

/** Moves that CONTRACT §1 allows; everything else is refused. */
const MOVES: Record<EmailState, readonly EmailState[]> = {
  draft: ['queued', 'canceled'],
  queued: ['sending', 'canceled', 'queued', 'sent'],
  sending: ['sent', 'queued', 'failed', 'unknown'],
  unknown: ['sent', 'unresolved', 'queued', 'failed'],
  unresolved: ['sent'],
  canceled: ['sent'],
  failed: ['sent'],
  sent: ['delivered', 'bounced', 'complained', 'failed'],
  delivered: ['bounced', 'complained', 'failed'],
  bounced: ['complained'],
  complained: [],
};

/** An unknown email without a proof for this long is given up (DESIGN §5). */
export const PROOF_TIMEOUT_MS = 6 * HOUR_MS;

/** A move that the table of states does not have: a defect of the caller, never a guess. */
export class IllegalMove extends Error {
  readonly code = 'illegal_move';
  constructor(from: EmailState, to: EmailState) {
    super(`an email cannot move from ${from} to ${to}`);
  }
}

/** An email of which the state is known. */
export type InState<State extends EmailState> = Email & { state: State };

/** Whether the table of states has a move. */
export function canMove(from: EmailState, to: EmailState): boolean {
  return MOVES[from].includes(to);
}

/**
 * Moves an email and writes the timeline. Fields that belong to the old state alone (lease, proof timeout) go.
 * Throws IllegalMove when the table of states has no such move.
 */
function move<State extends EmailState>(
  email: Email,
  to: State,
  at: Instant,
  reason?: EmailReason,
): InState<State> {
  if (!canMove(email.state, to)) throw new IllegalMove(email.state, to);
  const { leaseUntil: _lease, resolveAt: _resolve, ...kept } = email;
  const transition = reason === undefined ? { state: to, at } : { state: to, at, reason };
  return { ...kept, state: to, updatedAt: at, timeline: append(email.timeline, transition) };
}

/** A head stays small, whatever SES does to its email: of a long history the beginning and the end are kept. */
const LONGEST_TIMELINE = 40;

/** What comes again and again is told once, since when it has been so. */
function append(timeline: Transition[], transition: Transition): Transition[] {
  const last = timeline.at(-1);
  if (last?.state === transition.state && last.reason === transition.reason) return timeline;
  const whole = [...timeline, transition];
  return whole.length <= LONGEST_TIMELINE ? whole : [...whole.slice(0, 1), ...whole.slice(2)];
}

/** States in which SES has, or may have, the mail. */
const MAY_HAVE_ARRIVED: ReadonlySet<Email['state']> = new Set([
  'sending',
  'unknown',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unresolved',
]);

/** Whether somebody may answer the email. */
export function hasLeft({ state, provedAt }: Pick<Email, 'state' | 'provedAt'>): boolean {
  return MAY_HAVE_ARRIVED.has(state) || provedAt !== undefined;
}

/** Moves that a client may ask for; all others are the service's own. */
const CLIENT_MOVES: Partial<Record<EmailState, readonly EmailState[]>> = {
  draft: ['queued', 'canceled'],
  queued: ['canceled'],
};

/** Whether a client may move an email from one state to another. */
export function mayBeAskedFor(from: EmailState, to: EmailState): boolean {
  return CLIENT_MOVES[from]?.includes(to) ?? false;
}

/** draft → queued: its turn is reserved and comes at `notBefore`. */
export function queueDraft(email: Email, notBefore: Instant, now: Instant): Email {
  return { ...move(email, 'queued', now), notBefore, queuedAt: now };
}

/** queued → sending: the one attempt numbered `attempt + 1` may call SES until `leaseUntil`. */
export function claimEmail(email: Email, now: Instant, leaseMs: number): Email {
  const claimed = move(email, 'sending', now);
  return { ...claimed, attempt: email.attempt + 1, tries: email.tries + 1, leaseUntil: plus(now, leaseMs) };
}

/** sending | unknown → sent, or a late proof from any other state before `sent`. */
export function acceptEmail(
  email: Email,
  accepted: { at: Instant; sesMessageId?: string },
  now: Instant,
): Email {
  const { sesMessageId } = accepted;
  return {
    ...move(email, 'sent', now),
    sentAt: accepted.at,
    ...(sesMessageId !== undefined && { sesMessageId }),
  };
}

/** sending → queued after a sure "not now", its try not counted; or queued → queued, put off before it was claimed. */
export function postponeEmail(email: Email, notBefore: Instant, now: Instant, reason: EmailReason): Email {
  const tries = email.state === 'queued' ? email.tries : email.tries - 1;
  return { ...move(email, 'queued', now, reason), notBefore, tries };
}

/** queued → queued: nothing keeps it any more from leaving at `notBefore`. */
export function wakeEmail(email: Email, notBefore: Instant, now: Instant): Email {
  return { ...move(email, 'queued', now), notBefore };
}

/** sending → failed: SES will surely not send it. */
export function failEmail(email: Email, now: Instant, reason: EmailReason): InState<'failed'> {
  const { followUpAt: _followUp, ...failed } = move(email, 'failed', now, reason);
  return failed;
}

/** sending → unknown: SES may have it. A proof is awaited until `resolveAt`. */
export function loseSightOf(email: Email, now: Instant, reason: EmailReason): Email {
  return { ...move(email, 'unknown', now, reason), resolveAt: plus(now, PROOF_TIMEOUT_MS) };
}

/** unknown → unresolved: no proof came. */
export function giveUpOn(email: Email, now: Instant): InState<'unresolved'> {
  return move(email, 'unresolved', now, 'no_proof');
}

/** draft | queued → canceled. */
export function cancelEmail(email: Email, now: Instant, reason: EmailReason): InState<'canceled'> {
  return move(email, 'canceled', now, reason);
}

/**
 * Notes a soft bounce, whatever the email's state. Nothing else follows: SES gave up on the mail for now, but it reports
 * the automatic reply of somebody who is out of office in the same way, and that mail has arrived.
 *
 * @param at when SES reported it; the earliest report stays
 * @returns the very same email when it says nothing new
 */
export function noteSoftBounce(email: Email, at: Instant, now: Instant): Email {
  const softBouncedAt = earliest(at, email.softBouncedAt ?? at);
  return softBouncedAt === email.softBouncedAt ? email : { ...email, softBouncedAt, updatedAt: now };
}

/** Feedback of SES after acceptance: delivered, bounced or complained. Returns undefined when the email is past it. */
export function applyFeedback(
  email: Email,
  to: 'delivered' | 'bounced' | 'complained',
  now: Instant,
): Email | undefined {
  if (!canMove(email.state, to)) return undefined;
  return move(email, to, now);
}
