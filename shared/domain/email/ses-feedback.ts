import type { Instant } from '../time.ts';

/**
 * What SES reports of a mail that it accepted. Each kind proves the acceptance. A bounce is permanent: the address is
 * lost for good. A soft bounce says that this mail was not delivered, or that somebody is out of office.
 */
export interface SesFeedback {
  kind: 'send' | 'delivery' | 'delay' | 'bounce' | 'soft_bounce' | 'complaint' | 'reject';
  /** Our tag. */
  emailId: string;
  sesMessageId: string;
  /** When SES accepted the mail. */
  acceptedAt: Instant;
  /** When SES reported this. */
  at: Instant;
}
