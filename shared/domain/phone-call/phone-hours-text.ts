import type { Interval } from './interval.ts';
import { tokenize, type Token, type TokenKind } from './phone-hours-tokens.ts';

/**
 * The grammar of phone hours in words. It reads a clause as a whole or not at all: an exclusion, a condition, a date
 * or a misspelt day leaves tokens over that no rule takes.
 *
 *     clause   = group { ["and"] group }                  Mo-Fr 9-10 Uhr, Sa 11-12 Uhr
 *     group    = weekdays [":"] ranges
 *     weekdays = "daily" | days { "and" days }            Mo, Mi-Fr
 *     days     = day ["to" day]
 *     ranges   = range { "and" range }
 *     range    = ["from"] time ["clock"] "to" time ["clock"]
 */

/** Ranges of minutes of the local day that hold on each of some weekdays (1 = Monday). */
export interface DayHours {
  weekdays: number[];
  ranges: Interval[];
}

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Words that take something back or put it under a condition, and dates. */
const RESTRICTION =
  /(?<!\p{L})(?:nicht|kein\p{L}*|ohne|au(?:ß|ss)er|ausgenommen|nur|entf(?:ä|ae)ll\p{L}*|geschlossen|ferien|urlaub|\p{L}*woche\p{L}*|gerade\p{L}*|not?|never|without|except|unless|only|closed|holidays?|weeks?|\d{1,2}\.\d{1,2}\.)(?!\p{L})/iu;

interface Cursor {
  tokens: Token[];
  next: number;
}

/** The clauses of a text: its lines and what semicolons part. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[;\r\n]+/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

/** `Mo-Fr 9-10 Uhr, Sa 11-12 Uhr` → what holds on which weekdays; undefined unless every word is understood. */
export function readClause(clause: string): DayHours[] | undefined {
  return whole(clause, (cursor) => {
    const groups: DayHours[] = [];
    do {
      const weekdays = readDays(cursor);
      skip(cursor, 'colon');
      const ranges = weekdays && readRanges(cursor);
      if (!ranges) return undefined;
      groups.push({ weekdays, ranges });
    } while (skip(cursor, 'and') || cursor.next < cursor.tokens.length);
    return groups;
  });
}

/** `Mo, Mi-Fr` → 1, 3, 4, 5; undefined unless every word is understood. */
export function readWeekdays(text: string): number[] | undefined {
  return whole(text, readDays);
}

/** `9-10 und 14:00-14:50 Uhr` → minutes of the day; undefined unless every word is understood. */
export function readTimeRanges(text: string): Interval[] | undefined {
  return whole(text, readRanges);
}

/** `09:00` → 540, the minute of the day; undefined unless every word is understood. */
export function readTimeOfDay(text: string): number | undefined {
  return whole(text, readTime);
}

/**
 * The weekdays that a clause which was not understood puts in doubt: those that it begins with, `mittwochs nicht` → 3;
 * all, when it restricts something and does not say so plainly which weekdays it means; none, when it has no word of a
 * restriction.
 */
export function weekdaysInDoubt(clause: string): number[] {
  if (!RESTRICTION.test(clause.normalize('NFC'))) return [];
  const cursor = { tokens: tokenize(clause), next: 0 };
  const weekdays = readDays(cursor);
  const namesMore = cursor.tokens.slice(cursor.next).some(({ kind }) => kind === 'day' || kind === 'daily');
  return weekdays && !namesMore ? weekdays : EVERY_DAY;
}

/** Applies a rule to all of a text; undefined when it fails or leaves something over. */
function whole<T>(text: string, rule: (cursor: Cursor) => T | undefined): T | undefined {
  const cursor = { tokens: tokenize(text), next: 0 };
  const result = rule(cursor);
  return cursor.next === cursor.tokens.length ? result : undefined;
}

function readDays(cursor: Cursor): number[] | undefined {
  if (skip(cursor, 'daily')) return EVERY_DAY;
  const weekdays: number[] = [];
  do {
    const first = take(cursor, 'day');
    const last = skip(cursor, 'to') ? take(cursor, 'day') : first;
    if (first === undefined || last === undefined || last < first) return undefined;
    weekdays.push(...EVERY_DAY.slice(first - 1, last));
  } while (skipBefore(cursor, 'and', 'day'));
  return [...new Set(weekdays)];
}

function readRanges(cursor: Cursor): Interval[] | undefined {
  const ranges: Interval[] = [];
  do {
    skip(cursor, 'from');
    const start = readTime(cursor);
    const end = skip(cursor, 'to') ? readTime(cursor) : undefined;
    if (start === undefined || end === undefined || end <= start) return undefined;
    ranges.push({ start, end });
  } while (skipBefore(cursor, 'and', 'time') || skipBefore(cursor, 'and', 'from'));
  return ranges;
}

function readTime(cursor: Cursor): number | undefined {
  const time = take(cursor, 'time');
  skip(cursor, 'clock');
  return time;
}

function take(cursor: Cursor, kind: TokenKind): number | undefined {
  const token = cursor.tokens[cursor.next];
  if (token?.kind !== kind) return undefined;
  cursor.next += 1;
  return token.value;
}

function skip(cursor: Cursor, kind: TokenKind): boolean {
  return take(cursor, kind) !== undefined;
}

function skipBefore(cursor: Cursor, kind: TokenKind, following: TokenKind): boolean {
  return cursor.tokens[cursor.next + 1]?.kind === following && skip(cursor, kind);
}
