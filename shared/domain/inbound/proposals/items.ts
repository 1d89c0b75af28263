import type { Asked } from './asked.ts';
import type { Cursor } from './cursor.ts';
import { kinds, type TokenKind } from './kinds.ts';
import { readList, readReferences, type References } from './references.ts';
import type { Token } from './tokens.ts';

/** Words for patients, with where they stand. */
export interface Named extends References {
  start: number;
  end: number;
}

export type Item = { named: Named } | { token: Token };

/** Signs that hold together what they stand between, and the ones that part it. */
export const TIGHT = kinds('colon dash');
export const LOOSE = kinds('comma and but that slash open close');

/** The words of a sentence, those for patients read together. */
export function itemsOf(tokens: Token[], asked: Asked): Item[] {
  const items: Item[] = [];
  const cursor: Cursor = { tokens, next: 0 };
  while (cursor.next < tokens.length) {
    const at = cursor.next;
    const first = tokens[at] as Token;
    let references = readReferences(cursor, asked);
    // "Ich nehme Patient 1, Patient 2 leider nicht": two answers, and no list.
    if (references?.isOpenList && hasAnswer(tokens, at, -1) && hasAnswer(tokens, cursor.next, 1)) {
      cursor.next = at;
      references = readList(cursor, asked, false);
    }
    if (references) {
      const end = tokens[cursor.next - 1]?.end ?? first.end;
      items.push({ named: { ...references, start: first.start, end } });
    } else {
      items.push({ token: first });
      cursor.next += 1;
    }
  }
  return items;
}

const ANSWERING = kinds('yes fine agree no decline refuse not take possible fits');

/** Whether there is an answer between a place and the next sign. */
function hasAnswer(tokens: Token[], at: number, step: 1 | -1): boolean {
  for (let index = step === 1 ? at : at - 1; ; index += step) {
    const kind: TokenKind | undefined = tokens[index]?.kind;
    if (!kind || TIGHT.has(kind) || LOOSE.has(kind)) return false;
    if (ANSWERING.has(kind)) return true;
  }
}
