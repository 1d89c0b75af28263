import { field, fieldBlocks } from './fields.ts';
import type { ReturnedMail } from './mail-meaning.ts';
import type { ReadMail } from './read-mail.ts';
import { returnedMail } from './returned-mail.ts';

/** What a provider says of a mail of ours; a receipt when it is no complaint. */
export type Feedback = { kind: 'complaint'; complaint: ReturnedMail } | { kind: 'receipt' };

/** Reports that a user calls a mail no spam (RFC 6430), or that its signature is not in order (RFC 6591). */
const NO_COMPLAINT = /^(not-spam|auth-failure)/i;

/**
 * Reads a feedback report (RFC 5965).
 *
 * @returns undefined when the mail is none
 */
export function readFeedback(mail: ReadMail): Feedback | undefined {
  const report = mail.reports.find(({ type }) => type === 'message/feedback-report');
  if (!report) return undefined;
  const fields = fieldBlocks(report.content)[0];
  if (NO_COMPLAINT.test(field(fields, 'feedback-type') ?? '')) return { kind: 'receipt' };
  return { kind: 'complaint', complaint: returnedMail(mail, [field(fields, 'original-rcpt-to')]) };
}

/** Subjects under which mail programs report in words that a mail was read or has arrived. */
const RECEIPT_SUBJECT =
  /^(gelesen|ungelesen gelöscht|lesebestätigung|empfangsbestätigung|read|not read|return receipt|übermittelt|zugestellt|delivered|relayed)\b.{0,20}:/i;
const RECEIPT_WORDS =
  /wurde am .{4,60} (gelesen|angezeigt)|empfangsbestätigung|lesebestätigung|return receipt|was (read|displayed|delivered)|wurde .{0,60}zugestellt/i;

/**
 * Whether a mail only says that a mail of ours was read or has arrived (RFC 8098), in its form or in words.
 *
 * @param text what the mail says to people
 */
export function isReceipt({ headers, reports }: ReadMail, text: string): boolean {
  if (reports.some(({ type }) => type === 'message/disposition-notification')) return true;
  return RECEIPT_SUBJECT.test(headers.get('subject')?.[0] ?? '') && RECEIPT_WORDS.test(text.slice(0, 2_000));
}
