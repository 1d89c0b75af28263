import { domainToASCII } from 'node:url';

const MAX_ADDRESS = 254; // RFC 5321 §4.5.3.1.3, without the angle brackets
const MAX_LOCAL = 64; // RFC 5321 §4.5.3.1.1
const MAX_NAME = 200;

/** A dot-atom of RFC 5322 §3.2.3: no quotes, no spaces, no commas, ASCII only. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
/** What the host parser behind domainToASCII would decode or cut off instead of refusing. */
const NO_HOST_NAME = /[\s%/\\?#:@[\]]/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one spelling of a mailbox that guards and suppressions are keyed by and that mail is sent to: trimmed, lower case,
 * the domain in punycode and without the dot of the root (DESIGN §5.2).
 *
 * @param raw an address as somebody typed it
 * @returns undefined when SES v1 cannot deliver to it: missing, more or less than one address, a domain without a
 *   dot, a local part outside of ASCII (no SMTPUTF8), quotes, spaces or control characters, longer than RFC 5321 allows
 */
export function canonicalAddress(raw: string | undefined): string | undefined {
  const [local = '', host = '', ...rest] = raw?.trim().split('@') ?? [];
  if (rest.length > 0 || local.length > MAX_LOCAL || !LOCAL.test(local)) return undefined;
  const domain = canonicalDomain(host);
  if (domain === undefined) return undefined;
  const address = `${local.toLowerCase()}@${domain}`;
  return address.length <= MAX_ADDRESS ? address : undefined;
}

function canonicalDomain(host: string): string | undefined {
  if (host.length > MAX_ADDRESS || NO_HOST_NAME.test(host)) return undefined;
  const domain = domainToASCII(host).replace(/\.$/, '');
  const labels = domain.split('.');
  const isIpAddress = /^\d+$/.test(labels.at(-1) ?? '');
  return labels.length > 1 && !isIpAddress && labels.every((label) => LABEL.test(label)) ? domain : undefined;
}

/** Characters that end a header, hide, or turn the order of what is read: controls, bidi marks, zero width. */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/**
 * Text of a person that is safe to stand in a header or a salutation: one line, nothing invisible, at most 200
 * characters. Missing text is an empty string.
 */
export function cleanName(raw: string | undefined): string {
  return cleanText(raw, MAX_NAME).replace(/\s+/gu, ' ').trim();
}

/**
 * Free text as one line: controls (line breaks included) become spaces, bidi and zero-width characters go. Everything
 * else stays literally as it is.
 *
 * @param limit longest result in characters; what is cut off leaves an ellipsis
 */
export function cleanText(raw: string | undefined, limit: number): string {
  const line = (raw ?? '')
    .toWellFormed()
    .replace(INVISIBLE, (character) => (/\p{Cc}/u.test(character) ? ' ' : ''))
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

/**
 * Free text that keeps its lines: every line break is one `\n`, other controls, bidi and zero-width characters go, and so
 * does white space around it all.
 */
export function cleanParagraphs(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, (character) => (character === '\n' ? '\n' : character === '\t' ? ' ' : ''))
    .trim();
}
