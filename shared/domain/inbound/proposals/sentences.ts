import type { Asked } from './asked.ts';
import { itemsOf, type Item } from './items.ts';
import { kinds, type TokenKind } from './kinds.ts';
import { partsOf, type Part } from './parts.ts';
import type { Token } from './tokens.ts';

/** A sentence, or a line that is one. */
export interface Sentence extends Fragment {
  items: Item[];
  /** What it says; undefined when not every word of it is understood. */
  parts: Part[] | undefined;
}

/** What signs and ends of lines leave of a text. */
interface Fragment {
  tokens: Token[];
  isQuestion: boolean;
  /** Whether it begins a line, as an item of a list does. */
  isLine: boolean;
  /** Whether the line ends with it, and perhaps not the sentence. */
  isOpen: boolean;
}

/** More words than anybody reads as one sentence: what is longer is not read. */
const MOST_TOKENS = 100;

/** Cuts a text into sentences, and reads each; lines that a sentence runs over are put together. */
export function sentencesOf(tokens: Token[], asked: Asked): Sentence[] {
  const sentences: Sentence[] = [];
  for (const fragment of fragmentsOf(tokens)) {
    const last = sentences.at(-1);
    const next = read(fragment, asked);
    if (last && continues(last, next)) sentences[sentences.length - 1] = read(overLines(last, next), asked);
    else sentences.push(next);
  }
  return sentences;
}

function read(fragment: Fragment, asked: Asked): Sentence {
  if (isTooLong(fragment)) return { ...fragment, items: [], parts: undefined };
  const items = itemsOf(fragment.tokens, asked);
  return { ...fragment, items, parts: partsOf(items, fragment.isQuestion) };
}

function isTooLong({ tokens }: Fragment): boolean {
  return tokens.length > MOST_TOKENS;
}

const ENDS = kinds('stop question semicolon newline paragraph');
const BULLETS = kinds('dash comma slash and colon');

function fragmentsOf(tokens: Token[]): Fragment[] {
  const fragments: Fragment[] = [];
  let words: Token[] = [];
  let isLine = true;
  const end = (kind?: TokenKind) => {
    const first = words.findIndex((word) => !BULLETS.has(word.kind));
    const isQuestion = kind === 'question';
    if (first >= 0)
      fragments.push({ tokens: words.slice(first), isQuestion, isLine, isOpen: kind === 'newline' });
    isLine = kind === 'newline' || kind === 'paragraph';
    words = [];
  };
  for (const token of tokens) {
    const isEnd = ENDS.has(token.kind);
    // A question mark that stands alone asks something, too.
    const isAlone = token.kind === 'question' && words.every(({ kind }) => BULLETS.has(kind));
    if (!isEnd || isAlone) words.push(token);
    if (isEnd) end(token.kind);
  }
  end();
  return fragments;
}

const COMMA: Token = { kind: 'comma', value: 0, word: ',', isCapital: false, start: 0, end: 0 };

/** Two lines as one; the tokens of the first are added to, so that many lines are no more work than few. */
function overLines(last: Sentence, next: Sentence): Fragment {
  if (isListed(last, next)) last.tokens.push(COMMA);
  last.tokens.push(...next.tokens);
  const { isQuestion, isOpen } = next;
  return { tokens: last.tokens, isLine: last.isLine, isQuestion, isOpen };
}

const CONTINUING = kinds('comma and or but colon because dash slash');
const CLOSED = kinds('closing quoted');
const NOT_KNOWN = kinds('unknown touching');
/** Shorter lines are items of a list, or typed so; longer ones may be broken by a program. */
const SHORT_LINE = 50;

/** Whether a sentence runs on into the next line: it breaks off, or the next begins in the middle of one. */
function continues(last: Sentence, next: Sentence): boolean {
  const [end, start] = [last.tokens.at(-1), next.tokens[0]];
  if (!last.isOpen || !end || !start || start.kind === 'greeting' || start.kind === 'closing') return false;
  if (isTooLong(last)) return true;
  if (last.tokens.some(({ kind }) => CLOSED.has(kind))) return false;
  // A line of a table may end with its border.
  const breaksOff = CONTINUING.has(end.kind) && end.word !== '|';
  return breaksOff || isListed(last, next) || startsInside(next) || isUnfinished(last);
}

const BEFORE_NAMES = kinds('filler article to on');

/** Whether a line begins in lower case, and not with patients. */
function startsInside({ tokens, items }: Sentence): boolean {
  const [start] = tokens;
  const first = items.find((item) => 'named' in item || !BEFORE_NAMES.has(item.token.kind));
  const isNamed = first !== undefined && 'named' in first;
  return start !== undefined && !start.isCapital && /^[a-z]/u.test(start.word) && !isNamed;
}

/** Whether a line cannot be read alone, and not only because of its words. */
function isUnfinished({ tokens, parts }: Sentence): boolean {
  const length = (tokens.at(-1)?.end ?? 0) - (tokens[0]?.start ?? 0);
  return !parts && (length >= SHORT_LINE || !tokens.some(({ kind }) => NOT_KNOWN.has(kind)));
}

/** Whether the next line names more patients of a list: `Zusagen:`, `- Patient 1`, `- Patient 3`. */
function isListed({ tokens, items }: Sentence, next: Sentence): boolean {
  if (next.items.length === 0 || tokens.length > MOST_TOKENS) return false;
  const colon = tokens.findIndex(({ kind }) => kind === 'colon');
  const isHeading = colon >= 0 && items.slice(0, colon + 1).every((item) => 'token' in item);
  return isHeading && colon < tokens.length - 1 && next.items.every((item) => 'named' in item);
}
