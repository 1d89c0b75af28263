import type { InboundMail, InboundStatus } from '../inbound/inbound-mail.ts';
import type { InboundKind } from '../inbound/mail-meaning.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

export interface InboundMails {
  getInboundMail(id: string): Promise<InboundMail | undefined>;
  /** The mail, and that its email and its therapist have it in their lists. */
  saveInboundMail(mail: InboundMail): Write[];
  /** The mail and its place in those lists; its bytes in the bucket stay. */
  removeInboundMail(mail: Pick<InboundMail, 'id' | 'emailId' | 'therapistId'>): Write[];
  /** Ids of the mails that belong to an email, oldest first, read strongly; a hint: one may belong elsewhere since. */
  inboundMailsOfEmail(emailId: string, limit: number, next?: string): Promise<Page<string>>;
  /** The same of a therapist. */
  inboundMailsOfTherapist(therapistId: number, limit: number, next?: string): Promise<Page<string>>;
}

/** Which inbound mails a list holds. */
export interface InboundMailFilter {
  /** At least one. */
  statuses: readonly InboundStatus[];
  kind?: InboundKind | undefined;
  therapistId?: number | undefined;
  emailId?: string | undefined;
}

export interface InboundMailLists {
  /**
   * Inbound mails of some statuses, newest first. Work per page is bounded: of a rare kind a page may hold fewer than
   * `limit`, or none, and still have a `next`.
   */
  listInboundMails(
    filter: InboundMailFilter,
    page: { limit: number; next?: string | undefined },
  ): Promise<Page<InboundMail>>;
}
