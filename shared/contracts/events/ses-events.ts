import { z } from 'zod';
import type { SesFeedback } from '../../domain/email/ses-feedback.ts';
import { toInstant, type Instant } from '../../domain/time.ts';

/**
 * SES event publishing through EventBridge (SES developer guide, "Contents of event data that Amazon SES publishes"):
 * `detail` is the event, tags are lists of strings.
 */
const sesEvent = z.object({
  source: z.literal('aws.ses'),
  account: z.string(),
  time: z.string(),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: z.string(),
      messageId: z.string(),
      sendingAccountId: z.string().optional(),
      tags: z.record(z.string(), z.array(z.string())).optional(),
    }),
    bounce: z.object({ bounceType: z.string() }).optional(),
    complaint: z.object({ complaintFeedbackType: z.string().nullish() }).optional(),
  }),
});
type SesEvent = z.output<typeof sesEvent>;

/** Whose mails are ours. */
export interface Sender {
  /** The AWS account that sends. */
  account: string;
  /** Absent where mails are sent without one. */
  configurationSet: string | undefined;
}

const KINDS: ReadonlyMap<string, SesFeedback['kind']> = new Map([
  ['Send', 'send'],
  ['Delivery', 'delivery'],
  ['DeliveryDelay', 'delay'],
  ['Bounce', 'soft_bounce'],
  ['Complaint', 'complaint'],
  ['Reject', 'reject'],
]);

/**
 * Reads an SES event.
 *
 * @returns undefined when it does not concern this service: of another account or configuration set, without our tag, or
 *   of a kind that says nothing about delivery
 * @throws ZodError when it is no SES event at all
 */
export function readSesEvent(given: unknown, sender: Sender): SesFeedback | undefined {
  const event = sesEvent.parse(given);
  const { mail } = event.detail;
  const emailId = mail.tags?.['email_id']?.[0];
  const kind = kindOf(event);
  if (emailId === undefined || kind === undefined || !isFrom(sender, event)) return undefined;
  const acceptedAt = read(mail.timestamp);
  return { kind, emailId, sesMessageId: mail.messageId, acceptedAt, at: read(event.time) };
}

function kindOf({ detail: { eventType, bounce, complaint } }: SesEvent): SesFeedback['kind'] | undefined {
  if (bounce?.bounceType === 'Permanent') return 'bounce';
  // The opposite of a complaint: the mail was taken out of the spam folder (RFC 6430).
  if (complaint?.complaintFeedbackType === 'not-spam') return 'delivery';
  return KINDS.get(eventType);
}

/** The rule filters on the configuration set, but another account may have one of that name, and mails of the same tags. */
function isFrom({ account, configurationSet }: Sender, event: SesEvent): boolean {
  const { sendingAccountId = account, tags } = event.detail.mail;
  return (
    event.account === account &&
    sendingAccountId === account &&
    (configurationSet === undefined || (tags?.['ses:configuration-set'] ?? []).includes(configurationSet))
  );
}

function read(time: string): Instant {
  return toInstant(Date.parse(time));
}
