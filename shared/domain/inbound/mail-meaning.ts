import type { LocalDate } from '../time.ts';

/**
 * What a mail is.
 *
 * - `reply`: a person's words to us;
 * - `automatic_reply`: an absence, a confirmation of receipt, anything that nobody wrote for this occasion;
 * - `bounce`: a mail of ours was not delivered;
 * - `complaint`: a provider passes on that its user called a mail of ours spam;
 * - `forward`: somebody else's mail, with or without words of the sender;
 * - `stop_request`: a person wants no more mail, by words or by the address that was written to;
 * - `receipt`: a report of which nothing follows: read, delivered, delayed, not spam;
 * - `unknown`: nothing in it can be read, or nothing is its sender's own.
 */
export type InboundKind =
  'reply' | 'automatic_reply' | 'bounce' | 'complaint' | 'forward' | 'stop_request' | 'receipt' | 'unknown';

/** Whether a person wrote a mail for the occasion, or may have. */
export function isWritten(kind: InboundKind): boolean {
  return kind === 'reply' || kind === 'forward' || kind === 'stop_request' || kind === 'unknown';
}

/** What a mail that came back says of the mail of ours that it is about. */
export interface ReturnedMail {
  /** Canonical address that it was sent to. */
  recipient?: string;
  /** Its Message-ID as `MatchingHints` writes them. */
  messageId?: string;
}

export interface Bounce extends ReturnedMail {
  /** Enhanced status code (RFC 3463), `5.1.1`; only its class, `5.0.0`, when the report has no more. */
  status?: string;
  /** Whether the address is lost for good. A full mailbox is not. */
  permanent: boolean;
}

/** What may tell which of our emails a mail is about. Candidates: whoever looks them up decides. */
export interface MatchingHints {
  /** `reply+<token>@…` and `stop+<token>@…` among the recipients, lower case, each once. */
  tokens: { purpose: 'reply' | 'stop'; token: string }[];
  /**
   * Message-IDs that the mail refers to, the nearest first, without brackets; those that SES made without their
   * domain, as SES tells them when it accepts a mail.
   */
  messageIds: string[];
  /** Reference numbers in the subject, as `referenceOf` writes them. */
  references: string[];
}

/** One passage of the sender between lines that he quotes. */
export interface InlineAnswer {
  /** The quoted lines right above, cut to their last 500 characters; empty above the first quote. */
  quote: string;
  text: string;
}

/** What a mail says, as far as it can be read for sure. Personal data: not for logs. */
export interface MailMeaning {
  kind: InboundKind;
  subject: string;
  /** Canonical address of the author. */
  sender?: string;
  hints: MatchingHints;
  /** The sender's own words: no quotes, no signature. Empty when there are none. */
  ownText: string;
  /**
   * The same words by what they stand under, when they stand between quoted lines: what `ownText` says does not
   * have to be meant for the whole mail then.
   */
  inlineAnswers?: InlineAnswer[];
  /** Of an automatic reply: the first day on which the sender is back. */
  returnOn?: LocalDate;
  /** Of a person's mail: the first day on which writing is welcome again. */
  pauseUntil?: LocalDate;
  /** The sender wants no more mail: he said so in words, or wrote to the address for it. */
  stop?: 'words' | 'address';
  /** He also wants his data deleted. */
  erasureWish?: true;
  bounce?: Bounce;
  complaint?: ReturnedMail;
  truncated: boolean;
  unreadable: boolean;
}
