import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InlineAnswer } from '../../../../../shared/domain/inbound/mail-meaning.ts';
import { proposeFromMail } from '../../../../../shared/domain/inbound/proposals/propose-from-mail.ts';
import { THREE, THREE_EN } from '../../../../inbound/sent-mails.ts';

const ASKED = ['K7Q2M', '9XW2P', '3FHAB'].map((code, index) => ({ number: index + 1, code }));

/** What stands in an email up to the facts of a patient, included; below all of them with 0. */
function upTo(number: number, { text } = THREE): string {
  const end = text.search(
    number === 0 || number === 3 ? HOW_TO : new RegExp(`Patient(/in)? ${number + 1} \\(`),
  );
  return (number === 0 ? text : text.slice(0, end)).trim().slice(-500);
}
const HOW_TO = /^(So antworten Sie|How to answer)/m;

function propose(inlineAnswers: InlineAnswer[], sentText: string | undefined = THREE.text) {
  const ownText = inlineAnswers.map(({ text }) => text).join('\n\n');
  const { proposals } = proposeFromMail({ ownText, inlineAnswers }, ASKED, sentText);
  return Object.fromEntries(proposals.map(({ number, outcome }) => [number, outcome]));
}

describe('answers between quoted lines', () => {
  it('FAULTS 40: count for the patient whose lines stand right above them, and for nobody else', () => {
    expect(propose([{ quote: upTo(2), text: 'nein' }])).toEqual({ 2: 'rejected' });
    expect(
      propose([
        { quote: upTo(1), text: 'ja, gern' },
        { quote: upTo(2), text: 'leider nein' },
        { quote: upTo(3), text: 'nein' },
      ]),
    ).toEqual({ 1: 'accepted', 2: 'rejected', 3: 'rejected' });
  });

  it('count in English, without the email that was sent, and where the quote is no more than a heading', () => {
    expect(propose([{ quote: upTo(1, THREE_EN), text: 'yes' }], THREE_EN.text)).toEqual({ 1: 'accepted' });
    expect(propose([{ quote: upTo(1), text: 'nein' }], undefined)).toEqual({ 1: 'rejected' });
    expect(propose([{ quote: 'Patient/in 3 (3FHAB)', text: 'nein' }])).toEqual({ 3: 'rejected' });
  });

  it('count for all below and above the whole email', () => {
    const all = { 1: 'rejected', 2: 'rejected', 3: 'rejected' };
    expect(propose([{ quote: upTo(0), text: 'Leider nein.' }])).toEqual(all);
    expect(
      propose([
        { quote: '', text: 'Leider nein.' },
        { quote: upTo(0), text: 'Danke!' },
      ]),
    ).toEqual(all);
  });

  it('may name another patient themselves', () => {
    expect(propose([{ quote: upTo(1), text: 'Patient 2: ja' }])).toEqual({ 2: 'accepted' });
    expect(propose([{ quote: upTo(1), text: 'nein, aber Patient 2 ja' }])).toEqual({});
  });

  it('propose nothing when it is not sure whom they are about, or when they contradict each other', () => {
    const unknown = 'Irgendwelche Zeilen, die in keiner Anfrage stehen';
    expect(propose([{ quote: unknown, text: 'nein' }])).toEqual({});
    expect(
      propose([
        { quote: upTo(1), text: 'ja' },
        { quote: unknown, text: 'nein' },
      ]),
    ).toEqual({});
    expect(propose([{ quote: 'Diagnose: F33.1', text: 'nein' }])).toEqual({});
    expect(
      propose([
        { quote: '', text: 'Leider nein.' },
        { quote: upTo(1), text: 'ja' },
      ]),
    ).toEqual({ 2: 'rejected', 3: 'rejected' });
  });

  it('take back what doubts above all of them touch, and nothing for where they stand', () => {
    const yes = { quote: upTo(1), text: 'ja' };
    expect(propose([{ quote: '', text: 'Nur wenn die Kasse zahlt:' }, yes])).toEqual({});
    expect(propose([{ quote: '', text: 'Hallo, meine Antworten stehen im Text.' }, yes])).toEqual({
      1: 'accepted',
    });
  });

  it('say exactly what stands under each patient, whichever of them are answered', () => {
    const words = fc.constantFrom('ja', 'nein', 'Leider nein.', 'gern', 'keine Kapazität', undefined);
    const meant: Record<string, string> = { ja: 'accepted', gern: 'accepted' };
    fc.assert(
      fc.property(fc.tuple(words, words, words), (answers) => {
        const passages = answers.flatMap((text, index) => (text ? [{ quote: upTo(index + 1), text }] : []));
        const expected = answers.flatMap((text, index) =>
          text ? [[index + 1, meant[text] ?? 'rejected'] as const] : [],
        );
        expect(propose(passages)).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  it('are no answers any more when there are very many of them', () => {
    expect(propose(Array.from({ length: 26 }, () => ({ quote: upTo(1), text: 'ja' })))).toEqual({});
  });
});
