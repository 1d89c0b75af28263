/** What clients write about emails, and what it is inside of the service. */
import { z } from 'zod';
import { EMAIL_STATES } from '../../domain/email/email.ts';
import { CONTENT_LIMITS, TEMPLATE_VARIABLES } from '../../domain/email/written-content.ts';
import type { EmailFilter } from '../../domain/stores/emails.ts';
import {
  emailAddress,
  flagParameter,
  instant,
  paging,
  siblingId,
  siblingIdParameter,
  text,
} from './fields.ts';

/** A label that clients group their emails by. */
const label = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 of A–Z, a–z, 0–9, ".", "_", "-"');

/** What a client may write at creation and, while the email is a draft, later. */
const written = {
  subject: text(CONTENT_LIMITS.subject).optional().describe('Without a template.'),
  body_html: text(CONTENT_LIMITS.body)
    .optional()
    .describe('Without a template. What could harm its reader is taken out.'),
  body_text: text(CONTENT_LIMITS.body).optional().describe('Made from the HTML if absent.'),
  variables: z
    .record(z.string(), text(CONTENT_LIMITS.variable))
    .optional()
    .describe(`What a template shows beside what it knows: ${TEMPLATE_VARIABLES.join(', ')}.`),
  recipient_email: emailAddress.optional().describe("The directory's address if absent."),
  recipient_name: text(CONTENT_LIMITS.recipientName).optional(),
};

const followUp = {
  follow_up_required: z.boolean().optional().describe('False: no follow-up when no answer comes.'),
  follow_up_notes: text(CONTENT_LIMITS.followUpNotes, 0)
    .optional()
    .describe('An empty text takes the notes away.'),
};

const override = z
  .strictObject({ reason: text(500) })
  .optional()
  .describe('Lets the email leave before the cadence allows. Needs the scope `override`, and is recorded.');

/** What `POST /api/emails` takes. */
export const newEmail = z.strictObject({
  therapist_id: siblingId,
  status: z.enum(['draft', 'queued']).default('draft'),
  template: z.enum(['initial_contact', 'batch_request']).optional(),
  ...written,
  placement_request_ids: z
    .array(siblingId)
    .max(10)
    .refine((ids) => new Set(ids).size === ids.length, 'must name each request once')
    .default([]),
  batch_id: label.optional(),
  not_before: instant.optional(),
  ...followUp,
  override,
});

/** What `PUT /api/emails/{email_id}` takes; at least one field, since a body that changes nothing is a slip. */
export const emailChanges = z
  .strictObject({ ...written, status: z.enum(EMAIL_STATES).optional(), ...followUp, override })
  .refine((changes) => Object.keys(changes).length > 0, 'must name a field to change');

/** What `GET /api/emails` takes. */
export const emailQuery = z
  .strictObject({
    therapist_id: siblingIdParameter.optional(),
    status: z.enum(EMAIL_STATES).optional(),
    response_received: flagParameter.optional(),
    batch_id: label.optional(),
    created_from: instant.optional().describe('Created at this instant or later.'),
    created_to: instant.optional().describe('Created before this instant.'),
    ...paging,
  })
  .refine(({ created_from = '', created_to = '~' }) => created_from < created_to, {
    path: ['created_to'],
    message: 'must be later than created_from',
  });

/** The content of an email, as it is written in either body. */
function toContentFields(body: z.output<typeof newEmail> | z.output<typeof emailChanges>) {
  return {
    subject: body.subject,
    bodyHtml: body.body_html,
    bodyText: body.body_text,
    variables: body.variables,
    recipientEmail: body.recipient_email,
    recipientName: body.recipient_name,
    followUpRequired: body.follow_up_required,
    followUpNotes: body.follow_up_notes,
  };
}

/** A new email, as the use case takes it. */
export function toRequestedEmail(body: z.output<typeof newEmail>) {
  return {
    ...toContentFields(body),
    therapistId: body.therapist_id,
    status: body.status,
    template: body.template,
    placementRequestIds: body.placement_request_ids,
    notBefore: body.not_before,
    batchId: body.batch_id,
    override: body.override,
  };
}

/**
 * What is to be different, as the use case takes it.
 *
 * @param by who overrides the cadence, if the client does: the token's subject
 */
export function toEmailChanges(body: z.output<typeof emailChanges>, by: string) {
  return {
    ...toContentFields(body),
    status: body.status,
    override: body.override && { ...body.override, by },
  };
}

/** Which emails are listed, as the store takes it. */
export function toEmailFilter(query: z.output<typeof emailQuery>): EmailFilter {
  return {
    therapistId: query.therapist_id,
    state: query.status,
    answered: query.response_received,
    batchId: query.batch_id,
    createdFrom: query.created_from,
    createdTo: query.created_to,
  };
}
