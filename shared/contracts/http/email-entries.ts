/** Entries of emails ("batches" in the routes): the placement requests that an email speaks of (CONTRACT §2, §3). */
import { z } from 'zod';
import type { OutcomeReason } from '../../domain/email/email.ts';
import { entryFields, outcome } from './entry-fields.ts';
import { emailEntryId, emailId, instant, siblingId, text } from './fields.ts';
import { operation } from './operation.ts';

const REASONS = [
  'no_capacity',
  'wrong_specialty',
  'insurance',
  'waiting_list',
  'language',
  'other',
] as const satisfies readonly OutcomeReason[];

/** What was answered about one request. */
export const answerFields = {
  response_outcome: outcome,
  response_reason: z.enum(REASONS),
  response_notes: text(2000),
};

export const emailEntry = z
  .strictObject({
    id: emailEntryId,
    email_id: emailId,
    ...entryFields,
    priority: z
      .int()
      .positive()
      .optional()
      .describe('1 comes first, by the date of registration. Absent when withdrawn.'),
    included: z.boolean().describe('False once withdrawn.'),
    closed_at: instant.optional().describe('When the request was closed after the email had left.'),
    response_outcome: answerFields.response_outcome.optional(),
    response_reason: answerFields.response_reason.optional(),
    response_notes: answerFields.response_notes.optional().describe('Needs `email.content`.'),
    response_history: z
      .array(
        z.strictObject({
          response_outcome: answerFields.response_outcome,
          response_reason: answerFields.response_reason.optional(),
          recorded_at: instant,
        }),
      )
      .optional()
      .describe('What was recorded before it was corrected, oldest first.'),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'EmailEntry' });

const ofEmail = z.strictObject({ email_id: emailId });
const byId = z.strictObject({ batch_id: emailEntryId.describe("The entry's id.") });
const nothing = z.strictObject({});

/** Needs at least one field: a body that changes nothing is a slip. */
const entryChanges = z
  .strictObject({
    included: z.boolean().optional().describe('False withdraws the request while the email has not left.'),
    response_outcome: answerFields.response_outcome.optional(),
    response_reason: answerFields.response_reason.optional(),
    response_notes: answerFields.response_notes.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must name a field to change')
  .refine(
    ({ included, ...answer }) => included === undefined || Object.keys(answer).length === 0,
    'must either withdraw the entry or record an answer',
  );

export const listEmailEntries = operation({
  id: 'listEmailEntries',
  method: 'GET',
  path: '/api/emails/{email_id}/batches',
  summary: 'Lists the entries of an email.',
  access: ['email.read'],
  optionalScopes: ['email.content'],
  params: ofEmail,
  query: nothing,
  success: {
    status: 200,
    description: 'All entries, withdrawn ones included, by their number.',
    schema: z.strictObject({ items: z.array(emailEntry), next_cursor: z.null() }),
  },
  problems: ['not_found'],
  examples: [{ summary: 'A sent email', params: { email_id: '{sent_email_id}' }, status: 200 }],
});

export const addEmailEntry = operation({
  id: 'addEmailEntry',
  method: 'POST',
  path: '/api/emails/{email_id}/batches',
  summary: 'Adds a placement request to an email that has not left.',
  description:
    'The request has to be pending and of the same therapist. A queued email takes it at once; a draft reserves nothing.',
  access: ['email.write'],
  optionalScopes: ['email.content'],
  params: ofEmail,
  query: nothing,
  body: z.strictObject({ placement_request_id: siblingId }),
  success: { status: 201, description: 'The entry.', schema: emailEntry },
  problems: ['not_found', 'illegal_transition', 'request_not_available', 'email_full'],
  examples: [
    {
      summary: 'A second request for a queued email',
      params: { email_id: '{queued_email_id}' },
      body: { placement_request_id: 9021 },
      status: 201,
    },
    {
      summary: 'The email has left',
      params: { email_id: '{sent_email_id}' },
      body: { placement_request_id: 9031 },
      status: 409,
    },
  ],
});

export const readEmailEntry = operation({
  id: 'readEmailEntry',
  method: 'GET',
  path: '/api/email-batches/{batch_id}',
  summary: 'Reads one entry of an email.',
  access: ['email.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The entry.', schema: emailEntry },
  problems: ['not_found'],
  examples: [{ summary: 'An entry', params: { batch_id: '{sent_email_id}-1' }, status: 200 }],
});

export const updateEmailEntry = operation({
  id: 'updateEmailEntry',
  method: 'PUT',
  path: '/api/email-batches/{batch_id}',
  summary: 'Withdraws an entry, or records what was answered about it.',
  description:
    'Fields that are absent stay as they are. An answer has the same effect as one recorded for the whole email, and may ' +
    'be corrected. A withdrawn request goes back to where the daily batch finds it; the last one cancels the email.',
  access: ['email.write'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  body: entryChanges,
  success: { status: 200, description: 'The entry as it is now.', schema: emailEntry },
  problems: ['not_found', 'illegal_transition'],
  examples: [
    {
      summary: 'A therapist has no capacity',
      params: { batch_id: '{sent_email_id}-2' },
      body: { response_outcome: 'rejected', response_reason: 'no_capacity' },
      status: 200,
    },
    {
      summary: 'The request is not to be mailed',
      params: { batch_id: '{queued_email_id}-1' },
      body: { included: false },
      status: 200,
    },
    {
      summary: 'Too late to withdraw',
      params: { batch_id: '{sent_email_id}-1' },
      body: { included: false },
      status: 409,
    },
  ],
});

export const deleteEmailEntry = operation({
  id: 'deleteEmailEntry',
  method: 'DELETE',
  path: '/api/email-batches/{batch_id}',
  summary: 'Withdraws an entry of an email that has not left.',
  description: 'The entry stays readable as history, with `included: false`.',
  access: ['email.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Withdrawn.' },
  problems: ['not_found', 'illegal_transition'],
  examples: [
    { summary: 'A queued request', params: { batch_id: '{queued_email_id}-1' }, status: 204 },
    { summary: 'The email has left', params: { batch_id: '{sent_email_id}-1' }, status: 409 },
  ],
});
