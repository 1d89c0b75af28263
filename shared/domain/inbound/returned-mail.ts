import { addressesIn } from './addresses.ts';
import { field, fieldBlocks, type Fields } from './fields.ts';
import type { ReturnedMail } from './mail-meaning.ts';
import { messageIdsIn } from './message-ids.ts';
import type { ReadMail } from './read-mail.ts';

const ORIGINAL = /^(message\/(rfc822|global)|text\/rfc822)/;

/** The headers of the mail that a report gives back, whole or without its body. */
export function originalHeaders({ reports }: ReadMail): Fields | undefined {
  const original = reports.find(({ type }) => ORIGINAL.test(type));
  return original && fieldBlocks(original.content)[0];
}

/**
 * Which mail of ours came back, by its headers in the report.
 *
 * @param recipients addresses that the report names, the best first
 */
export function returnedMail(mail: ReadMail, recipients: (string | undefined)[]): ReturnedMail {
  const original = originalHeaders(mail);
  const recipient = [...recipients, field(original, 'to')].flatMap((text = '') => addressesIn(text))[0];
  const messageId = messageIdsIn(field(original, 'message-id') ?? '')[0];
  return { ...(recipient !== undefined && { recipient }), ...(messageId !== undefined && { messageId }) };
}
