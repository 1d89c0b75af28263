import { attempt, inParentheses, readJoint, skip, skipAll, stands, take } from './cursor.ts';
import type { Cursor, Joint } from './cursor.ts';
import { DAY_SETS, EVERY_DAY, type TokenKind } from './vocabulary.ts';

/**
 *     days      = ( list | set [ list | "(" list ")" ] ) [ exclusion | "(" exclusion ")" ]
 *     set       = "daily" | "workdays" | "every" "day"             täglich Mo-Fr: those that are named
 *     list      = ["from"] item { joint item } [ set ]             Mo, Mi-Fr; Mo-Fr täglich
 *     item      = { filler | "every" } ( day [ ("to" | "until") day ] | "several" )
 *     exclusion = "except" item { joint item }
 *     joint     = [ "," | "/" | "and" ]
 */
export interface Days {
  weekdays: number[];
  /** How the list is joined, when it has more than one item. */
  joint?: Joint;
  /** The words may mean more weekdays, or a list takes some back: read, and shown to people. */
  isDoubtful?: boolean;
}

const DAY_STARTS: TokenKind[] = ['day', 'several'];
const BEFORE_DAY: TokenKind[] = ['filler', 'every'];

export function readDays(cursor: Cursor): Days | undefined {
  const days = attempt(cursor, readList) ?? readSet(cursor);
  if (!days) return undefined;
  const excluded = attempt(cursor, (at) => inParentheses(at, readExclusion));
  if (!excluded) return days;
  const weekdays = days.weekdays.filter((weekday) => !excluded.includes(weekday));
  if (weekdays.length === 0) return undefined;
  return excluded.length === 0 ? days : { ...days, weekdays, isDoubtful: true };
}

/** `Mo und feiertags`: the items of a list of weekdays and public holidays, on which nobody is called anyway. */
export function readDaysOff(cursor: Cursor): number[] | undefined {
  const weekdays: number[] = [];
  for (;;) {
    skipAll(cursor, ...BEFORE_DAY);
    if (!skip(cursor, 'holiday')) {
      const item = readItem(cursor);
      if (!item) return undefined;
      weekdays.push(...item);
    }
    const continues = attempt(cursor, (at) => {
      skipAll(at, 'filler');
      if (readJoint(at) === 'space') return undefined;
      skipAll(at, ...BEFORE_DAY);
      return stands(at, 'holiday', ...DAY_STARTS) || undefined;
    });
    if (!continues) return weekdays;
  }
}

function readList(cursor: Cursor): Days | undefined {
  skipAll(cursor, ...BEFORE_DAY);
  const isFrom = skip(cursor, 'from');
  const { next } = cursor;
  const weekdays = readItem(cursor);
  if (!weekdays || (isFrom && cursor.next === next + 1)) return undefined;
  let joint: Joint | undefined;
  for (;;) {
    const more = attempt(cursor, (at) => {
      const joined = readJoint(at);
      skipAll(at, ...BEFORE_DAY);
      if (!stands(at, ...DAY_STARTS)) return undefined;
      return { joined, item: readItem(at) };
    });
    if (!more) break;
    if (!more.item) return undefined;
    weekdays.push(...more.item);
    joint = more.joined;
  }
  attempt(cursor, readEvery);
  return { weekdays: [...new Set(weekdays)], ...(joint && { joint }) };
}

function readSet(cursor: Cursor): Days | undefined {
  const set = readEvery(cursor);
  if (!set) return undefined;
  return attempt(cursor, (at) => inParentheses(at, readList)) ?? set;
}

function readEvery(cursor: Cursor): Days | undefined {
  skipAll(cursor, ...BEFORE_DAY);
  const set = take(cursor, 'daily', 'workdays');
  if (!set) return undefined;
  const weekdays = DAY_SETS[set.value] ?? EVERY_DAY;
  // A Werktag may be a Saturday; what all who use the word mean is Monday to Friday.
  return set.kind === 'workdays' ? { weekdays, isDoubtful: true } : { weekdays };
}

/** One weekday, a range of them, or a word for several. */
export function readItem(cursor: Cursor): number[] | undefined {
  const several = take(cursor, 'several');
  if (several) return [...(DAY_SETS[several.value] ?? EVERY_DAY)];
  const first = take(cursor, 'day')?.value;
  if (first === undefined) return undefined;
  const last = attempt(cursor, (at) => (skipRangeSign(at) ? take(at, 'day') : undefined))?.value;
  if (last === undefined) return [first];
  return last > first ? EVERY_DAY.slice(first - 1, last) : undefined;
}

function readExclusion(cursor: Cursor): number[] | undefined {
  return skip(cursor, 'except') ? readDaysOff(cursor) : undefined;
}

/** Several dashes may be an empty column. */
function skipRangeSign(cursor: Cursor): boolean {
  const sign = take(cursor, 'to', 'until');
  return sign !== undefined && (sign.kind === 'until' || sign.word.length === 1);
}
