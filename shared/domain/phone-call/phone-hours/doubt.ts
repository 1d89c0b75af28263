import { attempt, isAtEnd, skip, skipAll, type Cursor } from './cursor.ts';
import { readDays, readItem } from './days.ts';
import type { Token } from './tokens.ts';
import {
  DAY_SETS,
  EVERY_DAY,
  RESTRICTING_STEMS,
  VOCABULARY,
  WEEKDAY_NAMES,
  type TokenKind,
} from './vocabulary.ts';

/** Words that take something back or put it under a condition, wherever they stand. */
const RESTRICTING: TokenKind[] = [
  ...(['except', 'not', 'closed', 'only', 'date', 'ordinal', 'month'] as const),
  ...(['since', 'agreement', 'otherwise'] as const),
];

/** What can stand behind a weekday: an unknown word in front of it, or at the beginning, may be a misspelt one. */
const BEHIND_DAY = new Set<TokenKind>(
  (
    'time number military from between since until part only every daily to and comma slash colon open close dot ' +
    'not closed except day after agreement'
  ).split(' ') as TokenKind[],
);

/** How many letters a word has that looks like the name of a weekday wherever it stands. */
const LONG = 6;

/**
 * The weekdays on which nothing else can be believed because of a clause that was not understood: those that it names,
 * `Mi nur nach Vereinbarung` → 3; all, when it restricts something and does not say plainly which weekdays it means;
 * none, when it names none.
 */
export function weekdaysInDoubt(tokens: Token[]): number[] {
  const named = namedWeekdays(tokens);
  if (restricts(tokens)) {
    const first = leadingWeekdays(tokens);
    return first.length > 0 && named.every((weekday) => first.includes(weekday)) ? first : EVERY_DAY;
  }
  return named;
}

/** Whether anything in a clause takes something back, or puts it under a condition or a date. */
export function restricts(tokens: Token[]): boolean {
  return tokens.some(({ kind, word }, index) => {
    if (kind === 'unknown') return isRestricting(word);
    if (kind === 'after')
      return ['number', 'time', 'military'].includes(tokens[index + 1]?.kind ?? 'unknown');
    return RESTRICTING.includes(kind) || (kind === 'until' && isOpenEnd(tokens[index - 1]));
  });
}

function isRestricting(word: string): boolean {
  return RESTRICTING_STEMS.some((stem) => (stem.length < 5 ? word.startsWith(stem) : word.includes(stem)));
}

/** Skips `jeden 2. und 4.` in front of a weekday; whether there is any. */
export function skipOrdinals(cursor: Cursor): boolean {
  let found = false;
  for (;;) {
    skipAll(cursor, 'filler', 'every', 'and', 'comma');
    const isOrdinal = attempt(
      cursor,
      (at) => skip(at, 'ordinal') || (skip(at, 'number') && skip(at, 'dot')) || undefined,
    );
    if (!isOrdinal) return found;
    found = true;
  }
}

/** The weekdays that a clause begins with, after words such as `jeden 2.`. */
function leadingWeekdays(tokens: Token[]): number[] {
  const cursor = { tokens, next: 0 };
  skipAll(cursor, 'filler', 'phone', 'hours');
  skipOrdinals(cursor);
  return attempt(cursor, readDays)?.weekdays ?? [];
}

/** All weekdays in a clause, those included that a misspelt word may be. */
export function namedWeekdays(tokens: Token[]): number[] {
  const cursor = { tokens, next: 0 };
  const named = new Set<number>();
  const unknownWords = new Set<string>();
  while (!isAtEnd(cursor)) {
    const item = attempt(cursor, readItem);
    for (const weekday of item ?? weekdaysAt(cursor)) named.add(weekday);
    if (item) continue;
    if (mayBeDay(cursor)) unknownWords.add(tokens[cursor.next]?.word ?? '');
    cursor.next += 1;
  }
  return [...new Set([...named, ...[...unknownWords].flatMap(weekdaysLike)])];
}

function weekdaysAt({ tokens, next }: Cursor): number[] {
  const token = tokens[next];
  if (token?.kind === 'day') return EVERY_DAY; // of a range that runs backwards
  return token?.kind === 'daily' || token?.kind === 'workdays' ? (DAY_SETS[token.value] ?? EVERY_DAY) : [];
}

/** Whether an unknown word stands where a weekday would, or is as long as only their full names are. */
function mayBeDay({ tokens, next }: Cursor): boolean {
  const [token, following] = [tokens[next], tokens[next + 1]];
  if (token?.kind !== 'unknown') return false;
  return next === 0 || !following || BEHIND_DAY.has(following.kind) || token.word.length >= LONG;
}

/** The weekdays whose names differ from a word by one letter, or by two when it is long. */
export function weekdaysLike(word: string): number[] {
  if (!/^\p{L}+$/u.test(word) || word.length > 12 || VOCABULARY.has(word)) return [];
  const most = word.length >= LONG ? 2 : 1;
  const near = WEEKDAY_NAMES.filter(
    ([name]) => Math.abs(name.length - word.length) <= most && distance(word, name) <= most,
  );
  return [...new Set(near.map(([, weekday]) => weekday))];
}

/** How many letters have to be inserted, left out, replaced, or exchanged with the next (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, isExchanged ? at(i - 2, j - 2) + 1 : Infinity),
      );
    }
  }
  return at(a.length, b.length);
}

function isOpenEnd(before: Token | undefined): boolean {
  return !before || !['time', 'number', 'military', 'clock', 'meridiem', 'day'].includes(before.kind);
}

/** `Hausbesuche: Mo 14-18`: a heading of its own, with words that are not known. */
export function isAboutSomethingElse(tokens: Token[]): boolean {
  const colon = tokens.findIndex(({ kind }) => kind === 'colon');
  const heading = tokens.slice(0, Math.max(0, colon));
  const unknown = heading.filter(({ kind }) => kind === 'unknown');
  return unknown.length > 0 && namedWeekdays(heading).length === 0 && !restricts(heading);
}
