import { addressesIn } from './addresses.ts';
import type { Fields } from './fields.ts';
import type { MatchingHints } from './mail-meaning.ts';
import { messageIdsIn } from './message-ids.ts';
import type { ReadMail } from './read-mail.ts';
import { originalHeaders } from './returned-mail.ts';

/** Where the address stands that a mail was sent to, in the order of trust. */
const RECIPIENTS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'bcc'];

const TOKEN = /^(reply|stop)\+([a-z0-9]{48})@/;
const MAX_IDS = 50;

/**
 * What may tell which of our emails a mail is about. Of a report about a mail of ours, what that mail was is as good.
 *
 * @param recipients addresses that the mail was handed over for (`receipt.recipients` of SES), which its headers do
 *   not have to name
 */
export function matchingHints(mail: ReadMail, recipients: string[] = []): MatchingHints {
  const original = originalHeaders(mail);
  return {
    tokens: tokensOf([
      ...recipients,
      ...valuesOf(mail.headers, RECIPIENTS),
      ...valuesOf(original, ['reply-to']),
    ]),
    messageIds: [
      ...new Set(
        [
          ...valuesOf(original, ['message-id']),
          ...valuesOf(mail.headers, ['in-reply-to']),
          ...valuesOf(mail.headers, ['references']).toReversed(),
        ].flatMap((value) => messageIdsIn(value)),
      ),
    ].slice(0, MAX_IDS),
    references: referencesIn(mail.headers.get('subject')?.[0] ?? ''),
  };
}

function valuesOf(fields: Fields | undefined, names: string[]): string[] {
  return names.flatMap((name) => fields?.get(name) ?? []);
}

function tokensOf(values: string[]): MatchingHints['tokens'] {
  const addresses = [...new Set(values.flatMap(addressesIn))];
  return addresses.flatMap((address) => {
    const [, purpose, token] = TOKEN.exec(address) ?? [];
    return token === undefined ? [] : [{ purpose: purpose === 'stop' ? 'stop' : 'reply', token }];
  });
}

/** Two groups of four, with or without something between them; overlapping ones are all found. */
const REFERENCE = /(?<![\p{L}\p{N}])(?=([0-9a-z]{4})([-‐‑–— ]?)([0-9a-z]{4})(?![\p{L}\p{N}]))/giu;
const CROCKFORD = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
const MAX_SUBJECT = 1_000;

/**
 * The reference numbers in a subject, however they were typed: lower case, with another dash, with O for 0 and I or L
 * for 1 (Crockford's base32 was made for it). Without a dash there has to be a digit, or every other word would be one.
 */
function referencesIn(subject: string): string[] {
  const written = Array.from(subject.slice(0, MAX_SUBJECT).matchAll(REFERENCE));
  const meant = written.filter(
    ([, first = '', dash = '', second = '']) => dash.trim() !== '' || /\d/.test(first + second),
  );
  const numbers = meant.map(([, first = '', , second = '']) => canonical(`${first}-${second}`));
  return [...new Set(numbers.filter((number) => CROCKFORD.test(number)))];
}

function canonical(reference: string): string {
  return reference.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
}
