import type { Entry, Outcome, OutcomeReason } from '../../email/email.ts';

/** What a reply seems to decide about one request of an email, for staff to confirm. */
export interface Proposal {
  /** The entry's number in the email. */
  number: number;
  outcome: Outcome;
  /** Only where the reply says it plainly. */
  reason?: OutcomeReason;
  /** The words of the reply that say so. Personal data: not for logs. */
  words: string;
}

/** Why words of a reply propose nothing. */
export type Why =
  /** Some word or the way they stand together is not known. */
  | 'not_understood'
  /** Whom they are about: counts, "one of them", a yes to several patients that names none. */
  | 'which_patient'
  /** A number or a code that the email does not have. */
  | 'unknown_patient'
  /** They say different things about the same patient. */
  | 'contradiction'
  | 'condition'
  /** Perhaps, rather, would. */
  | 'hedge'
  | 'question'
  /** They are our own email, or somebody's quotation of it. */
  | 'quotation'
  | 'too_long';

/** Words of a reply that may decide something, and propose nothing. */
export interface Unclear {
  words: string;
  why: Why;
}

export interface Proposals {
  /** In the order of the entries, at most one for each. */
  proposals: Proposal[];
  unclear: Unclear[];
}

/** One request of an email as the therapist knows it. */
export type AskedEntry = Pick<Entry, 'number' | 'code'>;
