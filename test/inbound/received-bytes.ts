import fc from 'fast-check';
import { CORPUS } from './corpus.ts';

const known = Object.values(CORPUS)
  .flat()
  .map(({ bytes }) => bytes)
  .filter(({ length }) => length < 100_000);

/** Mails of the corpus that lost a piece, got a piece of another, or had bytes changed on the way. */
const damaged = fc
  .record({
    mail: fc.constantFrom(...known),
    other: fc.constantFrom(...known),
    cut: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 20 }),
  })
  .map(({ mail, other, cut: [from, to], bytes }) => {
    const start = Math.floor(from * mail.length);
    const result = Buffer.concat([
      mail.subarray(0, start),
      other.subarray(Math.floor(from * other.length), Math.floor(to * other.length)),
      mail.subarray(Math.max(start, Math.floor(to * mail.length))),
    ]);
    for (const [place, byte] of bytes)
      if (result.length > 0) result[Math.floor(place * (result.length - 1))] = byte;
    return result;
  });

/** Lines of what means something to a mail program, in any order. */
const assembled = fc
  .array(
    fc.constantFrom(
      'From: praxis@musterfrau.example',
      'Subject: keine weiteren E-Mails',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html; charset=x',
      'Content-Type: message/rfc822',
      'Content-Transfer-Encoding: base64',
      'Auto-Submitted: auto-replied',
      '',
      '--b',
      '--b--',
      '-- ',
      '> Am 3.12.2026 um 08:15 schrieb A <a@b.example>:',
      'Am 3.12.2026 um 08:15 schrieb A <a@b.example>:',
      'Von: A',
      'Gesendet: heute',
      'An: B',
      'Betreff: C',
      'Patient 1 ja, bis 31.2. keine Anfragen',
      'Mit freundlichen Grüßen',
      '<blockquote type="cite"><p>',
      '\u0000\ufffd\ud800',
    ),
    { maxLength: 30 },
  )
  .map((lines) => Buffer.from(lines.join('\r\n')));

/** Whatever may arrive: mails of the corpus that were damaged, lines that mean something, and anything at all. */
export const receivedBytes = fc.oneof(
  { arbitrary: damaged, weight: 4 },
  { arbitrary: assembled, weight: 2 },
  fc.uint8Array({ maxLength: 3_000 }),
);
