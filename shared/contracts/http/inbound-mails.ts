/** Mails that arrived: list and read them, and say what they are (CONTRACT §2, §3). */
import { z } from 'zod';
import { page } from './fields.ts';
import { inboundMail, inboundMailChanges, inboundMailId, inboundMailQuery } from './inbound-mail-resource.ts';
import { operation } from './operation.ts';

const byId = z.strictObject({ inbound_mail_id: inboundMailId });
const nothing = z.strictObject({});

export const listInboundMails = operation({
  id: 'listInboundMails',
  method: 'GET',
  path: '/api/inbound-mails',
  summary: 'Lists the mails that wait for staff, or others that arrived, newest first.',
  access: ['email.content'],
  params: nothing,
  query: inboundMailQuery,
  success: { status: 200, description: 'A page of mails.', schema: page(inboundMail) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'All that wait for staff', status: 200 },
    { summary: 'Those that nobody knows whose they are', query: { status: 'triage' }, status: 200 },
    {
      summary: 'Replies to one email',
      query: { kind: 'reply', email_id: '{mailed_email_id}' },
      status: 200,
    },
    { summary: 'A status that there is not', query: { status: 'open' }, status: 400 },
  ],
});

export const readInboundMail = operation({
  id: 'readInboundMail',
  method: 'GET',
  path: '/api/inbound-mails/{inbound_mail_id}',
  summary: 'Reads a mail that arrived.',
  access: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The mail.', schema: inboundMail },
  problems: ['not_found'],
  examples: [
    {
      summary: 'A reply with what it seems to decide',
      params: { inbound_mail_id: '{matched_mail_id}' },
      status: 200,
    },
    { summary: 'None', params: { inbound_mail_id: 'in_00000000000000000000000000' }, status: 404 },
  ],
});

export const updateInboundMail = operation({
  id: 'updateInboundMail',
  method: 'PUT',
  path: '/api/inbound-mails/{inbound_mail_id}',
  summary: 'Assigns a mail to an email or a therapist, confirms what it says, or dismisses it.',
  description:
    'One call does one thing. What is confirmed is said in the call, never taken over from the proposals by itself: an answer ' +
    'is recorded as by `POST /api/emails/{email_id}/response`, with the words of the mail and its time. What a machine wrote ' +
    'cannot be confirmed. The same once more changes nothing.',
  access: ['email.write', 'email.content'],
  params: byId,
  query: nothing,
  body: inboundMailChanges,
  success: { status: 200, description: 'The mail as it is now.', schema: inboundMail },
  problems: ['not_found', 'illegal_transition'],
  examples: [
    {
      summary: 'The proposals as they stand',
      params: { inbound_mail_id: '{matched_mail_id}' },
      body: {
        status: 'confirmed',
        entries: [
          { id: '{mailed_email_id}-1', response_outcome: 'accepted' },
          { id: '{mailed_email_id}-2', response_outcome: 'rejected', response_reason: 'no_capacity' },
        ],
      },
      status: 200,
    },
    {
      summary: 'No mail and no calls before a day',
      params: { inbound_mail_id: '{matched_mail_id}' },
      body: { status: 'confirmed', paused_until: '2027-01-11' },
      status: 200,
    },
    {
      summary: 'No further contact',
      params: { inbound_mail_id: '{matched_mail_id}' },
      body: { status: 'confirmed', objection: true },
      status: 200,
    },
    {
      summary: 'It belongs to this email',
      params: { inbound_mail_id: '{triage_mail_id}' },
      body: { matched_email_id: '{mailed_email_id}' },
      status: 200,
    },
    {
      summary: 'Nothing follows from it',
      params: { inbound_mail_id: '{triage_mail_id}' },
      body: { status: 'dismissed' },
      status: 200,
    },
    {
      summary: 'Nobody knows what it answers',
      params: { inbound_mail_id: '{triage_mail_id}' },
      body: { status: 'confirmed', entries: [] },
      status: 409,
    },
    {
      summary: 'Confirms nothing',
      params: { inbound_mail_id: '{matched_mail_id}' },
      body: { status: 'confirmed' },
      status: 400,
    },
  ],
});

export const INBOUND_MAIL_OPERATIONS = [listInboundMails, readInboundMail, updateInboundMail] as const;
