import type { Interval } from '../interval.ts';
import { attempt, readJoint, skip, skipAll, stands, take } from './cursor.ts';
import type { Cursor, Joint } from './cursor.ts';
import type { Token } from './tokens.ts';
import { DAY_PARTS, type TokenKind } from './vocabulary.ts';

/**
 *     ranges  = [ part [":"] ] range [ part ] { joint [ part [":"] ] range [ part ] }      vormittags 9-10, nachmittags 14-15
 *     range   = [ "from" ] time ("to" | "until") time                          von 9 bis 10 Uhr
 *             | "since" time "until" time                                      ab 9 bis 10 Uhr
 *             | "between" time ("and" | "to" | "until") time                   zwischen 9 und 10 Uhr
 *     time    = ( minutes | hour | four ) [ "clock" [ number ] ] [ "meridiem" ]
 */
export interface Ranges {
  ranges: Interval[];
  /** How the list is joined, when it has more than one range. */
  joint?: Joint;
}

interface Time {
  minute: number;
  token: Token;
  /** Whether minutes follow the word for the clock: `9 Uhr 30`. */
  hasMinutes: boolean;
  meridiem?: number;
}

const RANGE_STARTS: TokenKind[] = ['time', 'number', 'military', 'from', 'since', 'between', 'part'];

export function standsAtRange(cursor: Cursor): boolean {
  return stands(cursor, ...RANGE_STARTS);
}

export function readRanges(cursor: Cursor): Ranges | undefined {
  const ranges: Interval[] = [];
  let joint: Joint | undefined;
  let part: Token | undefined;
  for (;;) {
    const leading = take(cursor, 'part');
    if (leading) skip(cursor, 'colon');
    part = leading ?? part;
    skipAll(cursor, 'filler');
    const range = readRange(cursor);
    const parts = [part, attempt(cursor, readPartAfter)];
    if (!range || !parts.every((said) => !said || agrees(range, said))) return undefined;
    if (mayBeInTwelveHours(range, ranges.at(-1))) return undefined;
    ranges.push(range);
    const joined = attempt(cursor, readJointBeforeRange);
    if (!joined) return { ranges, ...(joint && { joint }) };
    joint = joined;
  }
}

/** `9 Uhr` → 540; the end of a range when its `start` is given. */
export function readTime(cursor: Cursor, start?: Time): Time | undefined {
  const token = take(cursor, 'time', 'number', 'military');
  if (!token) return undefined;
  const mayHaveMinutes = skip(cursor, 'clock') && token.kind === 'number';
  const minutes = mayHaveMinutes ? attempt(cursor, (at) => readMinutes(at, start)) : undefined;
  const meridiem = take(cursor, 'meridiem')?.value;
  const minute = minuteOf(token);
  if (minute === undefined) return undefined;
  return {
    minute: minute + (minutes ?? 0),
    token,
    hasMinutes: minutes !== undefined,
    ...(meridiem !== undefined && { meridiem }),
  };
}

/** The minutes of `9 Uhr 30`, where they cannot be the hour of another range: `9-10 Uhr 14-15 Uhr`. */
function readMinutes(cursor: Cursor, start?: Time): number | undefined {
  const minutes = take(cursor, 'number');
  if (minutes?.word.length !== 2 || minutes.value > 59) return undefined;
  if (!start) return stands(cursor, 'to', 'until', 'and') ? minutes.value : undefined;
  skip(cursor, 'clock');
  const mayBeHour = minutes.value <= 24 && !start.hasMinutes;
  return mayBeHour || stands(cursor, 'to', 'until') ? undefined : minutes.value;
}

function readRange(cursor: Cursor): Interval | undefined {
  const opener = take(cursor, 'from', 'since', 'between')?.kind;
  const start = readTime(cursor);
  const sign = take(cursor, 'to', 'until', ...(opener === 'between' ? (['and'] as const) : []));
  const end = sign && start && readTime(cursor, start);
  if (!start || !end || (opener === 'since' && sign.kind !== 'until')) return undefined;
  return intervalOf(start, end);
}

/** The part of the day said after a range, unless the next range follows: then it is said of that. */
function readPartAfter(cursor: Cursor): Token | undefined {
  skipAll(cursor, 'filler');
  const part = take(cursor, 'part');
  return standsAtRange(cursor) ? undefined : part;
}

function readJointBeforeRange(cursor: Cursor): Joint | undefined {
  const joint = readJoint(cursor);
  return standsAtRange(cursor) ? joint : undefined;
}

function intervalOf(start: Time, end: Time): Interval | undefined {
  if ((start.token.kind === 'military') !== (end.token.kind === 'military')) return undefined;
  if (start.meridiem !== undefined && end.meridiem === undefined) return undefined;
  if (mayBeAfternoon(start, end) || mayBeDates(start.token, end.token)) return undefined;
  // `1-2 pm`: said of both.
  const interval = {
    start: inTwelveHours(start.minute, start.meridiem ?? end.meridiem),
    end: inTwelveHours(end.minute, end.meridiem),
  };
  return interval.end > interval.start && interval.end <= 24 * 60 ? interval : undefined;
}

function inTwelveHours(minute: number, meridiem: number | undefined): number {
  if (meridiem === undefined) return minute;
  return minute >= 60 && minute < 13 * 60 ? (minute % (12 * 60)) + meridiem : NaN;
}

/** `2-4 Uhr`: nobody is called at night, and whoever means the afternoon does not say it here. */
function mayBeAfternoon(start: Time, end: Time): boolean {
  const isHour = start.token.kind === 'number' && start.token.word.length === 1;
  return isHour && start.minute >= 60 && start.minute < 6 * 60 && end.meridiem === undefined;
}

/** `9:00-12:00, 2:00-4:00`: not at night. */
function mayBeInTwelveHours(range: Interval, previous: Interval | undefined): boolean {
  return previous !== undefined && range.start < previous.start && range.start < 6 * 60;
}

/** `3.12-5.12`: minutes that are the same month, and none that a clock is set to. */
function mayBeDates(start: Token, end: Token): boolean {
  const [, from = ''] = /^\d+\.(\d\d)$/u.exec(start.word) ?? [];
  const [, to = ''] = /^\d+\.(\d\d)$/u.exec(end.word) ?? [];
  return from !== '' && from === to && Number(from) <= 12 && Number(from) % 5 !== 0;
}

/** Four digits are a time only on the quarter of an hour: else they may be a phone number or a year. */
function minuteOf({ kind, value, word }: Token): number | undefined {
  if (kind === 'number') return value <= 24 ? value * 60 : undefined;
  if (kind === 'time') return value;
  const [hour, minute] = [Number(word.slice(0, 2)), Number(word.slice(2))];
  return hour >= 6 && hour < 24 && minute < 60 && minute % 15 === 0 ? hour * 60 + minute : undefined;
}

/** Whether a range lies in the part of the day that is said of it. */
export function agrees(range: Interval, part: Token): boolean {
  const limits = DAY_PARTS[part.value];
  return limits !== undefined && range.start >= limits.start && range.end <= limits.end;
}
