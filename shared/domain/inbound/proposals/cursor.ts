import type { Token } from './tokens.ts';
import type { TokenKind } from './kinds.ts';

/** Where a grammar stands in its tokens. */
export interface Cursor {
  tokens: Token[];
  next: number;
}

/** Applies a rule that may fail: the cursor then stays. */
export function attempt<T>(cursor: Cursor, rule: (cursor: Cursor) => T | undefined): T | undefined {
  const { next } = cursor;
  const result = rule(cursor);
  if (result === undefined) cursor.next = next;
  return result;
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
