import type { Asked } from './asked.ts';
import { attempt, skip, skipAll, stands, take, type Cursor } from './cursor.ts';
import { kinds, type TokenKind } from './kinds.ts';
import type { Why } from './proposal.ts';

/**
 * Patients by number or code, one after the other:
 *
 *     list    = item { joint item }                              Patient 1, 2 und M4T9X
 *     joint   = "," | [ "," ] ("und" | "oder")
 *     item    = ( code | named | ordinal | bare ) [ same ]
 *     code    = [article] { title | noun } ["mit" [article]] [label] code      die Patientin mit dem Code M4T9X
 *     named   = [article] (noun | label) ( number | word | ordinal )           Patient 1; Nr. 2; Patient drei
 *     ordinal = [article] (ordinal | "last") [count] [noun]                   den zweiten; die ersten beiden
 *     bare    = number | "(" number ")"
 *     number  = digits [ ("-" | "bis") digits ]                               1-3
 *     same    = "(" [label] (code | number) ")" | [":"] code                  Patient 1 (7K3QF)
 */
export interface List {
  items: ListItem[];
  joints: TokenKind[];
}

export interface ListItem {
  numbers: number[];
  /** Nothing but digits, which may be a count. */
  isBare: boolean;
  /** `Patient eins`, after which `zwei` is a patient, too. */
  isWord?: boolean;
  fault?: Why;
}

/** What cannot follow a number or an ordinal that is a patient's: `2 Patienten`, `die erste Woche`. */
export const COUNTED = kinds(
  'place patient query appointment later when waitlist call mail requests unknown touching disorder stray quantity new free private',
);

/** Reads a list; without commas it ends at the first of them. */
export function readItems(cursor: Cursor, asked: Asked, hasCommas: boolean): List | undefined {
  const first = readItem(cursor, asked);
  if (!first) return undefined;
  const list: List = { items: [first], joints: [] };
  for (;;) {
    const more = attempt(cursor, (at) => {
      const joint = readJoint(at);
      // No comma follows the last of a list: "1 und 3, 2 nicht".
      const isEnd = joint === 'comma' && (!hasCommas || list.joints.includes('and'));
      const item = joint && !isEnd ? readItem(at, asked, list.items.at(-1)) : undefined;
      return joint && item && { joint, item };
    });
    if (!more) return list;
    list.joints.push(more.joint);
    list.items.push(more.item);
  }
}

/** `drei`, `3`, `beide`; 0 for a word that counts and says no number. */
export function readSize(cursor: Cursor): number | undefined {
  const size = take(cursor, 'count', 'number', 'both');
  return size?.kind === 'both' ? 2 : size?.value;
}

function readJoint(cursor: Cursor): TokenKind | undefined {
  const sign = take(cursor, 'comma')?.kind;
  return take(cursor, 'and', 'or')?.kind ?? sign;
}

function readItem(cursor: Cursor, asked: Asked, previous?: ListItem): ListItem | undefined {
  const item =
    attempt(cursor, readCode) ??
    attempt(cursor, readNamed) ??
    attempt(cursor, (at) => readOrdinal(at, asked, previous !== undefined)) ??
    (previous?.isWord ? attempt(cursor, readWord) : undefined) ??
    attempt(cursor, readBare);
  if (!item) return undefined;
  const same = attempt(cursor, readSame);
  return same === undefined || item.numbers.join() === String(same)
    ? item
    : { ...item, fault: 'contradiction' };
}

function readSame(cursor: Cursor): number | undefined {
  const isOpen = skip(cursor, 'open');
  if (!isOpen) skip(cursor, 'colon');
  skipAll(cursor, 'label', 'patient');
  const same = isOpen ? take(cursor, 'code', 'number') : take(cursor, 'code');
  return isOpen && !skip(cursor, 'close') ? undefined : same?.value;
}

function readCode(cursor: Cursor): ListItem | undefined {
  skip(cursor, 'article');
  if (skipAll(cursor, 'title', 'patient')) attempt(cursor, skipWith);
  skip(cursor, 'article');
  skipAll(cursor, 'label');
  const code = take(cursor, 'code');
  return code && { numbers: [code.value], isBare: false };
}

/** The first word of `mit dem Code`. */
function skipWith(cursor: Cursor): true | undefined {
  return (skip(cursor, 'filler') && stands(cursor, 'article', 'label', 'code')) || undefined;
}

function readNamed(cursor: Cursor): ListItem | undefined {
  skip(cursor, 'article');
  if (!skipAll(cursor, 'patient', 'label')) return undefined;
  skip(cursor, 'colon');
  const ordinal = take(cursor, 'ordinal');
  if (ordinal) return counts(cursor) ? undefined : { numbers: [ordinal.value], isBare: false };
  const numbers = readNumbers(cursor);
  return numbers && !isPartOf(cursor) ? { numbers, isBare: false } : readWord(cursor);
}

function readWord(cursor: Cursor): ListItem | undefined {
  const number = take(cursor, 'count')?.value;
  return number && !counts(cursor) ? { numbers: [number], isBare: false, isWord: true } : undefined;
}

function readBare(cursor: Cursor): ListItem | undefined {
  if (skip(cursor, 'open')) {
    const number = take(cursor, 'number');
    return number && skip(cursor, 'close') ? { numbers: [number.value], isBare: false } : undefined;
  }
  const numbers = readNumbers(cursor);
  if (!numbers || counts(cursor) || isPartOf(cursor)) return undefined;
  return { numbers, isBare: !stands(cursor, 'colon', 'dash', 'close') };
}

/** A number or an ascending range of them. */
function readNumbers(cursor: Cursor): number[] | undefined {
  const first = take(cursor, 'number')?.value;
  if (first === undefined) return undefined;
  const last = attempt(cursor, (at) => (skip(at, 'dash', 'until') ? take(at, 'number')?.value : undefined));
  if (last === undefined) return [first];
  return last > first ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : undefined;
}

function counts({ tokens, next }: Cursor): boolean {
  return COUNTED.has(tokens[next]?.kind ?? 'stop');
}

const OF = new Set(['von', 'aus', 'of']);
const WHOLES = kinds('number count article all both pronoun');

/** `1 von 3`, `2/3` */
function isPartOf({ tokens, next }: Cursor): boolean {
  const [sign, whole] = [tokens[next], tokens[next + 1]];
  if (!sign || !whole) return false;
  const isFraction = sign.kind === 'slash' && whole.kind === 'number' && sign.end === whole.start;
  return isFraction || (OF.has(sign.word) && WHOLES.has(whole.kind));
}

function readOrdinal(cursor: Cursor, { numbers, isCounted }: Asked, isListed: boolean): ListItem | undefined {
  const hasArticle = skip(cursor, 'article');
  const ordinal = take(cursor, 'ordinal', 'last');
  if (!ordinal) return undefined;
  const size = readSize(cursor) ?? 1;
  const hasNoun = skipAll(cursor, 'patient');
  if (!(isListed || hasArticle || hasNoun) || counts(cursor)) return undefined;
  const isKnown = isCounted && size > 0 && size <= numbers.length;
  const fault = isKnown ? {} : { fault: 'which_patient' as const };
  if (ordinal.kind === 'last') return { numbers: numbers.slice(-size), isBare: false, ...fault };
  if (size === 1) return { numbers: [ordinal.value], isBare: false, ...fault };
  return ordinal.value === 1 ? { numbers: numbers.slice(0, size), isBare: false, ...fault } : undefined;
}
