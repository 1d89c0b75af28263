import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RenderedEmail } from '../../shared/domain/ports.ts';
import { ownWords, shownText } from '../../shared/domain/inbound/own-words.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import * as clients from './clients.ts';
import { mailOf } from './corpus/broken.ts';
import { FOLLOW_UP, ONE, THREE, THREE_EN } from './sent-mails.ts';

const { quoted: _quoted, wrapped: _wrapped, paragraphs: _paragraphs, ...EVERY_CLIENT } = clients;

/** What a person may write: short and long, with dates, numbers, addresses and words of quotes in it. */
const SENTENCES = [
  'Ja',
  'nein',
  'Guten Tag,',
  'Patient 1 ja, Patient 2 nein.',
  'K7Q2M: ja',
  '9XW2P: nein',
  '3FHAB gern ab dem 14.1.2027 um 10:15 Uhr',
  'keine weiteren E-Mails',
  'Für die zweite Person hätte ich einen Platz, allerdings erst im Februar und nur am Vormittag.',
  'Ich habe Ihnen am 3.12.2026 um 9:00 Uhr schon geschrieben: keine Kapazität!',
  'Von mir aus gern.',
  'An: Montagen kann ich nicht.',
  'Bitte rufen Sie mich an: 030 1234567.',
  'Schreiben Sie an anmeldung@musterfrau.example, dort liest das Sekretariat.',
  '- die erste: ja',
  '* die zweite: nein',
  '1. ja',
  '(beide mit Privatversicherung)',
  'Danke für Ihre Anfrage, wir melden uns am Mo., 7.12.',
  'On Monday I can take the first one.',
  'Wie besprochen schrieb ich der Patientin, dass sie kommen kann:',
  'Liebe Frau Exempel, gern!',
];

const SIGNATURES = [
  '',
  'Mit freundlichen Grüßen\nDr. Erika Musterfrau',
  'Viele Grüße aus Musterstadt,\nErika Musterfrau\n\nPraxis für Psychotherapie\nMusterweg 12\n12345 Musterstadt\nTel. 030 1234567',
  '-- \nErika Musterfrau\nBitte keine weiteren Anfragen, bis Februar ist alles voll.',
  'MfG\nE. M.\n\nDiese E-Mail enthält vertrauliche Informationen. Sind Sie nicht der richtige Adressat, löschen Sie sie bitte.',
  'Kind regards\nErika Musterfrau\nwww.musterfrau.example',
  'LG Erika',
];

const EMAILS: Record<string, RenderedEmail> = { ONE, THREE, FOLLOW_UP, THREE_EN };

const reader = createMailReader();
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');

it('gives back what was written, whatever the client, the signature and the email answered', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        client: fc.constantFrom(...Object.values(EVERY_CLIENT)),
        sentences: fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 6 }),
        separator: fc.constantFrom('\n', '\n\n'),
        signature: fc.constantFrom(...SIGNATURES),
        email: fc.constantFrom(...Object.keys(EMAILS)),
        isKnown: fc.boolean(),
      }),
      async ({ client, sentences, separator, signature, email, isKnown }) => {
        const sent = EMAILS[email]!;
        const own = sentences.join(separator);
        const { texts } = await reader.read(mailOf(client(`${own}${signature && `\n\n${signature}`}`, sent)));
        const { text } = ownWords(shownText(texts), isKnown ? sent.text : undefined);
        expect(lines(text)).toEqual(lines(own));
      },
    ),
    { numRuns: 800 },
  );
});

/** Words of a person between the lines of an email, each at a place of its own. */
function between(text: string, answers: [place: number, sentence: string][], gap: string): string[][] {
  const quoted = text.split('\n');
  const blocks: string[][] = [];
  let last = 0;
  for (const [place, sentence] of answers) {
    blocks.push(
      quoted.slice(last, place),
      [gap, sentence, gap].filter((line) => line !== '-'),
    );
    last = place;
  }
  return [...blocks, quoted.slice(last)];
}

const answersBetween = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 4, max: 25 }), fc.constantFrom(...SENTENCES)), {
    selector: ([place]) => place,
    minLength: 1,
    maxLength: 4,
  })
  .map((answers) => answers.toSorted(([a], [b]) => a - b));

it('gives back what was written between the lines of an email, with marks and without', () => {
  fc.assert(
    fc.property(answersBetween, fc.constantFrom('', '-'), fc.boolean(), (answers, gap, isMarked) => {
      const blocks = between(THREE.text, answers, gap);
      const shown = isMarked
        ? [
            'Am 03.12.26 um 08:15 schrieb Platzfinder Beispiel:',
            ...blocks.map((block, index) =>
              index % 2 === 0 ? clients.quoted(block.join('\n'), 400) : block.join('\n'),
            ),
          ]
        : ['Von: A', 'Gesendet: heute', 'An: B', 'Betreff: C', '', ...blocks.flat()];
      const { text, inlineAnswers } = ownWords(shown.join('\n'), THREE.text);
      expect(lines(text)).toEqual(answers.flatMap(([, sentence]) => lines(sentence)));
      expect(inlineAnswers).toBeDefined();
    }),
    { numRuns: 800 },
  );
});
