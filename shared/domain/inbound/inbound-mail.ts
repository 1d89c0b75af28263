import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { toEpochMs, type Instant, type LocalDate } from '../time.ts';
import type { InboundKind } from './mail-meaning.ts';
import type { Proposal, Unclear } from './proposals/proposal.ts';
import type { MailVerdicts, Trust } from './trust.ts';

/**
 * What has become of a mail that arrived. Every mail begins in exactly one of the first three.
 *
 * - `matched`: it belongs to an email of ours, and waits for staff to confirm what it says;
 * - `recorded`: it asks nothing of anybody: what followed from it was done at once;
 * - `triage`: people have to see what it belongs to, or whether it can be believed;
 * - `confirmed`: staff have taken it over as the therapist's answer or wish;
 * - `dismissed`: staff have seen that nothing follows from it.
 */
export const INBOUND_STATUSES = ['matched', 'recorded', 'triage', 'confirmed', 'dismissed'] as const;
export type InboundStatus = (typeof INBOUND_STATUSES)[number];

/** What led from a mail to its email, the surest first (DESIGN §6); `staff` assigned it. */
export const MATCHED_BY = ['token', 'message_id', 'reference', 'sender', 'staff'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** Why a mail is in triage. */
export const TRIAGE_REASONS = [
  /** Nothing in it leads to an email. */
  'no_match',
  /** What is in it leads to different emails or therapists. */
  'contradiction',
  /** SES calls it spam, or found a virus. */
  'refused',
  /** Nobody can read it: encrypted, broken, or larger than what is read. */
  'unreadable',
] as const;
export type TriageReason = (typeof TRIAGE_REASONS)[number];

/** A mail that arrived, as far as it is kept beside its bytes. Personal data: not for logs. */
export interface InboundMail {
  id: string;
  kind: InboundKind;
  status: InboundStatus;
  /** Only while its status is `triage`. */
  triageReason?: TriageReason;
  /** The email that it belongs to. */
  emailId?: string;
  /** The therapist whom it comes from; may be known without an email. */
  therapistId?: number;
  matchedBy?: MatchedBy;
  /** Canonical address of its author. */
  sender?: string;
  subject: string;
  /** The sender's own words. */
  text: string;
  /** Whether there is more of it than is kept here. */
  truncated: boolean;
  /** What it seems to decide about the entries of its email, for staff to confirm. */
  proposals: Proposal[];
  /** Words of it that may decide something, and propose nothing. */
  unclear: Unclear[];
  /** The first day on which its sender is back. */
  returnOn?: LocalDate;
  /** The first day on which writing is welcome again, for staff to confirm. */
  pauseUntil?: LocalDate;
  /** Its sender wants no more mail: in words, for staff to confirm, or by the address that he wrote to. */
  stop?: 'words' | 'address';
  /** He also wants his data deleted. */
  erasureWish?: true;
  verdicts: MailVerdicts;
  trust: Trust;
  /** Where its bytes lie in the bucket for some time; absent when they were not to be kept. */
  rawKey?: string;
  /** SES's time. */
  receivedAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}

/**
 * The id of a mail that SES received: the same however often SES or a retry hands it over, sorted by the time of receipt.
 *
 * @param receipt SES's own id of the mail, which also names its object in the bucket
 */
export function inboundMailId(receipt: { sesMessageId: string; receivedAt: Instant }): string {
  const hash = createHash('sha256').update(receipt.sesMessageId).digest();
  let place = 0;
  const digit = () => hash.readUInt8(place++) / 256;
  return `in_${ulid(toEpochMs(receipt.receivedAt), digit).toLowerCase()}`;
}
