import { LOOSE, TIGHT, type Item, type Named } from './items.ts';
import { kinds, type TokenKind } from './kinds.ts';
import type { Token } from './tokens.ts';

/** Words between signs, about some patients or none. */
export interface Segment {
  named?: Named;
  tokens: Token[];
  /** How many of them stand before the patients. */
  before: number;
  /** Whether a sign such as a colon holds it together with the one before, or the next with it. */
  isTight: boolean;
  isHeading?: boolean;
  /** The word or the sign that joins it with the one before. */
  joinedBy?: TokenKind;
}

/**
 * Cuts a sentence at its signs, behind the answer that it begins with, and before the next patients where the ones
 * before have got their answer: `1 ja 2 nein`.
 *
 * @returns undefined when patients stand beside patients, or when it breaks off: `Ja gern, aber`
 */
export function segmentsOf(items: Item[]): Segment[] | undefined {
  const segments: Segment[] = [];
  let current = segment();
  /** Whether patients were named since the last sign that parts. */
  let hasNames = false;
  const cut = (next: Segment) => {
    segments.push(current);
    current = next;
  };
  for (const [index, item] of items.entries()) {
    if ('named' in item) {
      if (hasNames && current.tokens.length > current.before) cut(segment());
      if (current.named) return undefined;
      hasNames = true;
      current = { ...current, named: item.named, before: current.tokens.length };
    } else if (TIGHT.has(item.token.kind) || LOOSE.has(item.token.kind)) {
      const isTight = TIGHT.has(item.token.kind);
      if (isTight) current.isHeading = true;
      else hasNames = false;
      cut(segment({ isTight, joinedBy: item.token.kind }));
    } else {
      current.tokens.push(item.token);
      if (beginsAnew(current, items[index + 1])) cut(segment());
    }
  }
  const breaksOff = current.joinedBy === 'but' || current.joinedBy === 'that';
  if (breaksOff && isEmpty(current)) return undefined;
  return [...segments, current].filter((one) => !isEmpty(one));
}

function segment(more: Partial<Segment> = {}): Segment {
  return { tokens: [], before: 0, isTight: false, ...more };
}

function isEmpty({ named, tokens }: Segment): boolean {
  return !named && tokens.length === 0;
}

/** Answers that a sentence begins with before it goes on: `Ja gern`, `Nein danke`. */
const ANSWERS = new Set(['ja', 'nein', 'yes', 'no']);
/** What an answer goes on with as one: `ja zu Patient 1`. */
const CONTINUING = new Set([...TIGHT, ...LOOSE, ...kinds('filler article to on')]);

/** Whether a sentence begins anew behind an answer or a greeting. */
function beginsAnew({ tokens }: Segment, next: Item | undefined): boolean {
  const [first] = tokens;
  if (!first || !next || 'named' in next || CONTINUING.has(next.token.kind)) return false;
  if (tokens.every(({ kind }) => kind === 'greeting')) return true;
  return tokens.length === 1 && ANSWERS.has(first.word) && (first.kind === 'yes' || first.kind === 'no');
}
