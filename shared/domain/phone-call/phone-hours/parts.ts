import type { Clause } from './clauses.ts';
import { attempt, isAtEnd, skip, skipAll, stands, whole, type Cursor } from './cursor.ts';
import { readDays } from './days.ts';
import { namedWeekdays, skipOrdinals } from './doubt.ts';
import { readClause } from './grammar.ts';
import type { Reading } from './groups.ts';
import { readRanges, readTime } from './times.ts';
import type { Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/**
 * Parts of a clause that cannot be read and still say plainly how far they reach, so that the parts beside them hold:
 *
 *     remark       = conditional | open | ordinal | otherwise | appointments | besides
 *     conditional  = days agreed                         Di nach Vereinbarung
 *     open         = days ["only"] ( [sign] time | part ["closed" | "not"] )   Fr nur bis 11 Uhr; Mi nachmittags
 *     ordinal      = { "every" } number "." days [ "month" ] [ ranges ]      jeden 2. Montag 9-10
 *     otherwise    = "otherwise" …                       sonst nach Vereinbarung
 *     appointments = "appointments" ["only"] agreed      Termine nach Vereinbarung
 *     besides      = ["also"] agreed, but no "only", behind "and" or "or", at the end   und nach Vereinbarung
 *     agreed       = ["only"] ["after"] { filler } "agreement"
 */
export interface Part extends Clause {
  /** What is read of it, or else the weekdays on which nothing else can be believed. */
  reading: Reading | { inDoubt: number[] };
}

/** What joins parts that are read together. */
export const COMMA: Token = { kind: 'comma', value: 0, word: ',', start: 0, end: 0 };
const JOINTS: TokenKind[] = ['comma', 'and', 'also', 'slash'];
const BETWEEN_PARTS: TokenKind[] = [...JOINTS, 'or', 'open'];
const SAYS_NOTHING_YET: TokenKind[] = [
  ...JOINTS,
  ...(['day', 'daily', 'workdays', 'several', 'filler', 'every', 'to', 'until', 'from'] as const),
  ...(['dot', 'ordinal', 'phone', 'hours'] as const),
];

/** A clause as a whole, or its parts; undefined unless each is read or is a remark that says plainly how far it reaches. */
export function readParts(clause: Clause): Part[] | undefined {
  const reading = readClause(clause.tokens);
  if (reading) return [{ ...clause, reading }];
  const parts: Part[] = [];
  const cut = partsOf(clause.tokens);
  for (const [index, tokens] of cut.entries()) {
    const part = readClause(tokens) ?? readRemark(tokens) ?? (index > 0 ? readAddition(tokens) : undefined);
    if (!part) return undefined;
    const start = index === 0 ? clause.start : (tokens[0]?.start ?? clause.start);
    const end = index === cut.length - 1 ? clause.end : (tokens.at(-1)?.end ?? clause.end);
    parts.push({ text: clause.text, tokens, start, end, reading: part });
  }
  return readTogether(parts) ? parts : undefined;
}

/** Whether what is read of parts makes a clause without the remarks. */
function readTogether(parts: Part[]): boolean {
  const read = parts.filter(({ reading }) => 'groups' in reading).flatMap(({ tokens }) => [COMMA, ...tokens]);
  return read.length === 0 || readClause(read.slice(1)) !== undefined;
}

/** Cuts a clause where a part that says something is followed by a sign and the next weekday, or by words for the rest. */
function partsOf(tokens: Token[]): Token[][] {
  const starts = [0];
  let saysSomething = false;
  for (const [index, { kind }] of tokens.entries()) {
    if (saysSomething && beginsPart(tokens, index)) {
      starts.push(index);
      saysSomething = false;
    }
    if (kind === 'otherwise') break;
    const isOrdinal = kind === 'number' && tokens[index + 1]?.kind === 'dot';
    saysSomething ||= !isOrdinal && !SAYS_NOTHING_YET.includes(kind);
  }
  return starts.map((start, i) => {
    const part = tokens.slice(start, starts[i + 1]);
    const isLast = i === starts.length - 1;
    return isLast ? part : part.slice(0, part.findLastIndex(({ kind }) => !BETWEEN_PARTS.includes(kind)) + 1);
  });
}

function beginsPart(tokens: Token[], index: number): boolean {
  const isAny = (kinds: TokenKind[], at: number) => kinds.includes(tokens[at]?.kind ?? 'unknown');
  if (isAny(['otherwise'], index)) return true;
  if (isAny(['and', 'or'], index - 1) && endsInAddition(tokens, index)) return true;
  return isAny(JOINTS, index - 1) && (isAny(['appointments'], index) || namesDays(tokens, index));
}

function endsInAddition(tokens: Token[], index: number): boolean {
  const cursor = { tokens, next: index };
  return readBesides(cursor) !== undefined && isAtEnd(cursor);
}

function namesDays(tokens: Token[], index: number): boolean {
  const cursor = { tokens: tokens.slice(index, index + 12), next: 0 };
  skipOrdinals(cursor);
  return readDays(cursor) !== undefined;
}

function readRemark(tokens: Token[]): { inDoubt: number[] } | undefined {
  const isAboutOthers = stands({ tokens, next: 0 }, 'otherwise') || whole(tokens, readAppointments);
  if (isAboutOthers) return { inDoubt: namedWeekdays(tokens) };
  const inDoubt = whole(tokens, readOrdinal) ?? whole(tokens, readRemarkOnDays);
  return inDoubt && { inDoubt };
}

/** Behind hours, it takes nothing from them; by itself it would restrict them. */
function readAddition(tokens: Token[]): { inDoubt: number[] } | undefined {
  return whole(tokens, readBesides) && { inDoubt: [] };
}

function readOrdinal(cursor: Cursor): number[] | undefined {
  const days = skipOrdinals(cursor) ? readDays(cursor) : undefined;
  skipAll(cursor, 'filler', 'month', 'colon');
  if (!isAtEnd(cursor)) readRanges(cursor);
  return days?.weekdays;
}

function readRemarkOnDays(cursor: Cursor): number[] | undefined {
  skipAll(cursor, 'filler', 'phone', 'hours');
  const days = readDays(cursor);
  skipAll(cursor, 'filler', 'phone', 'colon');
  return attempt(cursor, readAgreed) || attempt(cursor, readOpen) ? days?.weekdays : undefined;
}

function readAgreed(cursor: Cursor): true | undefined {
  skip(cursor, 'only');
  skip(cursor, 'after');
  skipAll(cursor, 'filler', 'phone');
  return skip(cursor, 'agreement') || undefined;
}

function readOpen(cursor: Cursor): true | undefined {
  skip(cursor, 'only');
  if (skip(cursor, 'part')) return skip(cursor, 'closed', 'not') || true;
  skip(cursor, 'since', 'until', 'from', 'after');
  return readTime(cursor) && true;
}

function readBesides(cursor: Cursor): true | undefined {
  skip(cursor, 'also');
  return stands(cursor, 'only') ? undefined : readAgreed(cursor);
}

function readAppointments(cursor: Cursor): true | undefined {
  skipAll(cursor, 'filler');
  return skip(cursor, 'appointments', 'hours') ? readAgreed(cursor) : undefined;
}
