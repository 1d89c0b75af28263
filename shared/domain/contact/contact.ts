import { newGuard, type Guard } from './guard.ts';
import type { Instant } from '../time.ts';
import type { Position } from './placement-request.ts';

/** What the service keeps about contacting one therapist; the therapist's own data are the directory's. */
export interface Contact {
  therapistId: number;
  guard: Guard;
  /** The therapist service blocked the therapist. */
  blockedAt?: Instant;
  /** Position of the last block or unblock that was applied. */
  lastBlock?: Position;
  /** The therapist objected to further mail and calls. */
  objectedAt?: Instant;
  /** How he did so. */
  objectionSource?: ObjectionSource;
  /** The therapist was erased: nobody contacts him, and nothing is known of him (DESIGN §10). */
  erasedAt?: Instant;
  /** The therapist turned everybody down: no contact email before this instant. */
  coolingUntil?: Instant;
  /** The therapist asked for a pause: no contact email and no follow-up call before this instant. */
  pausedUntil?: Instant;
  /** When SES first accepted a contact email to this therapist; absent means first contact. */
  contactedAt?: Instant;
  /** Calls that are scheduled, earliest first: to be joined rather than doubled. */
  openCalls: OpenCall[];
  /** Emails whose requests wait for a `follow_up` email, because no call could be booked. */
  awaitingFollowUpMail: string[];
  /** Rises whenever a request enters the pool; the batch removes the due key only if it is as read. */
  poolVersion: number;
  /** When the daily batch shall look at this therapist; absent means nothing is waiting. */
  dueAt?: Instant;
  /** Number of the last event about this therapist. */
  seq: number;
  version: number;
}

/** Ways in which a therapist objects: the link or the address that every mail carries, or a mail of his that staff confirmed. */
export type ObjectionSource = 'unsubscribe_link' | 'stop_address' | 'stop_request';

/** A call that a therapist waits for. */
export interface OpenCall {
  callId: string;
  startsAt: Instant;
}

/** One mailbox, by the pseudonym of its canonical address; several therapists may share it. */
export interface Mailbox {
  key: string;
  guard: Guard;
  suppressed?: Suppression;
  /** Therapists who lost their turn at this mailbox, longest wait first. */
  waiting: number[];
  /** Therapists who gave way to one who waits longer, since the last turn: nobody gives way twice. */
  gaveWay: number[];
  version: number;
}

/** Why a mailbox gets no mail, from the gravest down. */
export const SUPPRESSION_REASONS = ['complaint', 'bounce', 'requested', 'wrong_address', 'other'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Who said so: SES by its feedback, or a client of the API. */
export const SUPPRESSION_SOURCES = ['ses', 'api'] as const;
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number];

/** That no mail goes to a mailbox. Whether it still holds, `isSuppressed` decides. */
export interface Suppression {
  reason: SuppressionReason;
  source: SuppressionSource;
  /** The token's subject of the client who asked for it. */
  by?: string;
  /** The canonical address, for staff to see: the one place of a mailbox where it stands. */
  address?: string;
  /** Since when; SES's own time for what SES reported. */
  at: Instant;
  /** From this instant on it counts as none; absent: until somebody lifts it. */
  expiresAt?: Instant;
}

/** A therapist nobody contacted yet; version 0 means "not stored". */
export function newContact(therapistId: number): Contact {
  return {
    therapistId,
    guard: newGuard(),
    openCalls: [],
    awaitingFollowUpMail: [],
    poolVersion: 0,
    seq: 0,
    version: 0,
  };
}

/** A mailbox nobody wrote to yet; version 0 means "not stored". */
export function newMailbox(key: string): Mailbox {
  return { key, guard: newGuard(), waiting: [], gaveWay: [], version: 0 };
}

/** The contact waits for a call, at the time that it has now. */
export function awaitCall(contact: Contact, call: { id: string; startsAt: Instant }): Contact {
  const others = contact.openCalls.filter(({ callId }) => callId !== call.id);
  const openCalls = [...others, { callId: call.id, startsAt: call.startsAt }];
  return { ...contact, openCalls: openCalls.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) };
}

/** The contact no longer waits for a call. */
export function forgetCall(contact: Contact, callId: string): Contact {
  return { ...contact, openCalls: contact.openCalls.filter((call) => call.callId !== callId) };
}
