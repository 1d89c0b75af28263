import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { interpretMail } from '../../shared/domain/inbound/interpret-mail.ts';
import type { InboundKind, MailMeaning } from '../../shared/domain/inbound/mail-meaning.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { CORPUS } from './corpus.ts';
import { RECEIVED_AT } from './corpus/sample.ts';
import { THREE } from './sent-mails.ts';

const KINDS: InboundKind[] = [
  'reply',
  'automatic_reply',
  'bounce',
  'complaint',
  'forward',
  'stop_request',
  'receipt',
  'unknown',
];

const reader = createMailReader();
const known = Object.values(CORPUS)
  .flat()
  .map(({ bytes }) => bytes)
  .filter(({ length }) => length < 100_000);

async function meaningOf(bytes: Uint8Array, sentText?: string): Promise<MailMeaning> {
  const mail = await reader.read(bytes);
  return interpretMail(mail, {
    receivedAt: RECEIVED_AT,
    timeZone: 'Europe/Berlin',
    ...(sentText !== undefined && { sentText }),
  });
}

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

const anyBytes = fc.oneof(
  { arbitrary: damaged, weight: 4 },
  { arbitrary: assembled, weight: 2 },
  fc.uint8Array({ maxLength: 3_000 }),
);

it('has exactly one kind and says the same twice, whatever bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBytes,
      fc.option(fc.constant(THREE.text), { nil: undefined }),
      async (bytes, sentText) => {
        const meaning = await meaningOf(bytes, sentText);
        expect(KINDS).toContain(meaning.kind);
        expect(await meaningOf(bytes, sentText)).toEqual(meaning);
      },
    ),
    { numRuns: 600 },
  );
});

it('says what follows from its kind, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, async (bytes) => {
      const { kind, bounce, complaint, stop, returnOn, pauseUntil, erasureWish } = await meaningOf(bytes);
      expect(bounce !== undefined).toBe(kind === 'bounce');
      expect(complaint !== undefined).toBe(kind === 'complaint');
      expect(stop !== undefined).toBe(kind === 'stop_request');
      if (returnOn !== undefined) expect(kind).toBe('automatic_reply');
      if (pauseUntil !== undefined) expect(['reply', 'forward', 'unknown']).toContain(kind);
      if (erasureWish) expect(kind).toBe('stop_request');
      for (const date of [returnOn, pauseUntil])
        if (date !== undefined) expect(date > '2026-12-03').toBe(true);
    }),
    { numRuns: 600 },
  );
});
