import type { Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/** Where a word stands. */
interface Place {
  previous: Token | undefined;
  next: Token | undefined;
  /** Whether a word for the phone is beside it, or anywhere in the text. */
  isBesidePhone: () => boolean;
  hasPhone: boolean;
  /** Whether the text has short names of weekdays that only English has. */
  isEnglish: boolean;
}

/** Words that are weekdays only where nothing follows that they could mean otherwise: "So erreichen Sie mich". */
const AMBIGUOUS_DAYS = new Map<string, TokenKind>([
  ['so', 'filler'],
  ['die', 'filler'],
  ['mit', 'unknown'],
  ['don', 'unknown'],
  ['son', 'unknown'],
]);
const WORDS: TokenKind[] = [
  ...(['filler', 'phone', 'hours', 'consultation', 'unknown', 'after', 'agreement', 'appointments'] as const),
];
const ENGLISH_DAYS = ['tu', 'th', 'su', 'tue', 'thu', 'fri', 'sat', 'sun'];
const HOURS: TokenKind[] = ['hours', 'consultation'];
const AFTER_PREPOSITION: TokenKind[] = [
  ...(['day', 'daily', 'workdays', 'several', 'every', 'holiday', 'part', 'filler'] as const),
];

/** Gives words the meaning that they have where they stand. */
export function inContext(tokens: Token[]): Token[] {
  const hasPhone = tokens.some(({ kind }) => kind === 'phone');
  const isEnglish = tokens.some(({ word }) => ENGLISH_DAYS.includes(word));
  return tokens.map((token, index) => {
    const isBesidePhone = () => hasPhoneBeside(tokens, index);
    const place = {
      previous: tokens[index - 1],
      next: tokens[index + 1],
      isBesidePhone,
      hasPhone,
      isEnglish,
    };
    const meaning = MEANINGS_OF_WORDS.get(token.word) ?? MEANINGS_OF_KINDS[token.kind];
    const kind = meaning?.(token, place) ?? token.kind;
    return kind === token.kind ? token : { ...token, kind };
  });
}

type Meaning = (token: Token, place: Place) => TokenKind | undefined;

const afterEvery: Meaning = (_token, { previous }) => (previous?.kind === 'every' ? 'daily' : undefined);
const publicHoliday: Meaning = (_token, { previous }) =>
  previous?.word === 'public' || previous?.word === 'bank' ? 'holiday' : undefined;
const personal: Meaning = (_token, { next }) => (next?.kind === 'phone' ? 'filler' : undefined);

/** What words mean in their place that mean something else in others. */
const MEANINGS_OF_WORDS = new Map<string, Meaning>([
  ['tag', afterEvery],
  ['day', afterEvery],
  ['i', (_token, { next }) => (next?.word === 'am' ? 'filler' : 'unknown')],
  ['holiday', publicHoliday],
  ['holidays', publicHoliday],
  ['persönlich', personal],
  ['persönliche', personal],
  // "WE" is the weekend in German, and "we" a pronoun.
  ['we', (_token, { isEnglish, next }) => (isEnglish && !isFollowedByWord(next) ? 'day' : 'unknown')],
  // "9-10 am" is English, "9-10 am Montag" is German.
  [
    'am',
    (_token, { previous, next }) => {
      if (previous?.kind !== 'time' && previous?.kind !== 'number') return undefined;
      return next && AFTER_PREPOSITION.includes(next.kind) ? 'filler' : 'meridiem';
    },
  ],
]);

/** What words of a kind mean in their place, where that is not always the same. */
const MEANINGS_OF_KINDS: Partial<Record<TokenKind, Meaning>> = {
  day: ({ word }, { next }) => (isFollowedByWord(next) && AMBIGUOUS_DAYS.get(word)) || 'day',
  after: (_token, { next }) => (next?.kind === 'phone' ? 'filler' : 'after'),
  // "Sprechzeiten" are hours of the phone unless the text tells the two apart.
  hours: (_token, { hasPhone, isBesidePhone }) => (hasPhone && !isBesidePhone() ? 'unknown' : 'hours'),
  consultation: (_token, { isBesidePhone }) => (isBesidePhone() ? 'phone' : 'unknown'),
  and: (_token, { next }) => (next?.word === 'zwar' ? 'filler' : 'and'),
  // "Sonn- und Feiertage", "Tel.-Sprechzeiten"
  to: (_token, { previous, next }) =>
    (previous?.word === 'sonn' && next?.kind === 'and') || (next && HOURS.includes(next.kind))
      ? 'filler'
      : 'to',
};

/** Whether a word follows that is no beginning of hours. */
function isFollowedByWord(next: Token | undefined): boolean {
  return (
    next !== undefined && WORDS.includes(next.kind) && !['jeweils', 'jew', 'je', 'immer'].includes(next.word)
  );
}

/** Whether a word is about the phone because of its neighbours: `telefonische Sprechzeiten`, `Sprechzeiten (Tel.)`. */
function hasPhoneBeside(tokens: Token[], index: number): boolean {
  const near = [tokens.slice(Math.max(0, index - 3), index).toReversed(), tokens.slice(index + 1, index + 4)];
  return near.some((side) => {
    const first = side.find(({ kind }) => !['filler', 'open', 'and', 'slash', 'dot', 'to'].includes(kind));
    return first?.kind === 'phone';
  });
}
