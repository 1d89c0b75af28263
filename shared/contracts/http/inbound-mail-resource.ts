/** A mail that arrived, as the API takes and shows it (CONTRACT §2). All of it is content: who may not see that, sees none. */
import { z } from 'zod';
import { entryIdOf } from '../../domain/email/entry-id.ts';
import {
  INBOUND_STATUSES,
  MATCHED_BY,
  TRIAGE_REASONS,
  type InboundMail,
} from '../../domain/inbound/inbound-mail.ts';
import { WAITING } from '../../domain/inbound/inbound-moves.ts';
import type { InboundKind } from '../../domain/inbound/mail-meaning.ts';
import type { Why } from '../../domain/inbound/proposals/proposal.ts';
import type { Trust } from '../../domain/inbound/trust.ts';
import type { InboundMailFilter } from '../../domain/stores/inbound-mails.ts';
import { answerFields } from './email-entries.ts';
import { entryAnswers, toDecisions } from './email-responses.ts';
import { emailEntryId, emailId, instant, ownId, paging, siblingId, siblingIdParameter } from './fields.ts';
import { localDate } from './phone-call-resource.ts';

/** Id of a mail that arrived; the pattern only keeps nonsense away from the tables. */
export const inboundMailId = z.string().regex(ownId('in'));

const KINDS = [
  'reply',
  'automatic_reply',
  'bounce',
  'complaint',
  'forward',
  'stop_request',
  'receipt',
  'unknown',
] as const satisfies readonly InboundKind[];
const TRUST = ['refused', 'doubtful', 'proven'] as const satisfies readonly Trust[];
const WHY = [
  'not_understood',
  'which_patient',
  'unknown_patient',
  'contradiction',
  'condition',
  'hedge',
  'question',
  'quotation',
  'too_long',
] as const satisfies readonly Why[];

const kind = z.enum(KINDS);
const status = z.enum(INBOUND_STATUSES);

/** In lists and by itself alike. What strangers wrote is shown as it was read; whoever shows it on has to escape it. */
export const inboundMail = z
  .strictObject({
    id: inboundMailId,
    kind,
    status: status.describe(
      '`matched`: belongs to an email or a therapist and waits to be confirmed; `triage`: people have to see whose it is; ' +
        '`recorded`: asks nothing of anybody.',
    ),
    triage_reason: z.enum(TRIAGE_REASONS).optional().describe('Why it is in triage.'),
    matched_email_id: emailId.optional(),
    matched_by: z
      .enum(MATCHED_BY)
      .optional()
      .describe('What led to its email or therapist; `staff` assigned it.'),
    therapist_id: siblingId.optional(),
    sender: z.string().optional().describe('The address of its author.'),
    subject: z.string(),
    text: z.string().describe("The sender's own words, without quotes and signature."),
    truncated: z.boolean().describe('Whether there is more of it.'),
    proposals: z
      .array(
        z.strictObject({
          entry: emailEntryId,
          outcome: answerFields.response_outcome,
          reason: answerFields.response_reason.optional(),
          words: z.string().describe('The words that say so.'),
        }),
      )
      .describe('What it seems to decide. Nothing of it holds until staff confirm it.'),
    unclear: z
      .array(z.strictObject({ words: z.string(), why: z.enum(WHY) }))
      .describe('Words that may decide something, and propose nothing.'),
    return_date: localDate.optional().describe('The first day on which its sender is back.'),
    pause_until: localDate.optional().describe('The first day on which he wants to be written to again.'),
    stop: z
      .enum(['words', 'address'])
      .optional()
      .describe('He wants no more mail: in words, or by the address that he wrote to.'),
    erasure_wish: z.literal(true).optional().describe('He also wants his data deleted.'),
    trust: z.enum(TRUST).describe('Whether it can be believed to come from whom it names.'),
    received_at: instant,
    created_at: instant,
    updated_at: instant,
    version: z.int().positive(),
  })
  .meta({ id: 'InboundMail' });

const fields = z.strictObject({
  matched_email_id: emailId.optional().describe('Assigns the mail to an email that has left.'),
  therapist_id: siblingId.optional().describe('Assigns it to a therapist, when nobody knows the email.'),
  status: z.enum(['confirmed', 'dismissed']).optional(),
  entries: entryAnswers
    .optional()
    .describe(
      'Confirms it as the answer to its email, which decides this; entries that are not named become work items. Empty: an ' +
        'answer that decides nothing. Absent: no answer.',
    ),
  objection: z.literal(true).optional().describe('Confirms that its therapist wants neither mail nor calls.'),
  paused_until: localDate
    .optional()
    .describe('Confirms that he wants neither before this day, by the wall clock of the service.'),
});

type Fields = z.output<typeof fields>;

const count = (...values: unknown[]) => values.filter((value) => value !== undefined).length;
const confirms = ({ entries, objection, paused_until }: Fields) => count(entries, objection, paused_until);

/** One call does one thing: it assigns, confirms or dismisses. */
export const inboundMailChanges = fields
  .refine(
    ({ matched_email_id, therapist_id, status: wanted }) =>
      count(matched_email_id, therapist_id, wanted) === 1,
    'must have one of matched_email_id, therapist_id and status',
  )
  .refine((body) => body.status === 'confirmed' || confirms(body) === 0, {
    path: ['status'],
    message: 'must be confirmed where something is',
  })
  .refine((body) => body.status !== 'confirmed' || confirms(body) > 0, {
    path: ['status'],
    message: 'needs what is confirmed: entries, objection or paused_until',
  })
  .refine(({ objection, paused_until }) => count(objection, paused_until) < 2, {
    path: ['paused_until'],
    message: 'must not stand beside an objection, which has no end',
  });

export const inboundMailQuery = z.strictObject({
  status: status.optional().describe('Unless told, what waits for staff: `matched` and `triage`.'),
  kind: kind.optional(),
  therapist_id: siblingIdParameter.optional(),
  email_id: emailId.optional(),
  ...paging,
});

/** Which mails are listed, as the store takes it. */
export function toInboundMailFilter(query: z.output<typeof inboundMailQuery>): InboundMailFilter {
  const { status: wanted, kind: kindWanted, therapist_id: therapistId, email_id: email } = query;
  return {
    statuses: wanted === undefined ? WAITING : [wanted],
    kind: kindWanted,
    therapistId,
    emailId: email,
  };
}

/** What is to be done with a mail, as the use case takes it. */
export function toInboundUpdate(body: Fields) {
  if (body.matched_email_id !== undefined) return { move: 'assign' as const, emailId: body.matched_email_id };
  if (body.therapist_id !== undefined) return { move: 'assign' as const, therapistId: body.therapist_id };
  if (body.status === 'dismissed') return { move: 'dismiss' as const };
  const { objection, paused_until: pausedUntil, entries } = body;
  return { move: 'confirm' as const, decisions: entries && toDecisions(entries), objection, pausedUntil };
}

/** A mail as somebody sees it who may see content. */
export function toInboundMail(mail: InboundMail): z.input<typeof inboundMail> {
  const { emailId: email } = mail;
  return {
    id: mail.id,
    kind: mail.kind,
    status: mail.status,
    ...(mail.triageReason && { triage_reason: mail.triageReason }),
    ...(email !== undefined && { matched_email_id: email }),
    ...(mail.matchedBy && { matched_by: mail.matchedBy }),
    ...(mail.therapistId !== undefined && { therapist_id: mail.therapistId }),
    ...(mail.sender !== undefined && { sender: mail.sender }),
    subject: mail.subject,
    text: mail.text,
    truncated: mail.truncated,
    proposals: email === undefined ? [] : mail.proposals.map((proposal) => toProposal(proposal, email)),
    unclear: mail.unclear,
    ...(mail.returnOn !== undefined && { return_date: mail.returnOn }),
    ...(mail.pauseUntil !== undefined && { pause_until: mail.pauseUntil }),
    ...(mail.stop && { stop: mail.stop }),
    ...(mail.erasureWish && { erasure_wish: mail.erasureWish }),
    trust: mail.trust,
    received_at: mail.receivedAt,
    created_at: mail.createdAt,
    updated_at: mail.updatedAt,
    version: mail.version,
  };
}

function toProposal({ number, outcome, reason, words }: InboundMail['proposals'][number], email: string) {
  return { entry: entryIdOf(email, number), outcome, ...(reason && { reason }), words };
}
