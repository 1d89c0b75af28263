/** An email as the API shows it (CONTRACT §2). What needs `email.content` is absent without it, not empty. */
import { z } from 'zod';
import { EMAIL_KINDS, EMAIL_STATES } from '../../domain/email/email.ts';
import { emailEntry } from './email-entries.ts';
import { emailId, instant, siblingId } from './fields.ts';

const content = (what = '') => `${what} Needs \`email.content\`.`.trim();

const BODY =
  'As sent; before that as it would be sent now, and of a draft without template as it was written.';

/** Part of both: what stands on the email's head. */
const head = {
  id: emailId,
  kind: z.enum(EMAIL_KINDS).describe('Its template, or `custom` for a free body.'),
  therapist_id: siblingId,
  status: z.enum(EMAIL_STATES),
  recipient_email: z.string().optional().describe(content()),
  reference: z.string().describe('Stands in the subject of every mail of one conversation.'),
  batch_id: z.string().optional(),
  response_received: z.boolean(),
  response_date: instant.optional(),
  follow_up_required: z.boolean(),
  follow_up_at: instant.optional().describe('When somebody looks for an answer.'),
  not_before: instant,
  queued_at: instant.optional(),
  sent_at: instant.optional(),
  soft_bounced_at: instant
    .optional()
    .describe(
      'When SES first reported that the email could not be delivered for now, which is also how it reports that somebody ' +
        'is out of office. Nothing follows from it.',
    ),
  ses_message_id: z.string().optional(),
  error_message: z.string().optional().describe('Reason code of the last change of state.'),
  attempt: z.int().nonnegative(),
  tries: z.int().nonnegative(),
  created_at: instant,
  updated_at: instant,
  version: z.int().positive(),
};

export const emailSummary = z.strictObject(head).meta({ id: 'EmailSummary' });

export const email = z
  .strictObject({
    ...head,
    subject: z.string().optional().describe(content(BODY)),
    body_html: z.string().optional().describe(content(BODY)),
    body_text: z.string().optional().describe(content(BODY)),
    template: z.enum(EMAIL_KINDS).optional().describe('Absent when the body is free.'),
    variables: z.record(z.string(), z.string()).optional().describe(content()),
    recipient_name: z.string().optional().describe(content()),
    sender_email: z.string(),
    sender_name: z.string(),
    placement_request_ids: z.array(siblingId).describe('Those that are not withdrawn.'),
    response_content: z.string().optional().describe(content()),
    follow_up_notes: z.string().optional().describe(content()),
    next_contact_at: instant
      .optional()
      .describe('From when on the therapist may be written to again; absent when that is now.'),
    override: z
      .strictObject({ at: instant, by: z.string().optional(), reason: z.string().optional() })
      .optional()
      .describe(`That the cadence was overridden. ${content('By whom and why:')}`),
    timeline: z
      .array(z.strictObject({ status: z.enum(EMAIL_STATES), at: instant, reason: z.string().optional() }))
      .optional()
      .describe(content()),
    entries: z.array(emailEntry),
  })
  .meta({ id: 'Email' });
