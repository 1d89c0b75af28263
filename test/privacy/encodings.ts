/**
 * All that a text may say, in one string: as it stands and with its escapes undone (URLs, JSON, HTML, quoted-printable,
 * header lines of mails), in lower case as well.
 */
export function readings(text: string): string {
  const forms = [text, ...UNESCAPE.map((unescape) => unescape(text))];
  const distinct = [...new Set(forms)].join('\n');
  return `${distinct}\n${distinct.toLowerCase()}`;
}

const codePoint = (digits: string, radix: number) => {
  const code = Number.parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};
const hexadecimal = (_: string, digits: string) => codePoint(digits, 16);

const UNESCAPE: ((text: string) => string)[] = [
  // Percent-encoding (RFC 3986, section 2.1).
  (text) => text.replace(/%([0-9a-f]{2})/gi, hexadecimal),
  // JSON (RFC 8259, section 7).
  (text) => text.replace(/\\u([0-9a-f]{4})/gi, hexadecimal),
  // HTML and XML.
  (text) =>
    text.replace(/&#x([0-9a-f]+);/gi, hexadecimal).replace(/&#(\d+);/g, (_, n: string) => codePoint(n, 10)),
  // Encoded words that are split and folded (RFC 2047), quoted-printable with its soft line breaks (RFC 2045, section 6.7).
  (text) =>
    text
      .replace(/\?=\s+=\?[\w-]+\?[bq]\?/gi, '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, hexadecimal),
  // Base64 in lines.
  (text) => text.replace(/\r?\n[ \t]*/g, ''),
];

/** How a word of ASCII letters and digits may stand in a text whose escapes are undone. */
export function spellings(word: string): string[] {
  const known = SPELLINGS.get(word) ?? [word.toLowerCase(), ...inBase64(word), inHex(word)];
  SPELLINGS.set(word, known);
  return known;
}

const SPELLINGS = new Map<string, string[]>();

/** At each of the three positions that a byte may have: what does not depend on the word's neighbours. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + word).toString('base64url');
    const dependsOnNext = (before + Buffer.byteLength(word)) % 3 === 0 ? 0 : 1;
    return encoded.slice([0, 2, 3][before], encoded.length - dependsOnNext);
  });
}

function inHex(word: string): string {
  return Buffer.from(word).toString('hex');
}
