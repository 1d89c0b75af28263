import type { Instant } from '../time.ts';
import type { MailVerdicts } from './trust.ts';

/** What SES says of a mail that it received and put into the bucket. */
export interface MailReceipt {
  /** SES's own id of the mail. */
  sesMessageId: string;
  receivedAt: Instant;
  /** Addresses that the mail was handed over for. */
  recipients: string[];
  verdicts: MailVerdicts;
}

/** Where SES puts the bytes of a mail. */
export function rawMailKey({ sesMessageId }: Pick<MailReceipt, 'sesMessageId'>): string {
  return `inbound/${sesMessageId}`;
}
