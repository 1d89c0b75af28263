import type { Contact, Mailbox, SuppressionReason, SuppressionSource } from '../contact/contact.ts';
import type { Phone } from '../contact/phone.ts';
import type { SuppressedMailbox } from '../contact/suppression.ts';
import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** How the pool part of a contact changes together with the rest of it. */
export type PoolChange =
  /** A request entered the pool: pool version + 1, looked at from `dueAt` on. */
  | { kind: 'grown'; dueAt: Instant }
  /** The batch has read the pool at `poolVersion`: the due key moves, or goes when nothing is left. */
  | { kind: 'due'; dueAt?: Instant; poolVersion: number };

export interface Contacts {
  getContact(therapistId: number): Promise<Contact>;
  /** Writes all but the pool part, if the version is as read. */
  saveContact(contact: Contact, pool?: PoolChange): Write;
  /** Pool version + 1 and a due key unless there is an earlier one, whatever the version. */
  growPool(therapistId: number, dueAt: Instant): Write;
  /** Therapists of one shard whose due key has come, oldest first. A hint: read the contact before acting. */
  dueTherapists(shard: number, now: Instant, limit: number, next?: string): Promise<Page<number>>;
  getMailbox(key: string): Promise<Mailbox>;
  saveMailbox(mailbox: Mailbox): Write;
  getPhone(key: string): Promise<Phone>;
  savePhone(phone: Phone): Write;
}

/** Which suppressions a list holds. */
export interface SuppressionFilter {
  reason?: SuppressionReason | undefined;
  source?: SuppressionSource | undefined;
}

export interface SuppressionLists {
  /**
   * Mailboxes that are suppressed at `now`, by since when, newest first. Work per page is bounded: of a rare kind a page
   * may hold fewer than `limit`, or none, and still have a `next`.
   */
  listSuppressions(
    filter: SuppressionFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<SuppressedMailbox>>;
}
