import type { Email, EmailState, EmailWithEntries, Entry } from '../email/email.ts';
import type { WrittenContent } from '../email/written-content.ts';
import type { RenderedEmail } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { DueQuery, Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** The lanes of the emails' work index: what has to be looked at, from when on. */
export type EmailLane = 'confirm' | 'send' | 'rescue' | 'resolve' | 'follow_up';

/** A due email of the work index. A hint: read the email before acting. */
export interface DueEmail {
  emailId: string;
  dueAt: Instant;
}

/** What a therapist answered, in his own words; health data, kept apart from the head. */
export interface EmailResponse {
  receivedAt: Instant;
  content: string;
  /** What was noted as his answer before it was corrected, oldest first. */
  corrected: { receivedAt: Instant; content: string }[];
}

/** What people wrote for an email, what was sent, and what was answered: each an item of its own. */
export type EmailText = 'content' | 'body' | 'response';

export interface Emails {
  getEmail(id: string): Promise<EmailWithEntries | undefined>;
  saveEmail(email: Email): Write;
  saveEntries(emailId: string, entries: Entry[]): Write;
  getResponse(emailId: string): Promise<EmailResponse | undefined>;
  saveResponse(emailId: string, response: EmailResponse): Write;
  /** What a client wrote for the email; undefined when nobody wrote anything. */
  getContent(emailId: string): Promise<WrittenContent | undefined>;
  saveContent(emailId: string, content: WrittenContent): Write;
  /** Stores the body as sent, outside of transactions. */
  putBody(emailId: string, body: RenderedEmail): Promise<void>;
  /** The body of the last attempt; undefined when there was none. */
  getBody(emailId: string): Promise<RenderedEmail | undefined>;
  /** Deletes one of the texts that stand beside the head. */
  removeText(emailId: string, text: EmailText): Write;
  dueEmails(lane: EmailLane, shard: number, query: DueQuery): Promise<Page<DueEmail>>;
  /** Emails of a therapist, newest first, as hints. */
  emailsOfTherapist(therapistId: number, limit: number): Promise<string[]>;
}

/**
 * Ways from an answer back to its email. They are written when SES reports a delivery, since an answer comes after it and
 * sending has enough to write; where the report is missing they are too.
 */
export interface EmailLookups {
  /** By SES's id and by the reference of its conversation; and that its mailbox is its therapist's. Again is fine. */
  saveLookups(email: FindableEmail): Write[];
  /** Takes them away again, those of the whole conversation and mailbox included. */
  removeLookups(email: FindableEmail): Write[];
  /** Ids of the emails that have such SES ids, as far as they are known, in the order of the ids; at most 100. */
  emailsByMessageId(sesMessageIds: string[]): Promise<string[]>;
  /** The same by references: of each conversation the id of one email. */
  emailsByReference(references: string[]): Promise<string[]>;
  /** The therapists to whom mail was delivered at a mailbox. */
  therapistsOfMailbox(mailboxKey: string): Promise<number[]>;
}

type FindableEmail = Pick<Email, 'id' | 'refersTo' | 'sesMessageId' | 'recipient' | 'therapistId'>;

/** Which emails a list holds. */
export interface EmailFilter {
  therapistId?: number | undefined;
  state?: EmailState | undefined;
  answered?: boolean | undefined;
  batchId?: string | undefined;
  /** Made at this instant or later. */
  createdFrom?: Instant | undefined;
  /** Made before this instant. */
  createdTo?: Instant | undefined;
}

export interface EmailLists {
  /**
   * Emails, newest first. Work per page is bounded: of a rare kind a page may hold fewer than `limit`, or none, and
   * still have a `next`.
   */
  listEmails(
    filter: EmailFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<Email>>;
}
