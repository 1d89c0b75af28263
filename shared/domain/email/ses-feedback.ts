import type { Instant } from '../time.ts';

/** What SES reports of a mail that it accepted. Each kind proves the acceptance. */
export interface SesFeedback {
  kind: 'send' | 'delivery' | 'delay' | 'bounce' | 'complaint' | 'reject';
  /** Our tag. */
  emailId: string;
  sesMessageId: string;
  /** When SES accepted the mail. */
  acceptedAt: Instant;
  /** For a bounce: whether the address is lost for good. */
  permanent?: boolean;
}
