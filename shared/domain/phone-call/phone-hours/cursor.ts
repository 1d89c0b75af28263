import type { Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/** Where the grammar of phone hours stands in its tokens. */
export interface Cursor {
  tokens: Token[];
  next: number;
}

/** Reads something at the cursor and moves it; undefined when it is not there, and then the cursor may stand anywhere. */
export type Rule<T> = (cursor: Cursor) => T | undefined;

/** Applies a rule to all of the tokens; undefined when it fails or leaves something over. */
export function whole<T>(tokens: Token[], rule: Rule<T>): T | undefined {
  const cursor = { tokens, next: 0 };
  const result = rule(cursor);
  return isAtEnd(cursor) ? result : undefined;
}

/** Applies a rule that may fail: the cursor then stays. */
export function attempt<T>(cursor: Cursor, rule: Rule<T>): T | undefined {
  const { next } = cursor;
  const result = rule(cursor);
  if (result === undefined) cursor.next = next;
  return result;
}

/** Applies a rule inside parentheses, or else without them. */
export function inParentheses<T>(cursor: Cursor, rule: Rule<T>): T | undefined {
  if (!skip(cursor, 'open')) return rule(cursor);
  const result = rule(cursor);
  return skip(cursor, 'close') ? result : undefined;
}

export function take(cursor: Cursor, ...kinds: TokenKind[]): Token | undefined {
  const token = cursor.tokens[cursor.next];
  if (!token || !kinds.includes(token.kind)) return undefined;
  cursor.next += 1;
  return token;
}

export function skip(cursor: Cursor, ...kinds: TokenKind[]): boolean {
  return take(cursor, ...kinds) !== undefined;
}

/** Skips all that there are; true when there were any. */
export function skipAll(cursor: Cursor, ...kinds: TokenKind[]): boolean {
  const { next } = cursor;
  while (skip(cursor, ...kinds));
  return cursor.next > next;
}

export function stands(cursor: Cursor, ...kinds: TokenKind[]): boolean {
  const token = cursor.tokens[cursor.next];
  return token !== undefined && kinds.includes(token.kind);
}

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.next === cursor.tokens.length;
}

/** How the parts of a list are joined. */
export type Joint = 'comma' | 'and' | 'slash' | 'space';

/** Skips what joins two parts of a list: one sign or word, or `, und`. */
export function readJoint(cursor: Cursor): Joint {
  const sign = take(cursor, 'comma', 'slash')?.kind;
  const isWord = skipAll(cursor, 'and', 'also');
  if (sign === 'comma' || sign === 'slash') return sign;
  return isWord ? 'and' : 'space';
}

/** Whether a list ends here: nothing follows, or something that joins the next. */
export function endsPart(cursor: Cursor): boolean {
  return isAtEnd(cursor) || stands(cursor, 'comma', 'and', 'also', 'slash');
}
