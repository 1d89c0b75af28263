import type { TokenKind } from './kinds.ts';

/** Words of a kind; `frei~` stands for all its endings. Of a word that is listed twice the first meaning counts. */
export type Words = [kind: TokenKind, words: string, value?: number];
