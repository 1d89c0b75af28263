import { z } from 'zod';
import type { SesFeedback } from '../../domain/email/ses-feedback.ts';
import { toInstant } from '../../domain/time.ts';

/**
 * SES event publishing through EventBridge (SES developer guide, "Contents of event data that Amazon SES publishes"):
 * `detail` is the event, tags are lists of strings.
 */
const sesEvent = z.object({
  source: z.literal('aws.ses'),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: z.string(),
      messageId: z.string(),
      tags: z.record(z.string(), z.array(z.string())).optional(),
    }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});

const KINDS: Record<string, SesFeedback['kind']> = {
  Send: 'send',
  Delivery: 'delivery',
  DeliveryDelay: 'delay',
  Bounce: 'bounce',
  Complaint: 'complaint',
  Reject: 'reject',
};

/**
 * Reads an SES event.
 *
 * @returns undefined when it does not concern this service: no tag of ours, or a kind that says nothing about delivery
 * @throws ZodError when it is no SES event at all
 */
export function readSesEvent(event: unknown): SesFeedback | undefined {
  const { detail } = sesEvent.parse(event);
  const emailId = detail.mail.tags?.['email_id']?.[0];
  const kind = KINDS[detail.eventType];
  if (emailId === undefined || kind === undefined) return undefined;
  return {
    kind,
    emailId,
    sesMessageId: detail.mail.messageId,
    acceptedAt: toInstant(Date.parse(detail.mail.timestamp)),
    ...(detail.bounce && { permanent: detail.bounce.bounceType === 'Permanent' }),
  };
}
