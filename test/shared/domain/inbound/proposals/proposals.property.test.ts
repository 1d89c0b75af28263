import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askedOf } from '../../../../../shared/domain/inbound/proposals/asked.ts';
import { inContext } from '../../../../../shared/domain/inbound/proposals/context.ts';
import { claimsOf } from '../../../../../shared/domain/inbound/proposals/claims.ts';
import { withoutNames } from '../../../../../shared/domain/inbound/proposals/letter.ts';
import { withPhrases } from '../../../../../shared/domain/inbound/proposals/phrases.ts';
import { proposeOutcomes } from '../../../../../shared/domain/inbound/proposals/propose-outcomes.ts';
import { punctuated } from '../../../../../shared/domain/inbound/proposals/punctuation.ts';
import { sentencesOf } from '../../../../../shared/domain/inbound/proposals/sentences.ts';
import { tokenize } from '../../../../../shared/domain/inbound/proposals/tokens.ts';
import { LATER } from './corpus.later.ts';
import { LATEST } from './corpus.latest.ts';
import { CORPUS } from './corpus.ts';
import { asked, meantOf, written } from './outcome.ts';
import { CODES } from './replies.ts';

const REPLIES = Object.values({ ...CORPUS, ...LATER, ...LATEST }).flat();

/** Fragments of replies in any order: much closer to the grammar than random strings. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...[
        'Patient',
        'Patientin',
        'Nr.',
        'P',
        '1',
        '2',
        '3',
        '11',
        '1.',
        '7K3QF',
        'm4t9x',
        'die',
        'den',
        'erste',
        'zweiten',
      ],
      ...[
        'alle',
        'drei',
        'beide',
        'keinen',
        'die anderen',
        'Rest',
        'einen',
        'ihn',
        'Sie',
        'ich',
        'kann',
        'nehme',
        'habe',
      ],
      ...[
        'gern',
        'ja',
        'nein',
        'leider',
        'nicht',
        'kein',
        'Platz',
        'frei',
        'aufnehmen',
        'möglich',
        'passt',
        'Warteliste',
      ],
      ...[
        'vielleicht',
        'wenn',
        'nur',
        'ab',
        'März',
        'bitte',
        'anrufen',
        'auch',
        'aber',
        'und',
        'oder',
        'für',
        'zu',
        'an',
      ],
      ...[
        ',',
        '.',
        ':',
        ';',
        '-',
        '/',
        '(',
        ')',
        '\n',
        '\n\n',
        '?',
        '!',
        '…',
        '„',
        '“',
        '>',
        '|',
        '👍',
        '\u00ad',
        'Quark',
      ],
      ...[
        'Guten Tag',
        'Viele Grüße',
        'Erika Beispiel',
        'yes',
        'no',
        'not',
        'the first',
        'Dr.',
        '030 1234567',
        '1.12.',
      ],
    ),
    { maxLength: 25 },
  )
  .chain((parts) => fc.constantFrom(' ', '').map((space) => parts.join(space)));

const text = fc.oneof(
  fragments,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...REPLIES.map((reply) => reply.text)), { maxLength: 3 })
    .map((texts) => texts.join('\n')),
);

const entries = fc.oneof(
  fc.integer({ min: 0, max: 10 }).map(asked),
  fc.array(
    fc.record({
      number: fc.integer({ min: -1, max: 12 }),
      code: fc.oneof(fc.string(), fc.constantFrom('GERNE', '12345', 'LEIDER', ...CODES)),
    }),
    { maxLength: 5 },
  ),
);

describe('proposeOutcomes', () => {
  it('proposes at most one outcome an entry in words of the text, whatever it is given', () => {
    fc.assert(
      fc.property(text, entries, (reply, asked) => {
        const { proposals, unclear } = proposeOutcomes(reply, asked);
        const numbers = proposals.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        for (const number of numbers) expect(asked.map((entry) => entry.number)).toContain(number);
        for (const { words } of [...proposals, ...unclear]) {
          expect(words === '' && reply !== '').toBe(false);
          expect(reply).toContain(words);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('never accepts and rejects by the same words', () => {
    fc.assert(
      fc.property(fragments, (reply) => {
        const { proposals } = proposeOutcomes(reply, asked(3));
        const byWords = new Map(proposals.map(({ words, outcome }) => [words, outcome]));
        for (const { words, outcome } of proposals) expect(byWords.get(words)).toBe(outcome);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Lines that answer nothing. */
const LINES = [
  'Sehr geehrte Frau Beispiel,',
  'Guten Tag!',
  'Hallo liebes Team,',
  'Vielen Dank für Ihre Anfrage.',
  'Danke für Ihre Nachricht!',
  'Mit freundlichen Grüßen',
  'Viele Grüße\nErika Beispiel',
  'Herzliche Grüße, Dr. med. Max Muster',
  'Best regards',
  'Ich hoffe, es geht Ihnen gut.',
  'Vielen Dank für Ihre E-Mail vom 3. Dezember.',
  'Bitte entschuldigen Sie die späte Antwort.',
  'Ich habe mir Ihre Anfragen angesehen.',
  'Über eine Rückmeldung würde ich mich freuen.',
  'Einen schönen Tag noch!',
  'Gesendet von meinem iPhone',
  'To whom it may concern,',
  'Many thanks,\nDr Jane Sample',
  'Herzlich\nErika Beispiel',
  'Ihre Praxis Dr. Muster',
];

const BODIES: [patients: number, text: string][] = [
  [3, 'Patient 1 und 3 gern, 2 leider nicht.'],
  [2, '7K3QF: ja\nM4T9X: nein'],
  [1, 'Ich kann den Patienten gern aufnehmen.'],
  [3, 'Leider habe ich derzeit keine freien Plätze.'],
  [3, 'Die ersten beiden gern, die letzte leider nicht.'],
  [1, 'Bitte rufen Sie mich an.'],
  [2, '1. ja\n2. nein'],
  [2, 'Beide gern.'],
];

describe('lines that answer nothing', () => {
  it('change nothing, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BODIES),
        fc.shuffledSubarray(LINES),
        fc.nat(),
        fc.constantFrom('\n', '\n\n', '\r\n'),
        ([patients, body], lines, place, between) => {
          const at = place % (lines.length + 1);
          const letter = [...lines.slice(0, at), body, ...lines.slice(at)].join(between);
          expect({ letter, said: written(proposeOutcomes(letter, asked(patients))) }).toEqual({
            letter,
            said: written(proposeOutcomes(body, asked(patients))),
          });
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** Clauses that accept the first patient. */
const ACCEPTING: [patients: number, clause: string][] = [
  [3, 'Patient 1 gern'],
  [3, 'Patient 1: ja'],
  [3, 'Ich kann Patient 1 gern aufnehmen'],
  [3, 'Für Patient 1 habe ich einen Platz frei'],
  [1, 'Ja gern'],
  [1, 'Ich kann den Patienten gerne aufnehmen'],
  [3, 'Den ersten nehme ich gern'],
  [2, 'Ich nehme beide gern'],
  [1, '7K3QF: ja'],
  [3, 'Zusage für Patient 1'],
  [3, 'I can take patient 1'],
  [3, 'Patient 1 passt gut'],
  [3, 'Patient 1 ist möglich'],
  [1, 'Ich habe einen Platz frei'],
  [3, 'Patient 1 sage ich zu'],
  [1, 'Kein Problem'],
  [3, '#1 yes'],
  [2, 'Beide: ja'],
  [3, 'Patient 1 kann ich einen Platz anbieten'],
];

/** Words that negate, hedge, restrict or ridicule what they stand with. */
const REVOKING = (
  'nicht kein keinen nie niemals kaum vielleicht evtl. eventuell wenn falls sofern nur erst ungern wohl eher oder würde könnte ' +
  'doch außer ohne sonst später statt beinahe fast theoretisch schwierig vermutlich angeblich leider weder jein nein no not ' +
  "maybe unless only never don't hardly perhaps if abgesagt haha ;-) 🙄 ... ? Quark Euro Kasse frühestens voraussichtlich " +
  'möglicherweise hoffentlich bedauerlicherweise unmöglich ausgebucht Warteliste'
).split(' ');

describe('a clause that accepts a patient', () => {
  it('does so alone', () => {
    for (const [patients, clause] of ACCEPTING)
      expect(written(proposeOutcomes(clause, asked(patients)))).toContain('+1');
  });

  it('accepts nobody with a word in it that negates, hedges or restricts, or that nobody knows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACCEPTING),
        fc.constantFrom(...REVOKING),
        fc.nat(),
        fc.constantFrom(' ', ', ', ' (', ' - '),
        ([patients, clause], word, place, joint) => {
          const words = clause.split(' ');
          const at = place % (words.length + 1);
          const changed = `${words.slice(0, at).join(' ')}${joint}${word} ${words.slice(at).join(' ')}`;
          const outcomes = proposeOutcomes(changed, asked(patients)).proposals.map(({ outcome }) => outcome);
          expect({ changed, outcomes }).toEqual({
            changed,
            outcomes: expect.not.arrayContaining(['accepted']) as unknown,
          });
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('accepts nobody when a sentence that takes it back, or that nobody understands, follows', () => {
    const sentence = fc.constantFrom(
      ...[
        'Aber nur vormittags.',
        'Doch nicht.',
        'Das war ein Scherz.',
        'Träumen Sie weiter.',
        'Allerdings erst in zwei Jahren.',
      ],
      ...[
        'Wenn die Kasse zahlt.',
        'Nur als Selbstzahler.',
        'Voraussetzung ist eine Überweisung.',
        'Haha.',
        'Warum nicht?',
      ],
      ...[
        'Das stimmt nicht.',
        'Oder?',
        'Unless she cancels.',
        'Just kidding.',
        'Ich habe ja sonst nichts zu tun.',
      ],
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ACCEPTING),
        sentence,
        fc.constantFrom('. ', '.\n', '\n', '! '),
        ([patients, clause], next, end) => {
          expect(written(proposeOutcomes(clause + end + next, asked(patients)))).not.toContain('+1');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a reply of the corpus that is changed', () => {
  const sure = REPLIES.filter((reply) => meantOf(reply).some((one) => one.startsWith('+')));

  it('accepts nobody more because of a word that nobody knows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sure),
        fc.constantFrom('Quark', 'xyz', '§', '@', '?', '12', 'nicht'),
        fc.nat(),
        (reply, word, place) => {
          const gaps = [0, ...Array.from(reply.text.matchAll(/ |$/gu), ({ index }) => index)];
          const at = gaps[place % gaps.length] ?? 0;
          const changed = `${reply.text.slice(0, at)} ${word} ${reply.text.slice(at)}`;
          const said = written(proposeOutcomes(changed, asked(reply.patients))).filter((one) =>
            one.startsWith('+'),
          );
          expect({ changed, more: said.filter((one) => !meantOf(reply).includes(one)) }).toEqual({
            changed,
            more: [],
          });
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('says the same without umlauts, in small letters, and in letters of two marks', () => {
    for (const reply of REPLIES) {
      const said = written(proposeOutcomes(reply.text, asked(reply.patients)));
      const typed = reply.text
        .replaceAll('ä', 'ae')
        .replaceAll('ö', 'oe')
        .replaceAll('ü', 'ue')
        .replaceAll('ß', 'ss')
        .replaceAll('Ü', 'Ue');
      expect(written(proposeOutcomes(typed, asked(reply.patients)))).toEqual(said);
      expect(written(proposeOutcomes(reply.text.normalize('NFD'), asked(reply.patients)))).toEqual(said);
    }
  });
});

describe('the work for hostile texts', () => {
  const LENGTH = 40_000;
  const tenAsked = askedOf(asked(10));

  function repeated(part: string, length: number): string {
    return part.repeat(Math.ceil(length / part.length));
  }

  /** How often somebody looks at a word. */
  function looksAtWords(reply: string): number {
    let looks = 0;
    const tokens = withoutNames(inContext(withPhrases(punctuated(tokenize(reply, tenAsked)))));
    const watched = tokens.map(
      (token) =>
        new Proxy(token, {
          get(target, key) {
            looks += 1;
            return Reflect.get(target, key) as unknown;
          },
        }),
    );
    claimsOf(sentencesOf(watched, tenAsked), tenAsked);
    return looks;
  }

  const sentence = (words: string) => `${words.repeat(95).trim()}. `;

  it.each([
    ['patients', sentence('Patient ')],
    ['lists of patients', sentence('1, ')],
    ['patients joined by words', sentence('1 und ')],
    ['codes', sentence('7K3QF ')],
    ['articles', sentence('die ')],
    ['ordinals', sentence('die ersten ')],
    ['words for all', sentence('alle ')],
    ['none of all', sentence('keinen von ')],
    ['titles', sentence('Frau ')],
    ['answers', sentence('1 ja ')],
    ['answers after commas', sentence('ja, ')],
    ['negations', sentence('nicht ')],
    ['parentheses around numbers', sentence('(1) ')],
  ])('grows with the number of long sentences: %s', (_case, part) => {
    const [half, whole] = [looksAtWords(repeated(part, LENGTH / 2)), looksAtWords(repeated(part, LENGTH))];
    expect(whole).toBeLessThan(2.2 * half + 10_000);
    expect(whole).toBeLessThan(40 * LENGTH);
  });

  it.each([
    ['patients', 'Patient '],
    ['lists of patients', '1, '],
    ['patients joined by words', 'Patient 1 und '],
    ['answers', '1 ja '],
    ['lines', '1 ja\n'],
    ['lines that run on', 'ich\n'],
    ['lines that break off', 'Ich kann\n'],
    ['headings', '7K3QF:\n'],
    ['sentences', 'Ja. '],
    ['questions', '? '],
    ['colons', ': '],
    ['commas', ','],
    ['parentheses', '('],
    ['parentheses around numbers', '(1'],
    ['ordinals', '1. '],
    ['articles', 'die '],
    ['words for all', 'alle '],
    ['none of all', 'keinen von '],
    ['titles', 'Frau '],
    ['greetings', 'Hallo '],
    ['closings', 'Viele Grüße\n'],
    ['unknown words', 'Quark '],
    ['digits', '1'],
    ['dots', '.'],
    ['dashes', '-'],
    ['letters', 'o'],
    ['marks', 'o\u0308'],
    ['marks of no width', '\u00ad'],
    ['addresses', 'a@'],
    ['numbers for the phone', '0 '],
    ['abbreviations', 'z.'],
    ['apostrophes', "a'"],
    ['hyphens', 'a-'],
    ['emojis', '👍'],
  ])('grows with their length: %s', (_case, part) => {
    const long = repeated(part, LENGTH);
    expect(tokenize(long, tenAsked).length).toBeLessThanOrEqual(long.length);
    const [half, whole] = [looksAtWords(long.slice(0, long.length / 2)), looksAtWords(long)];
    expect(whole).toBeLessThan(2.2 * half + 10_000);
    expect(whole).toBeLessThan(40 * long.length);
    expect(proposeOutcomes(long, asked(10)).unclear).toEqual([
      { words: long.slice(0, 300), why: 'too_long' },
    ]);
    expect(() => proposeOutcomes(long.slice(0, 20_000), asked(10))).not.toThrow();
  });
});
