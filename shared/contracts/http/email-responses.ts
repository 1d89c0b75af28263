/** What therapists answered to emails (CONTRACT §2, DESIGN §6). */
import { z } from 'zod';
import { decisionsAbout, type NamedDecision } from '../../domain/email/answer.ts';
import { parseEntryId } from '../../domain/email/entry-id.ts';
import { answerFields, emailEntry } from './email-entries.ts';
import { emailEntryId, emailId, instant, text } from './fields.ts';
import { operation } from './operation.ts';

const ofEmail = z.strictObject({ email_id: emailId });
const nothing = z.strictObject({});

export const emailResponse = z
  .strictObject({
    email_id: emailId,
    response_received: z.boolean(),
    response_date: instant.optional(),
    response_content: text(20_000).optional().describe('Needs `email.content`.'),
    response_history: z
      .array(z.strictObject({ response_date: instant, response_content: text(20_000) }))
      .optional()
      .describe('What was noted before it was corrected, oldest first; at most four. Needs `email.content`.'),
    entries: z.array(emailEntry),
  })
  .meta({ id: 'EmailResponse' });

const entryAnswer = z.strictObject({
  id: emailEntryId,
  response_outcome: answerFields.response_outcome,
  response_reason: answerFields.response_reason.optional(),
  response_notes: answerFields.response_notes.optional(),
});

/** What was decided about some entries of one email. */
export const entryAnswers = z
  .array(entryAnswer)
  .max(100)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must name each entry once');

const answer = z
  .strictObject({
    response_content: text(20_000).optional(),
    response_date: instant.optional().describe('When the answer was received; now unless told.'),
    entries: entryAnswers.default([]),
  })
  .refine(
    ({ response_content, entries }) => response_content !== undefined || entries.length > 0,
    'must have response_content or entries',
  );

export const readEmailResponse = operation({
  id: 'readEmailResponse',
  method: 'GET',
  path: '/api/emails/{email_id}/response',
  summary: 'Reads what was answered to an email.',
  access: ['email.content'],
  params: ofEmail,
  query: nothing,
  success: {
    status: 200,
    description: 'The answer; `response_received` says if there is one.',
    schema: emailResponse,
  },
  problems: ['not_found'],
  examples: [
    { summary: 'An answered email', params: { email_id: '{answered_email_id}' }, status: 200 },
    { summary: 'Nobody answered yet', params: { email_id: '{sent_email_id}' }, status: 200 },
  ],
});

export const recordEmailResponse = operation({
  id: 'recordEmailResponse',
  method: 'POST',
  path: '/api/emails/{email_id}/response',
  summary: 'Records or corrects what was answered to an email.',
  description:
    'Ends the follow-up of the email. Entries that stay without an outcome become work items. The same answer again ' +
    'changes nothing; another one corrects.',
  access: ['email.write'],
  optionalScopes: ['email.content'],
  params: ofEmail,
  query: nothing,
  body: answer,
  success: { status: 200, description: 'The answer as it stands now.', schema: emailResponse },
  problems: ['not_found', 'illegal_transition'],
  examples: [
    {
      summary: 'One accepted, one rejected',
      params: { email_id: '{sent_email_id}' },
      body: {
        response_content:
          'Guten Tag, zu K7Q2M gern ab Januar, für die andere Anfrage habe ich leider keinen Platz.',
        entries: [
          { id: '{sent_email_id}-1', response_outcome: 'accepted', response_notes: 'ab Januar' },
          { id: '{sent_email_id}-2', response_outcome: 'rejected', response_reason: 'no_capacity' },
        ],
      },
      status: 200,
    },
    {
      summary: 'The email has not left',
      params: { email_id: '{queued_email_id}' },
      body: { response_content: 'Guten Tag' },
      status: 409,
    },
  ],
});

/** An answer, as the use case takes it. */
export function toEmailAnswer(body: z.output<typeof answer>, email: string) {
  const decisions = decisionsAbout(email, toDecisions(body.entries));
  return { emailId: email, content: body.response_content, receivedAt: body.response_date, decisions };
}

/** Decisions, as the domain takes them. */
export function toDecisions(entries: z.output<typeof entryAnswers>): NamedDecision[] {
  return entries.map((entry) => ({
    emailId: '',
    number: 0,
    ...parseEntryId(entry.id),
    outcome: entry.response_outcome,
    ...(entry.response_reason !== undefined && { reason: entry.response_reason }),
    ...(entry.response_notes !== undefined && { notes: entry.response_notes }),
  }));
}
