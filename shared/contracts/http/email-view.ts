/** Domain → resources of the API (CONTRACT §2). Every field that needs `email.content` is given only to who has it. */
import type { z } from 'zod';
import type { EmailContents, EmailResource } from '../../domain/email/email-resource.ts';
import { isContactEmail, type Email, type EmailWithEntries, type Entry } from '../../domain/email/email.ts';
import { entryIdOf } from '../../domain/email/entry-id.ts';
import { conversationOf, referenceOf } from '../../domain/email/reference.ts';
import type { EmailResponse } from '../../domain/stores/emails.ts';
import type { email, emailSummary } from './email-resource.ts';
import type { emailEntry } from './email-entries.ts';
import type { emailResponse } from './email-responses.ts';

/** What the reader may see: whether the scope `email.content` is his. */
export interface Sight {
  withContent: boolean;
}

/** An email with its entries. Loaded without content, it is shown without. */
export function toEmail(
  resource: EmailResource,
  { sender }: { sender: { address: string; name: string } },
): z.input<typeof email> {
  const { email: head, entries, nextContactAt, content } = resource;
  const sight = { withContent: content !== undefined };
  return defined({
    ...toEmailSummary(head, sight),
    template: head.kind === 'custom' ? undefined : head.kind,
    sender_email: sender.address,
    sender_name: sender.name,
    placement_request_ids: entries.filter(({ included }) => included).map(({ requestId }) => requestId),
    next_contact_at: nextContactAt,
    override: overrideOf(head, content),
    ...(content && contentFields(head, content)),
    entries: toEntries({ email: head, entries }, sight),
  });
}

/** An email as lists show it. */
export function toEmailSummary(head: Email, { withContent }: Sight): z.input<typeof emailSummary> {
  return defined({
    id: head.id,
    kind: head.kind,
    therapist_id: head.therapistId,
    status: head.state,
    recipient_email: withContent && head.recipient.address !== '' ? head.recipient.address : undefined,
    reference: referenceOf(conversationOf(head)),
    batch_id: head.batchId,
    response_received: head.answered,
    response_date: head.answeredAt,
    follow_up_required: head.followUpRequired ?? isContactEmail(head.kind),
    follow_up_at: head.followUpAt,
    not_before: head.notBefore,
    queued_at: head.queuedAt,
    sent_at: head.sentAt,
    soft_bounced_at: head.softBouncedAt,
    ses_message_id: head.sesMessageId,
    error_message: head.timeline.at(-1)?.reason,
    attempt: head.attempt,
    tries: head.tries,
    created_at: head.createdAt,
    updated_at: head.updatedAt,
    version: head.version,
  });
}

/** An email's entries by their number. Priority follows the requests' order in the pool. */
export function toEntries(
  { email: head, entries }: EmailWithEntries,
  { withContent }: Sight,
): z.input<typeof emailEntry>[] {
  const order = entries
    .filter(hasPlace)
    .map(({ orderKey }) => orderKey)
    .sort();
  const toEntry = (entry: Entry) =>
    defined({
      id: entryIdOf(head.id, entry.number),
      email_id: head.id,
      placement_request_id: entry.requestId,
      number: entry.number,
      code: entry.erasedAt === undefined ? entry.code : undefined,
      priority: hasPlace(entry) ? order.indexOf(entry.orderKey) + 1 : undefined,
      included: entry.included,
      closed_at: entry.closedAt,
      response_outcome: entry.outcome,
      response_reason: entry.reason,
      response_notes: withContent ? entry.notes : undefined,
      response_history: entry.corrected?.map(({ outcome, reason, at }) =>
        defined({ response_outcome: outcome, response_reason: reason, recorded_at: at }),
      ),
      created_at: head.createdAt,
      updated_at: head.updatedAt,
    });
  return entries.map(toEntry).sort((a, b) => a.number - b.number);
}

/** Whether an entry has a place in the order: neither withdrawn nor erased. */
function hasPlace({ included, erasedAt }: Entry): boolean {
  return included && erasedAt === undefined;
}

/** What was answered to an email. */
export function toEmailResponse(
  { email: head, entries, response }: EmailWithEntries & { response?: EmailResponse | undefined },
  sight: Sight,
): z.input<typeof emailResponse> {
  return defined({
    email_id: head.id,
    response_received: head.answered,
    response_date: head.answeredAt,
    ...(sight.withContent && response && wordsOf(response)),
    entries: toEntries({ email: head, entries }, sight),
  });
}

function wordsOf({ content, corrected }: EmailResponse) {
  const history = corrected.map(({ receivedAt, content: before }) => ({
    response_date: receivedAt,
    response_content: before,
  }));
  return { response_content: content, ...(history.length > 0 && { response_history: history }) };
}

function contentFields({ timeline }: Email, { written, body, response }: EmailContents) {
  return {
    subject: body?.subject ?? written?.subject,
    body_html: body?.html ?? written?.html,
    body_text: body?.text ?? written?.text,
    variables: written?.variables,
    recipient_name: written?.recipientName,
    response_content: response?.content,
    follow_up_notes: written?.followUpNotes,
    timeline: timeline.map(({ state, at, reason }) => defined({ status: state, at, reason })),
  };
}

function overrideOf({ overriddenAt }: Email, content: EmailContents | undefined) {
  if (overriddenAt === undefined) return undefined;
  const { by, reason } = content?.written?.override ?? {};
  return defined({ at: overriddenAt, by, reason });
}

/** An object without the fields that have no value. */
type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
