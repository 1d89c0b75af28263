import type { Instant } from '../time.ts';

/** An email's kind is its template; a free body is `custom`. All but `confirmation` are contact emails. */
export const EMAIL_KINDS = [
  'initial_contact',
  'batch_request',
  'follow_up',
  'confirmation',
  'custom',
] as const;
export type EmailKind = (typeof EMAIL_KINDS)[number];

/** States of CONTRACT §1. */
export const EMAIL_STATES = [
  'draft',
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'canceled',
  'unknown',
  'unresolved',
] as const;
export type EmailState = (typeof EMAIL_STATES)[number];

/** Reason codes that stand on an email, in its events and in its timeline. */
export type EmailReason =
  | 'throttled'
  | 'quota_exceeded'
  | 'sending_paused'
  | 'not_connected'
  | 'misconfigured'
  | 'rejected'
  | 'invalid_address'
  | 'not_on_allow_list'
  | 'no_answer_from_ses'
  | 'lease_expired'
  | 'no_proof'
  | 'guard_not_open'
  | 'guard_lost'
  | 'data_unavailable'
  | 'switched_off'
  | 'no_requests_left'
  | 'recipient_changed'
  | 'blocked'
  | 'objected'
  | 'suppressed'
  | 'canceled_by_staff'
  | 'erased';

/** One line of an email's history. */
export interface Transition {
  state: EmailState;
  at: Instant;
  reason?: EmailReason;
}

/** The address an email goes to, frozen when its turn was reserved. */
export interface Recipient {
  /** Canonical address (see `canonicalAddress`). */
  address: string;
  /** Pseudonym of the address: the key of its mailbox. */
  mailboxKey: string;
  /** A client chose the address: it stays, whatever the directory says. */
  given?: true;
}

/** The head of an email: what its state machine needs, and nothing that the therapist reads. */
export interface Email {
  id: string;
  kind: EmailKind;
  therapistId: number;
  state: EmailState;
  recipient: Recipient;
  /** The first email of the conversation that this one continues: it follows it up, or confirms an answer in it. */
  refersTo?: string;
  notBefore: Instant;
  /** The earliest instant that a client asked for; `notBefore` is never before it. */
  earliest?: Instant;
  /** Absent while it is a draft. */
  queuedAt?: Instant;
  /** A label of the client's. */
  batchId?: string;
  /** When a recorded override let it leave before the cadence allows; who and why stand with its content. */
  overriddenAt?: Instant;
  /** Rises with every claim and never falls: the fence between a slow worker and its successors. */
  attempt: number;
  /** Claims that count against the email. */
  tries: number;
  leaseUntil?: Instant;
  /** When an `unknown` email is given up for lack of proof. */
  resolveAt?: Instant;
  /** When SES accepted the email, by SES's clock where it is known. */
  sentAt?: Instant;
  sesMessageId?: string;
  /** False when a client wants no follow-up, whatever the answer. */
  followUpRequired?: boolean;
  /** When the sweep looks for an answer; absent when no follow-up is due any more. */
  followUpAt?: Instant;
  /** Proof of acceptance that came too late to move the email. */
  provedAt?: Instant;
  /** When SES first reported a soft bounce, by its own clock. */
  softBouncedAt?: Instant;
  /** Since when nothing is kept of what was written in it: it is not sent any more, and takes no words. */
  erasedAt?: Instant;
  /** True once an answer was recorded. */
  answered: boolean;
  /** When the answer that stands was received. */
  answeredAt?: Instant;
  /** True once a follow-up by call, mail or work item was made. */
  followedUp: boolean;
  timeline: Transition[];
  createdAt: Instant;
  updatedAt: Instant;
  /** Number of the last event about this email. */
  seq: number;
  version: number;
}

export type Outcome = 'accepted' | 'rejected' | 'needs_follow_up';
export type OutcomeReason =
  'no_capacity' | 'wrong_specialty' | 'insurance' | 'waiting_list' | 'language' | 'other';

/** One request in an email ("batch" in the routes of the API). */
export interface Entry {
  /** 1-based; the entry's id is the email's id, a dash and this number. */
  number: number;
  requestId: number;
  patientId: number;
  /** What therapist and staff call the patient: stable over emails and calls, says nothing about the person. */
  code: string;
  /** Place of the request in the pool, to return it with its original order. */
  orderKey: string;
  /** False once withdrawn: the request is not mailed, or no longer this email's matter. */
  included: boolean;
  /** When the request was closed after the email had left for SES. */
  closedAt?: Instant;
  /** When its patient or therapist was erased: patient, code and order key are nobody's, and nothing acts on it. */
  erasedAt?: Instant;
  outcome?: Outcome;
  reason?: OutcomeReason;
  notes?: string;
  /** When the outcome that stands was recorded. */
  decidedAt?: Instant;
  /** What was recorded before it was corrected, oldest first. */
  corrected?: CorrectedDecision[];
}

/** A decision about an entry that was corrected later. */
export interface CorrectedDecision {
  outcome: Outcome;
  reason?: OutcomeReason;
  /** When it was recorded. */
  at: Instant;
}

/** An email with its entries, as a use case loads it. */
export interface EmailWithEntries {
  email: Email;
  entries: Entry[];
}

/** Whether the email counts for the cadence. */
export function isContactEmail(kind: EmailKind): boolean {
  return kind !== 'confirmation';
}

/** Whether the email says more of its patients than their codes. */
export function tellsOfPatients(kind: EmailKind): boolean {
  return kind !== 'confirmation' && kind !== 'custom';
}

/** Entries that the email still speaks for: neither withdrawn nor closed. */
export function liveEntries(entries: Entry[]): Entry[] {
  return entries.filter((entry) => entry.included && entry.closedAt === undefined);
}

/** Entries that nobody decided yet. */
export function openEntries(entries: Entry[]): Entry[] {
  return liveEntries(entries).filter((entry) => entry.outcome === undefined);
}

/** The entries with the mark of one request's closing taken off. */
export function withoutMark(entries: Entry[], requestId: number): Entry[] {
  return entries.map((entry) => {
    if (entry.requestId !== requestId) return entry;
    const { closedAt: _mark, ...open } = entry;
    return open;
  });
}

/** Whether nobody is left in the email whom words could be about. */
export function isErasedWhole({ email, entries }: EmailWithEntries): boolean {
  return email.erasedAt !== undefined && entries.every(({ erasedAt }) => erasedAt !== undefined);
}

/** Whether the email waits because a switch had stopped it when it was due. */
export function waitsForSwitch({ state, timeline }: Email): boolean {
  return state === 'queued' && timeline.at(-1)?.reason === 'switched_off';
}

/** When the email was handed to SES last, by our clock; before any attempt, when it was queued. */
export function lastAttemptAt({ timeline, queuedAt, createdAt }: Email): Instant {
  return timeline.findLast(({ state }) => state === 'sending')?.at ?? queuedAt ?? createdAt;
}

/** An email that was followed up by call, mail or work item: no further follow-up is due. */
export function asFollowedUp(email: Email): Email {
  const { followUpAt: _done, ...followedUp } = { ...email, followedUp: true };
  return followedUp;
}
