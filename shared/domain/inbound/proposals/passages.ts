import type { InlineAnswer } from '../mail-meaning.ts';
import { wordsOf } from '../own-words/known-text.ts';
import { codeKey } from './asked.ts';
import type { AskedEntry } from './proposal.ts';

/**
 * Whom a passage between quoted lines may be about: the patient right above it by number, `all` below or above the
 * patients of the email, or `unsure`.
 */
export type Scope = number | 'all' | 'unsure';

/** Beginning of a patient's facts in our emails (templates: `patients.text`), however it is quoted. */
const HEADING = /Patient(?:\/?in)? (\d{1,2}) \(([0-9A-Z]{5,8})\)/gu;

/** So many words tell where in the email a quote ends. */
const FEWEST_WORDS = 3;

/** What stands right below the patients in our emails (templates: `how_to_answer.text`, `custom.text`). */
const BELOW_PATIENTS =
  /^(?:so antworten sie|how to answer|bitte lassen sie die referenz|please leave the reference)/imu;

/**
 * Finds out whom a passage is about by where the quote above it ends in the email that was sent; without that text by the
 * last patient in the quote.
 */
export function scopeOf({ quote }: InlineAnswer, asked: AskedEntry[], sentText?: string): Scope {
  if (quote === '') return 'all';
  if (BELOW_PATIENTS.test(quote)) return 'all';
  const shown = headingsIn(quote, asked).at(-1)?.number;
  if (sentText === undefined) return shown ?? 'unsure';
  const ends = endsOf(quote, sentText);
  const scopes = new Set(ends.map((end) => patientAt(end, asked, sentText)));
  const [scope, ...others] = scopes;
  if (scope === undefined || others.length > 0) return shown ?? 'unsure';
  return scope === 'all' || shown === undefined || shown === scope ? scope : 'unsure';
}

interface Heading {
  number: number;
  /** How many words of the text stand in front of it. */
  at: number;
}

/** The headings of patients in a text, of those only who are asked about. */
function headingsIn(text: string, asked: AskedEntry[]): Heading[] {
  const line = text.replace(/\s+/gu, ' ');
  return Array.from(line.matchAll(HEADING)).flatMap(({ 1: number, 2: code = '', index }) => {
    const isAsked = asked.some((one) => one.number === Number(number) && codeKey(one.code) === codeKey(code));
    return isAsked ? [{ number: Number(number), at: wordsOf(line.slice(0, index)).length }] : [];
  });
}

/** Where in the email the last words of a quote stand: after how many of its words, for the longest run that is found. */
function endsOf(quote: string, sentText: string): number[] {
  const [last, sent] = [wordsOf(quote), wordsOf(sentText)];
  let ends: number[] = [];
  let most = FEWEST_WORDS;
  for (let end = sent.length; end > 0; end--) {
    const run = commonRun(last, sent, end);
    if (run < most) continue;
    ends = run === most ? [...ends, end] : [end];
    most = run;
  }
  return ends;
}

function commonRun(quote: string[], sent: string[], end: number): number {
  let run = 0;
  while (run < quote.length && run < end && quote.at(-1 - run) === sent[end - 1 - run]) run++;
  return run;
}

/** Whose facts stand at a place of the email. */
function patientAt(end: number, asked: AskedEntry[], sentText: string): Scope {
  const below = BELOW_PATIENTS.exec(sentText);
  if (below && end > wordsOf(sentText.slice(0, below.index)).length) return 'all';
  return headingsIn(sentText, asked).findLast(({ at }) => at < end)?.number ?? 'all';
}
