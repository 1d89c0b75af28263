import type { Asked } from './asked.ts';
import { attempt, skip, skipAll, stands, take, type Cursor } from './cursor.ts';
import { kinds } from './kinds.ts';
import { readItems, readSize, type List } from './lists.ts';
import type { Why } from './proposal.ts';

/**
 * Whom words are about:
 *
 *     references = all | none | rest | list
 *     all        = [article] ( "all" [count] | "both" ) { noun } ["of" "them"] [ "except" list ]   alle drei; alle außer 2
 *     none       = ("kein" | "none") [ "further" ] ( noun | of | nothing of what "kein" may negate )   keinen von beiden
 *     of         = ["of"] [article] [count] [noun | "them"]
 *     rest       = [article] [count] ("rest" | "further") [count] [noun]                         die anderen beiden
 */
export interface References {
  kind: 'named' | 'all' | 'none' | 'rest';
  /** None for the rest, whom only the whole reply can tell. */
  numbers: number[];
  /** How many the words say that the rest are. */
  size?: number;
  /** They are turned down by the same words: `keine weiteren`. */
  isNone?: boolean;
  /** All in a no, and nobody knows whom in a yes: `any of them`. */
  isAny?: boolean;
  /** Two joined by a comma alone, so that the second may begin something else: `Ich nehme 1, 2 nicht`. */
  isOpenList?: boolean;
  /** A number alone may be a count: `2 kann ich nehmen`. */
  mayCount?: boolean;
  fault?: Why;
}

export function readReferences(cursor: Cursor, asked: Asked): References | undefined {
  return (
    attempt(cursor, (at) => readAll(at, asked)) ??
    attempt(cursor, (at) => readNone(at, asked)) ??
    attempt(cursor, readRest) ??
    attempt(cursor, (at) => readList(at, asked))
  );
}

/** Patients by number or code; `hasCommas` is false where a comma ends them. */
export function readList(cursor: Cursor, asked: Asked, hasCommas = true): References | undefined {
  const list = readItems(cursor, asked, hasCommas);
  if (!list) return undefined;
  const { items, joints } = list;
  const numbers = [...new Set(items.flatMap((item) => item.numbers))].sort((a, b) => a - b);
  const fault = faultOf(list, asked);
  return {
    kind: 'named',
    numbers: numbers.filter((number) => asked.numbers.includes(number)),
    ...(joints.length > 0 && joints.every((joint) => joint === 'comma') && { isOpenList: true }),
    ...(mayCount(list) && { mayCount: true }),
    ...(fault && { fault }),
  };
}

function faultOf({ items, joints }: List, asked: Asked): Why | undefined {
  const fault = items.find((item) => item.fault)?.fault;
  if (fault) return fault;
  const isKnown = items.every(({ numbers }) => numbers.every((number) => asked.numbers.includes(number)));
  if (!isKnown) return 'unknown_patient';
  return joints.includes('or') ? 'which_patient' : undefined;
}

/** `2`, `1-2` and `2, 3` may be counts; `1 und 3` is none. */
function mayCount({ items, joints }: List): boolean {
  if (!items.every(({ isBare }) => isBare)) return false;
  if (items.length === 1) return true;
  const [first = 0, second] = items.flatMap(({ numbers }) => numbers);
  return items.length === 2 && joints[0] === 'comma' && second === first + 1;
}

/** What `alle` is about when it is about no patients: `alle Plätze`, `alle zwei Wochen`. */
const AFTER_ALL = kinds('place free ordinal unknown touching later when');

function readAll(cursor: Cursor, asked: Asked): References | undefined {
  skip(cursor, 'article');
  const word = take(cursor, 'all', 'both', 'any');
  if (!word || stands(cursor, 'rest', 'further')) return undefined;
  const size = word.kind === 'both' ? 2 : readSize(cursor);
  if (word.kind === 'all') skip(cursor, 'article');
  const hasNoun = skipAll(cursor, 'patient', 'requests');
  const isOfThem = attempt(cursor, skipOfThem);
  if (word.kind === 'any' && !hasNoun && !isOfThem) return undefined;
  if (stands(cursor, ...AFTER_ALL)) return undefined;
  const { numbers } = asked;
  const isKnown = size === undefined ? numbers.length > 1 : size === numbers.length;
  if (!isKnown) return { kind: 'all', numbers, fault: 'which_patient' };
  const excepted = attempt(cursor, (at) => (skip(at, 'except') ? readList(at, asked) : undefined));
  if (!excepted) return { kind: 'all', numbers, ...(word.kind === 'any' && { isAny: true }) };
  const { fault } = excepted;
  const others = numbers.filter((number) => !excepted.numbers.includes(number));
  return { kind: 'named', numbers: others, ...(fault && { fault }) };
}

/** `of them`, `von ihnen` */
function skipOfThem(cursor: Cursor): true | undefined {
  return (skipOf(cursor) && skip(cursor, 'pronoun')) || undefined;
}

function skipOf(cursor: Cursor): boolean {
  const word = cursor.tokens[cursor.next]?.word;
  return (word === 'von' || word === 'of') && skip(cursor, 'filler');
}

/** What `kein` negates when it is about no patients. */
const AFTER_KEIN = kinds(
  'intake place free problem interest possible disorder statutory language waitlist query mail requests appointment unknown touching focus later when private nice polite',
);

function readNone(cursor: Cursor, { numbers }: Asked): References | undefined {
  const word = take(cursor, 'none', 'kein');
  if (!word) return undefined;
  const isMore = skipAll(cursor, 'new', 'further', 'one');
  const isRest = isMore && cursor.tokens[cursor.next - 1]?.kind === 'further';
  const hasNoun = skipAll(cursor, 'patient');
  const size = attempt(cursor, readOf);
  const isSaid = word.kind === 'none' || hasNoun || size !== undefined;
  // "Ich kann keinen aufnehmen", and not "keinen Platz".
  const isAlone = !isRest && word.word !== 'kein' && !stands(cursor, ...AFTER_KEIN);
  if (!isSaid && !isAlone) return undefined;
  const isKnown = !size || size === numbers.length;
  return {
    kind: isRest ? 'rest' : 'none',
    numbers: isRest ? [] : numbers,
    isNone: true,
    ...(!isKnown && { fault: 'which_patient' }),
  };
}

/** `von beiden`, `der drei Patienten`, `of them`: how many; 0 when it is not said. */
function readOf(cursor: Cursor): number | undefined {
  const isOf = skipOf(cursor);
  const hasArticle = skipAll(cursor, 'article', 'adverb');
  if (!isOf && !hasArticle) return undefined;
  const size = readSize(cursor);
  skipAll(cursor, 'adverb');
  const hasNoun = skipAll(cursor, 'patient', 'requests') || (isOf && skip(cursor, 'pronoun'));
  return size ?? (hasNoun ? 0 : undefined);
}

const ONE_MORE = new Set(['andere', 'other']);
const AFTER_REST = kinds('place unknown touching later when appointment');

function readRest(cursor: Cursor): References | undefined {
  const article = take(cursor, 'article', 'all');
  const sizeBefore = readSize(cursor);
  const word = take(cursor, 'rest', 'further');
  if (!word) return undefined;
  const size = sizeBefore ?? readSize(cursor);
  const hasNoun = skipAll(cursor, 'patient');
  if ((word.kind === 'further' && !hasNoun) || stands(cursor, ...AFTER_REST)) return undefined;
  // "Den anderen" may be one or more: it is read where only one is left.
  const isOne = ONE_MORE.has(word.word) || (article?.word === 'den' && word.word === 'anderen');
  const expected = size ?? (isOne && !hasNoun ? 1 : undefined);
  return { kind: 'rest', numbers: [], ...(expected !== undefined && { size: expected }) };
}
