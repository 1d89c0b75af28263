import { FRAMES } from './frames.ts';
import { kinds, type TokenKind } from './kinds.ts';
import type { Why } from './proposal.ts';
import { NOTHING, type Verdict } from './verdicts.ts';

const NEGATIONS = kinds('not cannot nothing kein none no');
/** Words of politeness, which say nothing where they are alone. */
const NEUTRAL = kinds(
  'filler article i we because on to also patient pronoun they label practice polite thanks please nice you greeting closing mail requests info glad contact adverb still title have',
);
const NOT_KNOWN = kinds('unknown touching stray disorder');

/** Words that put in doubt what is said with them, and why. */
export const DOUBTS: [why: Why, words: ReadonlySet<TokenKind>][] = [
  ['question', kinds('question')],
  ['condition', kinds('condition only except earliest')],
  ['hedge', kinds('would hedge hope irony ellipsis')],
];

/**
 * What the words of a segment say, by their kinds. A negation counts once: what two of them mean nobody knows (`kann
 * nicht nein sagen`).
 *
 * @returns undefined when that is not understood
 */
export function verdictOf(words: TokenKind[]): Verdict | undefined {
  const isPlain = words.filter((word) => NEGATIONS.has(word)).length <= 1;
  const frame = isPlain
    ? FRAMES.find(
        ({ needs, allows }) =>
          words.every((word) => allows.has(word)) &&
          needs.every((any) => words.some((word) => any.has(word))),
      )
    : undefined;
  if (frame) return words.includes('fullness') ? withCapacity(frame.verdict) : frame.verdict;
  if (words.every((word) => NEUTRAL.has(word))) return NOTHING;
  if (words.some((word) => NOT_KNOWN.has(word))) return undefined;
  const doubt = DOUBTS.find(([, doubtful]) => words.some((word) => doubtful.has(word)));
  return doubt && { says: 'unclear', why: doubt[0] };
}

/** `aus Kapazitätsgründen` */
function withCapacity(verdict: Verdict): Verdict {
  return verdict.says === 'rejected' ? { reason: 'no_capacity', ...verdict } : verdict;
}
