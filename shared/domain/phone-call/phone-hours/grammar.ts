import type { Interval } from '../interval.ts';
import {
  attempt,
  endsPart,
  inParentheses,
  isAtEnd,
  readJoint,
  skip,
  skipAll,
  stands,
  whole,
  type Cursor,
  type Joint,
} from './cursor.ts';
import { readDays, readDaysOff, readItem, type Days } from './days.ts';
import { isRespective, readingOf, type HoursPart, type OffPart, type Reading } from './groups.ts';
import { readRanges, standsAtRange } from './times.ts';
import type { Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/**
 * The grammar of phone hours in words. It reads a clause as a whole or not at all: a condition, a date or a misspelt
 * day leaves tokens over that no rule takes. Days and ranges have grammars of their own.
 *
 *     clause   = group { joint group } | mirrored { joint mirrored }
 *     group    = hours | off
 *     hours    = lead ["only"] days gap ["only"] ranges tail                   Mo-Fr: 9-10 Uhr
 *     mirrored = lead ranges gap days tail                                     9-10 Uhr (Mo, Mi)
 *     off      = ("except" | "not") daysOff | daysOff gap ("closed" | "not" | "to")     außer Mi; Mi: geschlossen
 *     lead     = { filler } [ ":" | "," | "to" ]                               Telefonisch erreichbar:
 *     gap      = { filler } [ ":" | "," | "to" ] { filler }
 *     tail     = { filler }
 */

const FILLERS: TokenKind[] = ['filler', 'phone', 'hours'];

/** `Mo-Fr 9-10 Uhr, Sa 11-12 Uhr` → what holds on which weekdays; undefined unless every word is understood. */
export function readClause(tokens: Token[]): Reading | undefined {
  return whole(tokens, (cursor) => attempt(cursor, readGroups) ?? readMirrored(cursor));
}

/** `Mo, Mi-Fr:` → 1, 3, 4, 5; undefined unless every word is understood. */
export function readWeekdays(tokens: Token[]): Days | undefined {
  return whole(tokens, (cursor) => {
    readLead(cursor);
    const days = readDays(cursor);
    skip(cursor, 'colon');
    return days;
  });
}

/** `9-10 und 14:00-14:50 Uhr` → minutes of the day; undefined unless every word is understood. */
export function readTimeRanges(tokens: Token[]): Interval[] | undefined {
  return whole(tokens, (cursor) => {
    readGap(cursor);
    const read = readRanges(cursor);
    skipAll(cursor, ...FILLERS);
    return read?.ranges;
  });
}

/** Whether tokens say that there are no hours: `geschlossen`, `-`, `keine`. */
export function saysNone(tokens: Token[]): boolean {
  return whole(tokens, readNone) ?? false;
}

/** Whether tokens change nothing of what follows: `Meine Telefonsprechzeiten:`. */
export function isLead(tokens: Token[]): boolean {
  return tokens.length > 0 && (whole(tokens, readLead) ?? false);
}

function readGroups(cursor: Cursor): Reading | undefined {
  const parts: (HoursPart | OffPart)[] = [];
  let joint: Joint | undefined;
  do {
    if (joint === 'space' && mayNegateHours(cursor)) return undefined;
    const part = attempt(cursor, readOff) ?? readHours(cursor, joint);
    if (!part) return undefined;
    parts.push(part);
    if (isAtEnd(cursor)) return readingOf(parts);
    joint = readJoint(cursor);
  } while (!isAtEnd(cursor));
  return undefined;
}

function readHours(cursor: Cursor, joint: Joint | undefined): HoursPart | undefined {
  const { next } = cursor;
  readLead(cursor);
  const isOnlyDays = skip(cursor, 'only');
  readLead(cursor);
  const isFirst = hasPhone(cursor.tokens.slice(next, cursor.next));
  const days = readDays(cursor);
  // `Mo 9-10, 11-12 Di, 13-14 Mi`: whose are the hours in the middle?
  if (!days || (joint === 'space' && stands(cursor, 'comma'))) return undefined;
  readGap(cursor);
  const isOnlyHours = skip(cursor, 'only');
  readGap(cursor);
  const read = inParentheses(cursor, readRanges);
  if (!read || isRespective(days, read)) return undefined;
  const only = isOnlyDays ? 'days' : isOnlyHours ? 'hours' : undefined;
  return { days, read, only, phone: { isFirst, isLast: readTail(cursor) } };
}

function readMirrored(cursor: Cursor): Reading | undefined {
  // Four digits are a time after a weekday only.
  if (cursor.tokens.some(({ kind }) => kind === 'military')) return undefined;
  const parts: HoursPart[] = [];
  do {
    const { next } = cursor;
    readLead(cursor);
    const isFirst = hasPhone(cursor.tokens.slice(next, cursor.next));
    const read = readRanges(cursor);
    const isParted = stands(cursor, 'comma', 'colon');
    readGap(cursor);
    const days = read && inParentheses(cursor, readDays);
    if (!days || isRespective(days, read)) return undefined;
    parts.push({ days, read, only: undefined, phone: { isFirst, isLast: readTail(cursor) } });
    if (isAtEnd(cursor)) return isParted && parts.length > 1 ? undefined : readingOf(parts);
    if (isParted || !endsPart(cursor)) return undefined;
    readJoint(cursor);
  } while (!isAtEnd(cursor));
  return undefined;
}

/** Days without hours; no other group follows without a sign, except in a table: `Mi: geschlossen Do: 9-10`. */
function readOff(cursor: Cursor): OffPart | undefined {
  const off = inParentheses(cursor, readDaysWithoutHours);
  return off && (endsPart(cursor) || (off.isRow && standsAtRow(cursor))) ? off : undefined;
}

function readDaysWithoutHours(cursor: Cursor): OffPart | undefined {
  skipAll(cursor, ...FILLERS);
  if (!skip(cursor, 'except', 'not')) {
    const weekdaysOff = readDaysOff(cursor);
    const isRow = stands(cursor, 'colon');
    return weekdaysOff && readNone(cursor) ? { weekdaysOff, isRow } : undefined;
  }
  skipAll(cursor, ...FILLERS);
  const weekdaysOff = readDaysOff(cursor);
  skipAll(cursor, ...FILLERS);
  return weekdaysOff && { weekdaysOff, isRow: false };
}

/** `Mo 9-10 bin ich nicht …`, `Mo 9-10 nicht erreichbar …`, and not `Mo-Fr 9-10 nicht Mi`. */
function mayNegateHours({ tokens, next }: Cursor): boolean {
  const around = [tokens[next - 1], tokens[next + 1]];
  return (
    tokens[next]?.kind === 'not' &&
    around.some((token) => token && FILLERS.includes(token.kind) && !['am', 'an'].includes(token.word))
  );
}

function standsAtRow(cursor: Cursor): boolean {
  const ahead = { ...cursor };
  return readItem(ahead) !== undefined && stands(ahead, 'colon');
}

function readNone(cursor: Cursor): true | undefined {
  skipAll(cursor, ...FILLERS);
  skip(cursor, 'colon');
  skipAll(cursor, ...FILLERS);
  const isDash = skip(cursor, 'to');
  if (!skip(cursor, 'closed', 'not') && !isDash) return undefined;
  skipAll(cursor, ...FILLERS);
  return true;
}

function readLead(cursor: Cursor): true {
  if (skipAll(cursor, ...FILLERS)) skip(cursor, 'colon', 'comma', 'to');
  return true;
}

function readGap(cursor: Cursor): void {
  skipAll(cursor, ...FILLERS);
  attempt(cursor, (at) => {
    if (!skip(at, 'colon', 'comma', 'to', 'also')) return undefined;
    skipAll(at, ...FILLERS);
    return standsAtRange(at) || stands(at, 'open', 'only', 'day', 'every', 'daily') || undefined;
  });
}

/** Skips words that change nothing after a group; whether the phone is among them. */
function readTail(cursor: Cursor): boolean {
  const { next } = cursor;
  skipAll(cursor, ...FILLERS);
  return hasPhone(cursor.tokens.slice(next, cursor.next));
}

function hasPhone(tokens: Token[]): boolean {
  return tokens.some(({ kind }) => kind === 'phone');
}
