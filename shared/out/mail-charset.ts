import { TextDecoder } from 'node:util';

/** Labels that are written without knowing: mail programs put them on UTF-8 and on windows-1252 alike. */
const GUESSED =
  /^(|us-?ascii|ascii|ansi_x3\.4-1968|utf-?8|iso-?8859-?1|latin-?1|windows-1252|cp-?1252|.*unknown.*)$/i;

/** What the bytes of Western mails mean when they are not UTF-8; a superset of ISO 8859-1 (WHATWG Encoding). */
const WESTERN = 'windows-1252';

/**
 * Bytes → text by the label that a mail put on them, as far as it can be true: text that is valid UTF-8 beyond ASCII
 * is UTF-8 whatever Western label it carries, and what is not, is windows-1252. Never throws; labels that nobody knows,
 * and those that no browser reads (UTF-7), count as Western.
 */
export function decodeText(bytes: Uint8Array, label: string): string {
  const decoder = GUESSED.test(label) ? undefined : decoderFor(label);
  if (decoder) return decoder.decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return isMostlyRead(text) ? text : new TextDecoder(WESTERN).decode(bytes);
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** Whether more characters beyond ASCII were read than not: one broken byte does not make a text another. */
function isMostlyRead(text: string): boolean {
  const unread = count(text, /\ufffd/g);
  return unread === 0 || unread < count(text, /[^\0-\x7f\ufffd]/g);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
