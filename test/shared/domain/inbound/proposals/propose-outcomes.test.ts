import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { askedOf } from '../../../../../shared/domain/inbound/proposals/asked.ts';
import { ENGLISH } from '../../../../../shared/domain/inbound/proposals/english.ts';
import { GERMAN } from '../../../../../shared/domain/inbound/proposals/german.ts';
import { PHRASES, withPhrases } from '../../../../../shared/domain/inbound/proposals/phrases.ts';
import { proposeOutcomes } from '../../../../../shared/domain/inbound/proposals/propose-outcomes.ts';
import { tokenize } from '../../../../../shared/domain/inbound/proposals/tokens.ts';
import { VOCABULARY } from '../../../../../shared/domain/inbound/proposals/vocabulary.ts';
import { asked, written } from './outcome.ts';

function said(text: string, entries = asked(3)): string[] {
  return written(proposeOutcomes(text, entries));
}

describe('a proposal', () => {
  it('shows the words of its own part of a sentence', () => {
    expect(
      proposeOutcomes('Hallo, Patient 1 und 3 gern, 2 leider nicht (keine Plätze).', asked(3)).proposals,
    ).toEqual([
      { number: 1, outcome: 'accepted', words: 'Patient 1 und 3 gern' },
      { number: 2, outcome: 'rejected', reason: 'no_capacity', words: '2 leider nicht (keine Plätze' },
      { number: 3, outcome: 'accepted', words: 'Patient 1 und 3 gern' },
    ]);
  });

  it('shows words as they are typed, over lines and with marks of no width', () => {
    const text = 'Patient 1 kann ich lei\u00adder\r\nnicht auf\u200bnehmen.';
    expect(proposeOutcomes(text, asked(3)).proposals.map(({ words }) => words)).toEqual([text.slice(0, -1)]);
  });

  it.each([
    ['Leider nein, keine Kapazität.', 'no_capacity'],
    ['Leider nein, ich behandle keine Essstörungen.', 'wrong_specialty'],
    ['Leider nein, nur Selbstzahler.', 'insurance'],
    ['Leider nein, die Warteliste ist voll.', 'waiting_list'],
    ['Leider nein, ich spreche kein Türkisch.', 'language'],
    ['Leider nein.', undefined],
  ])('gives the reason that is said: %s', (text, reason) => {
    expect(proposeOutcomes(text, asked(1)).proposals.map((proposal) => proposal.reason)).toEqual([reason]);
  });
});

describe('what is unclear', () => {
  it.each([
    ['Das überlege ich mir.', 'not_understood'],
    ['Zwei kann ich nehmen.', 'which_patient'],
    ['Ja gern', 'which_patient'],
    ['Patient 1 oder 2', 'which_patient'],
    ['Patient 7 gern', 'unknown_patient'],
    ['Patient 1 (M4T9X): ja', 'contradiction'],
    ['Patient 1 gern. Patient 1 leider nicht.', 'contradiction'],
    ['Patient 1 nur vormittags', 'condition'],
    ['Patient 1 vielleicht', 'hedge'],
    ['Passt Patient 1 zu mir?', 'question'],
    ['> Patient/in 1: ja', 'quotation'],
    [`Patient 1 gern${' '.repeat(20_000)}`, 'too_long'],
    ['Patient 1 \u202enreg', 'not_understood'],
  ])('says why: %s', (text, why) => {
    const { proposals, unclear } = proposeOutcomes(text, asked(3));
    expect(proposals).toEqual([]);
    expect(unclear.map((one) => one.why)).toEqual([why]);
  });

  it('takes back what it may touch, and nothing else', () => {
    expect(said('Patient 1 gern. Patient 2 nur mit Überweisung. Patient 3 leider nicht.')).toEqual([
      '+1',
      '-3',
    ]);
    expect(said('Patient 1 gern. Quark. Patient 3 leider nicht.')).toEqual(['-3']);
    expect(said('Patient 1 gern. Den Patienten vielleicht. Patient 3 leider nicht.')).toEqual([]);
  });

  it('is reported at most fifty times, in at most three hundred letters each', () => {
    const { unclear } = proposeOutcomes('Vielleicht ja nein. '.repeat(60) + 'x'.repeat(500), asked(3));
    expect(unclear).toHaveLength(50);
    expect(proposeOutcomes(`Ja ${'x'.repeat(500)}`, asked(3)).unclear[0]?.words).toHaveLength(300);
  });
});

describe('the patients of an email', () => {
  const entry = (number: number, code: string) => ({ number, code });

  it('are named by codes in any case, with the letters that Crockford allows for digits', () => {
    expect(said('zr6oh: ja, Zr60H: ja', [entry(1, 'ZR60H')])).toEqual(['+1']);
    expect(said('L0I0O: nein', [entry(1, '10100')])).toEqual(['-1']);
  });

  it('are named by codes of digits or letters only', () => {
    const entries = [entry(1, '10115'), entry(2, 'KXHTZ')];
    expect(said('10115: ja\nKXHTZ: nein', entries)).toEqual(['+1', '-2']);
    expect(said('Meine Praxis ist in 10115 Berlin. KXHTZ: nein', entries)).toEqual([]);
  });

  it('are not named by a word that means something else, or by the beginning of a longer code', () => {
    expect(said('GERNE: nein', [entry(1, 'GERNE'), entry(2, 'M4T9X')])).toEqual([]);
    expect(said('7K3QF: ja', [entry(1, '7K3QF2'), entry(2, '7K3QF3')])).toEqual([]);
    expect(said('7K3QF: ja', [entry(1, '7K3QF'), entry(2, '7k3qf')])).toEqual([]);
  });

  it('are counted only where nobody was taken out of the email', () => {
    const entries = [entry(1, '7K3QF'), entry(3, '2BWQ8')];
    expect(said('1: ja, 3: nein', entries)).toEqual(['+1', '-3']);
    expect(said('Die zweite gern', entries)).toEqual([]);
    expect(said('Die letzte gern', entries)).toEqual([]);
    expect(said('Beide gern', entries)).toEqual(['+1', '+3']);
  });

  it('may be none', () => {
    expect(proposeOutcomes('Leider nein', [])).toEqual({ proposals: [], unclear: [] });
  });
});

describe('our own email (FAULTS 40)', () => {
  const template = (locale: string) =>
    readFileSync(
      new URL(`../../../../../templates/email/${locale}/how_to_answer.text.liquid`, import.meta.url),
      'utf8',
    );

  it.each(['de', 'en'])('answers nothing with its examples: %s', (locale) => {
    const text = template(locale)
      .replaceAll('{{ patients[0].code }}', '7K3QF')
      .replaceAll('{{ patients[1].code }}', 'M4T9X')
      .replaceAll(/\{%.*?%\}/gu, '');
    expect(text).toContain('M4T9X: n');
    const { proposals, unclear } = proposeOutcomes(`Guten Tag\n${text}`, asked(2));
    expect({ proposals, why: unclear.map(({ why }) => why) }).toEqual({ proposals: [], why: ['quotation'] });
  });

  it.each([
    ['de', '7K3QF: ja\nM4T9X: nein'],
    ['en', '7K3QF: yes\nM4T9X: no'],
  ])('asks for an answer that is read: %s', (locale, answer) => {
    for (const line of answer.split('\n')) expect(template(locale)).toContain(line.slice('7K3QF'.length));
    expect(said(answer, asked(2))).toEqual(['+1', '-2']);
  });
});

describe('the words', () => {
  it('are listed as they are folded', () => {
    for (const word of VOCABULARY.keys())
      expect(tokenize(word, askedOf([])).map((token) => token.word)).toEqual([word]);
  });

  it('mean one thing in each language', () => {
    for (const words of [GERMAN, ENGLISH]) {
      const listed = words.flatMap(([, some]) => some.split(' '));
      expect(listed.filter((word, index) => listed.indexOf(word) !== index)).toEqual([]);
    }
  });

  it('are found together in phrases', () => {
    for (const [kind, phrases] of PHRASES)
      for (const phrase of phrases.split('; '))
        expect({
          phrase,
          kinds: withPhrases(tokenize(phrase, askedOf([]))).map((token) => token.kind),
        }).toEqual({ phrase, kinds: [kind] });
  });
});
