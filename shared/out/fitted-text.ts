import { cleanText } from '../domain/email/address.ts';

/**
 * Free text as one line (`cleanText`) that takes no more than so many bytes of a mail, which says it twice: as plain text
 * and, with its markup escaped, as HTML. What is cut off leaves an ellipsis.
 *
 * @param bytes of UTF-8 in both parts together; a letter without an accent takes two
 */
export function fittedText(raw: string | undefined, bytes: number): string {
  // No character takes less than two bytes: nobody has to look further than that.
  const line = cleanText(raw, Math.floor(bytes / 2));
  let taken = 0;
  const characters = Array.from(line);
  const cut = characters.findIndex((character) => (taken += bytesOf(character)) > bytes);
  return cut === -1 ? line : `${characters.slice(0, cut).join('')}…`;
}

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function bytesOf(character: string): number {
  return Buffer.byteLength(character) + Buffer.byteLength(ESCAPED[character] ?? character);
}
