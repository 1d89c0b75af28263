import type { Fault } from '../fault.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { cleanName, cleanParagraphs } from './address.ts';
import { faultsOfContent, faultsOfLength, faultsOfReason } from './content-faults.ts';
import type { EmailKind } from './email.ts';
import { sanitizeHtml, textOfHtml } from './html.ts';
import { CONTENT_LIMITS, type ContentFields, type Override, type WrittenContent } from './written-content.ts';

/**
 * The content of an email after a client wrote something.
 *
 * @param kind decides what can be written: subject and bodies of a `custom` email, variables of another one
 * @returns `invalid_request` with the fields at fault, by their names on the wire
 */
export function reviseContent(
  content: WrittenContent,
  kind: EmailKind,
  fields: ContentFields,
): Result<WrittenContent, Fault> {
  const { subject, bodyHtml, bodyText, variables, recipientName, followUpNotes } = fields;
  const html = safeHtml(bodyHtml);
  const words = textOfHtml(html);
  const text = bodyText === undefined ? words : cleanParagraphs(bodyText);
  const errors = [
    ...faultsOfContent(kind, fields, { html: words, text }),
    ...faultsOfLength(fields, {
      html: bodyHtml === undefined ? (content.html ?? '') : html,
      text: (bodyHtml ?? bodyText) === undefined ? (content.text ?? '') : text,
    }),
  ];
  if (errors.length > 0) return fail({ code: 'invalid_request', errors });
  return ok({
    ...content,
    ...(subject !== undefined && { subject: cleanName(subject) }),
    ...(bodyHtml !== undefined && { html }),
    ...((bodyHtml ?? bodyText) !== undefined && { text }),
    ...(variables !== undefined && { variables }),
    ...(recipientName !== undefined && { recipientName: cleanName(recipientName) }),
    ...(followUpNotes !== undefined && { followUpNotes: cleanParagraphs(followUpNotes) }),
  });
}

/** What is too long is refused anyway: nobody has to read through it. */
function safeHtml(html = ''): string {
  return html.length > CONTENT_LIMITS.body ? '' : sanitizeHtml(html);
}

/** An override as it is recorded; `invalid_request` without a reason that can be read. */
export function recordOverride(
  { reason, by }: Pick<Override, 'reason' | 'by'>,
  at: Instant,
): Result<Override, Fault> {
  const cleaned = cleanParagraphs(reason);
  const errors = faultsOfReason(cleaned);
  return errors.length > 0 ? fail({ code: 'invalid_request', errors }) : ok({ reason: cleaned, by, at });
}
