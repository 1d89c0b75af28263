/** Emails: create, read, list and change them (CONTRACT §2, §3). */
import { z } from 'zod';
import {
  addEmailEntry,
  deleteEmailEntry,
  listEmailEntries,
  readEmailEntry,
  updateEmailEntry,
} from './email-entries.ts';
import { emailChanges, emailQuery, newEmail } from './email-input.ts';
import { email, emailSummary } from './email-resource.ts';
import { readEmailResponse, recordEmailResponse } from './email-responses.ts';
import { emailId, page } from './fields.ts';
import { operation } from './operation.ts';

const byId = z.strictObject({ email_id: emailId });
const nothing = z.strictObject({});

export const listEmails = operation({
  id: 'listEmails',
  method: 'GET',
  path: '/api/emails',
  summary: 'Lists emails, newest first.',
  access: ['email.read'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: emailQuery,
  success: { status: 200, description: 'A page of emails.', schema: page(emailSummary) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'The newest emails', status: 200 },
    {
      summary: 'Unanswered emails to one therapist',
      query: { therapist_id: '903', response_received: 'false', limit: '5' },
      status: 200,
    },
    { summary: 'An unknown filter', query: { patient_id: '1' }, status: 400 },
  ],
});

export const createEmail = operation({
  id: 'createEmail',
  method: 'POST',
  path: '/api/emails',
  summary: 'Creates an email as a draft, or queues it at once.',
  description:
    'A queued contact email reserves the turn of its therapist and mailbox, and its placement requests; a draft reserves ' +
    'nothing.',
  access: ['email.write'],
  optionalScopes: ['email.content', 'override'],
  params: nothing,
  query: nothing,
  body: newEmail,
  success: { status: 201, description: 'The email.', schema: email },
  problems: [
    'contact_frequency_exceeded',
    'contact_stopped',
    'request_not_available',
    'email_full',
    'no_address',
    'unavailable',
  ],
  examples: [
    {
      summary: 'A template about one request, queued',
      body: {
        therapist_id: 905,
        status: 'queued',
        template: 'initial_contact',
        placement_request_ids: [9051],
      },
      status: 201,
    },
    {
      summary: 'A draft with a free body',
      body: {
        therapist_id: 905,
        subject: 'Rückfrage zu Ihren Sprechzeiten',
        body_html: '<p>Wann erreichen wir Sie am besten?</p>',
        batch_id: 'rueckfragen-2026-11',
      },
      status: 201,
    },
    {
      summary: 'The therapist was written to this week',
      body: {
        therapist_id: 903,
        status: 'queued',
        template: 'initial_contact',
        placement_request_ids: [9031],
      },
      status: 409,
    },
  ],
});

export const readEmail = operation({
  id: 'readEmail',
  method: 'GET',
  path: '/api/emails/{email_id}',
  summary: 'Reads an email with its entries.',
  description: 'With `email.content` it shows the body as sent or, before that, as it would be sent now.',
  access: ['email.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The email.', schema: email },
  problems: ['not_found'],
  examples: [
    { summary: 'A sent email', params: { email_id: '{sent_email_id}' }, status: 200 },
    { summary: 'No email', params: { email_id: 'em_00000000000000000000000000' }, status: 404 },
  ],
});

export const updateEmail = operation({
  id: 'updateEmail',
  method: 'PUT',
  path: '/api/emails/{email_id}',
  summary: 'Changes a draft, queues or cancels an email, or changes its follow-up.',
  description:
    'Fields that are absent stay as they are. What was answered is recorded at `/response`, not here.',
  access: ['email.write'],
  optionalScopes: ['email.content', 'override'],
  params: byId,
  query: nothing,
  body: emailChanges,
  success: { status: 200, description: 'The email as it is now.', schema: email },
  problems: [
    'not_found',
    'illegal_transition',
    'contact_frequency_exceeded',
    'contact_stopped',
    'request_not_available',
    'no_address',
    'unavailable',
  ],
  examples: [
    {
      summary: 'Another subject for a draft',
      params: { email_id: '{draft_email_id}' },
      body: { subject: 'Rückfrage zu Ihrer Praxis' },
      status: 200,
    },
    {
      summary: 'Queue a draft',
      params: { email_id: '{draft_email_id}' },
      body: { status: 'queued' },
      status: 200,
    },
    {
      summary: 'Cancel a queued email',
      params: { email_id: '{queued_email_id}' },
      body: { status: 'canceled' },
      status: 200,
    },
    {
      summary: 'A sent email cannot be canceled',
      params: { email_id: '{sent_email_id}' },
      body: { status: 'canceled' },
      status: 409,
    },
  ],
});

export const EMAIL_OPERATIONS = [
  listEmails,
  createEmail,
  readEmail,
  updateEmail,
  readEmailResponse,
  recordEmailResponse,
  listEmailEntries,
  addEmailEntry,
  readEmailEntry,
  updateEmailEntry,
  deleteEmailEntry,
] as const;
