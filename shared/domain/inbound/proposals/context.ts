import { kinds, type TokenKind } from './kinds.ts';
import type { Token } from './tokens.ts';

/** Where a word stands. */
interface Place {
  tokens: Token[];
  index: number;
  previous: Token | undefined;
  next: Token | undefined;
}

/** Gives words the meaning that they have where they stand. */
export function inContext(tokens: Token[]): Token[] {
  return withoutLists(
    tokens.map((token, index) => {
      const place = { tokens, index, previous: tokens[index - 1], next: tokens[index + 1] };
      const kind = MEANINGS[token.kind]?.(token, place) ?? token.kind;
      return kind === token.kind ? token : { ...token, kind };
    }),
  );
}

/** Words of which a list says no more than one: `9 und 10 Uhr`, `Privatpatienten und Selbstzahler`. */
const LISTED = kinds('quantity when private statutory disorder language place later patient');
const JOINTS = kinds('and dash until slash comma');
const VERBS = kinds('can have take must offer');

function withoutLists(tokens: Token[]): Token[] {
  return tokens.filter(({ kind }, index) => {
    const [previous, next] = [tokens[index - 1]?.kind ?? 'stop', tokens[index + 1]?.kind ?? 'stop'];
    const isList = JOINTS.has(kind) && LISTED.has(previous) && LISTED.has(next);
    // "Ich kann aber …": the sentence began before.
    return !isList && !(kind === 'but' && VERBS.has(previous));
  });
}

const BREAKS = kinds('stop question semicolon newline paragraph ellipsis dash comma open');
const ENDS = kinds(
  'stop question semicolon newline paragraph ellipsis comma and but or colon dash slash open close because',
);

function isFirst({ previous }: Place): boolean {
  return !previous || BREAKS.has(previous.kind);
}

function isLast({ next }: Place): boolean {
  return !next || ENDS.has(next.kind);
}

/** What may stand between an article and what it belongs to. */
const ADJECTIVES = kinds('free new further nice count also polite thanks title adverb');
const MOST_ADJECTIVES = 4;
const NOUNS = kinds(
  'patient place waitlist focus label requests number code ordinal last rest both query appointment call mail possible interest later when statutory private article unknown touching disorder language info intake reach waiting practice any',
);
const NEGATED = kinds('place patient interest problem possible');

/** The kind of the first of the next words that is no adjective. */
function kindAfter({ tokens, index }: Place): TokenKind {
  const next = tokens.slice(index + 1, index + 1 + MOST_ADJECTIVES);
  return next.find(({ kind }) => !ADJECTIVES.has(kind))?.kind ?? 'stop';
}

/** Words before a number that is no patient's: `am 1.`, `in 2`. */
const BEFORE_QUANTITY = new Set(
  (
    'am um ab seit gegen nach vor zwischen zum vom im in kw seite raum zimmer uhr at by from until ca etwa rund circa ' +
    'mindestens hoechstens maximal'
  ).split(' '),
);
const TIMES = kinds('when later');
/** What follows `Sie` when it is no woman: verbs of the third person plural, and objects. */
const AFTER_YOU = new Set(
  'koennen koennten haben haetten wuerden rufen melden moegen duerfen sind wissen sich mich mir bitte an'.split(
    ' ',
  ),
);
const BEFORE_ONE = kinds('ordinal last rest article');
const POLITE_NOUNS = kinds('polite thanks');
const ANSWERS = new Set(['zusage', 'absage']);
const AFTER_TITLE = kinds('code title unknown');

/** What words of a kind mean in their place, where that is not always the same. */
const MEANINGS: Partial<Record<TokenKind, (token: Token, place: Place) => TokenKind>> = {
  // "Den nehme ich": one of them; "den Patienten", "den zweiten".
  article: ({ word }, place) =>
    word === 'the' || place.next?.kind === 'count' || NOUNS.has(kindAfter(place)) ? 'article' : 'pronoun',
  pronoun: ({ word, isCapital }, place) => {
    if (!isCapital || !['ihnen', 'ihr', 'sie'].includes(word)) return 'pronoun';
    if (word !== 'sie') return 'filler';
    return !isFirst(place) || AFTER_YOU.has(place.next?.word ?? '') ? 'you' : 'pronoun';
  },
  // "Einen von beiden", "eine kann ich nehmen" count patients; "einen Platz" does not.
  one: ({ word }, place) => {
    if (word === 'one' && BEFORE_ONE.has(place.previous?.kind ?? 'stop')) return 'filler';
    // "Eine Zusage" is one.
    if (ANSWERS.has(place.next?.word ?? '') || place.next?.kind === 'closing') return 'filler';
    if (place.next?.isCapital === true && POLITE_NOUNS.has(place.next.kind)) return 'filler';
    return word === 'one' || !NOUNS.has(kindAfter(place)) ? 'count' : 'one';
  },
  any: ({ word }, { next }) => (word === 'either' || next?.word === 'of' ? 'any' : 'filler'),
  to: (_token, place) => (isLast(place) && place.previous !== undefined ? 'toEnd' : 'to'),
  // "Absagen: 2" is a heading, "muss ich absagen" says so.
  decline: ({ isCapital }, place) => (isCapital && isFirst(place) ? 'no' : 'decline'),
  agree: ({ isCapital }, place) => (isCapital && isFirst(place) ? 'yes' : 'agree'),
  // "No free places"
  no: ({ word }, place) => (word === 'no' && NEGATED.has(kindAfter(place)) ? 'kein' : 'no'),
  number: (_token, { previous, next }) => {
    const isMeasured = BEFORE_QUANTITY.has(previous?.word ?? '') || TIMES.has(next?.kind ?? 'stop');
    return isMeasured || previous?.kind === 'when' ? 'quantity' : 'number';
  },
  ordinal: (token, place) => (isDay(token, place) ? 'quantity' : 'ordinal'),
  at: ({ word }, { previous }) => (word === 'am' && previous?.kind === 'i' ? 'filler' : 'at'),
  title: (_token, { next }) => (AFTER_TITLE.has(next?.kind ?? 'stop') ? 'title' : 'stray'),
};

/** `ab dem 1.`, `der 1. Mai`; `für den 1.` may be one. */
function isDay({ word }: Token, { tokens, index, previous, next }: Place): boolean {
  const hasDigits = /^\d/u.test(word);
  const before = hasDigits && previous?.kind === 'article' ? tokens[index - 2]?.word : previous?.word;
  const isFor = hasDigits && before === 'fuer' && next?.kind !== 'patient';
  return isFor || BEFORE_QUANTITY.has(before ?? '') || next?.kind === 'later';
}
