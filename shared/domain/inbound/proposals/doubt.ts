import type { Outcome } from '../../email/email.ts';
import { kinds, type TokenKind } from './kinds.ts';
import type { Why } from './proposal.ts';
import { DOUBTS } from './readings.ts';
import type { Sentence } from './sentences.ts';

/** What a sentence that was not understood takes back. */
export interface Doubt {
  why: Why;
  /** Of whom; undefined of everybody. */
  numbers?: number[];
  takes: Outcome[];
}

export const EVERYTHING: Outcome[] = ['accepted', 'rejected', 'needs_follow_up'];
/** Nobody says no and does not mean it because of some other matter. */
const ACCEPTANCES: Outcome[] = ['accepted'];

/** Words that may give an answer, change one, or say whom it is about. */
const TOUCHING = kinds(
  'number code ordinal last patient all both none rest further count stray yes agree no decline refuse fine take toTake place free possible fits considered full waitlist put offer later earliest begin comes intake lacks hope would hedge condition only except irony or but also private statutory focus again touching quoted',
);
const NEGATIONS = kinds('not cannot nothing kein');

/** Words that mean patients, and not by number: a sentence with them may be about any. */
const VAGUE = kinds('patient all both none rest further count pronoun they stray one title');

/** Words that may stand before the patients that a sentence is about. */
const BEFORE_NAMES = kinds('filler article on to i we can also regret yes no please have');

/** What a sentence that was not understood may be about, and how much it may change. */
export function doubtOf(sentence: Sentence): Doubt {
  const words = sentence.tokens.map(({ kind }) => kind);
  const why = whyOf(sentence, words);
  const numbers = namedFirst(sentence);
  if (numbers) return { why, numbers, takes: EVERYTHING };
  const negations = words.filter((word) => NEGATIONS.has(word)).length;
  const isSlight = negations <= 1 && !words.some((word) => TOUCHING.has(word));
  return { why, takes: isSlight ? ACCEPTANCES : EVERYTHING };
}

/** The patients of a sentence that begins with them and is about no others. */
function namedFirst({ items }: Sentence): number[] | undefined {
  const first = items.findIndex((item) => 'named' in item || !BEFORE_NAMES.has(item.token.kind));
  const isFirst = first >= 0 && 'named' in (items[first] ?? {});
  const isOnlyThem = items.every((item) =>
    'named' in item ? item.named.kind === 'named' && !item.named.fault : !VAGUE.has(item.token.kind),
  );
  const isSaid = items.some((item) => 'token' in item);
  if (!isFirst || !isOnlyThem || !isSaid) return undefined;
  return items.flatMap((item) => ('named' in item ? item.named.numbers : []));
}

const REASONS: [why: Why, words: ReadonlySet<TokenKind>][] = [
  ['quotation', kinds('quoted')],
  ['which_patient', kinds('count number quantity one')],
  ...DOUBTS,
];

function whyOf({ items, isQuestion }: Sentence, words: TokenKind[]): Why {
  const fault = items.map((item) => ('named' in item ? item.named.fault : undefined)).find((one) => one);
  if (fault) return fault;
  if (isQuestion) return 'question';
  return REASONS.find(([, any]) => words.some((word) => any.has(word)))?.[0] ?? 'not_understood';
}
