import { wordsOf } from './known-text.ts';

/** How our emails begin and end, for copies of an email whose text is not known any more. The templates have them. */
export const PHRASES = [
  'wir schreiben Ihnen heute zum ersten Mal und möchten uns kurz vorstellen',
  'Sie zurzeit oder in absehbarer Zeit einen freien Therapieplatz für die folgende Person?',
  'Sie zurzeit oder in absehbarer Zeit freie Therapieplätze für eine oder mehrere der folgenden Personen?',
  'haben wir Sie gefragt, ob Sie',
  'Antworten Sie einfach auf diese E-Mail und schreiben Sie hinter',
  'keine weiteren E-Mails und Anrufe erhalten? Antworten Sie auf diese E-Mail mit',
  'Wir schreiben Ihnen dann nicht mehr und rufen Sie auch nicht mehr an',
  'This is the first time we write to you, so let us briefly introduce ourselves',
  'you have, now or in the foreseeable future',
  'we asked you whether you have',
  'Simply reply to this email and write',
  'If you do not want any more emails or calls from',
  'We will then neither write to you nor call you again',
];

const NORMALIZED = PHRASES.map((phrase) => wordsOf(phrase).join(' '));

/** A phrase is wrapped over so many lines at most. */
const SPAN = 3;

/** The index of the first line in which one of our phrases begins, wrapped or not; -1 when there is none. */
export function firstOfOurs(lines: string[]): number {
  const words = lines.map((line) => wordsOf(line).join(' '));
  const phraseFrom = (index: number) => {
    const text = words.slice(index, index + SPAN).join(' ');
    return NORMALIZED.find((phrase) => text.includes(phrase));
  };
  let first = words.findIndex((_, index) => phraseFrom(index) !== undefined);
  while (first >= 0 && phraseFrom(first + 1) === phraseFrom(first)) first += 1;
  return first;
}
