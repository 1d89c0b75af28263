import { inContext } from './context.ts';
import { tokenize, visibleText, type Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/** A line, a sentence, or what semicolons part. */
export interface Clause {
  /** Without breaks, and without what surrounds a list of lines. */
  tokens: Token[];
  /** The whole text, and where in it the clause stands. */
  text: string;
  start: number;
  end: number;
}

const SEPARATORS: TokenKind[] = ['and', 'also', 'comma', 'slash'];
const TIMES: TokenKind[] = ['time', 'number', 'military', 'clock'];

/** What a sentence after a number begins with; `9-10. Mai` is none. */
const BEGINNINGS: TokenKind[] = ['day', 'otherwise', 'appointments'];

/** The longest abbreviation that a dot can end; a dot after a longer word ends a sentence. */
const ABBREVIATION_LENGTH = 5;

/** Cuts a text into clauses, every word of which has the meaning that it has where it stands. */
export function clausesOf(text: string): Clause[] {
  const visible = visibleText(text);
  const tokens = withoutAsides(punctuated(inContext(tokenize(visible))));
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'break') clauses.at(-1)?.push(token);
    // A line may end before its sentence does.
    else if (clauses.at(-1)?.at(-1)?.kind !== 'and') clauses.push([]);
  }
  return clauses.filter((clause) => clause.length > 0).map((clause) => clauseOf(clause, visible));
}

/** A clause as it is written, on one line. */
export function wordsOf({ text, start, end }: Clause): string {
  return text.slice(start, end).replaceAll(/\s*[\r\n]+\s*/gu, ' ');
}

function clauseOf(tokens: Token[], text: string): Clause {
  const end = tokens.at(-1)?.end ?? 0;
  const dot = text[end] === '.' ? 1 : 0;
  return { tokens: trimmed(tokens), text, start: tokens[0]?.start ?? 0, end: end + dot };
}

/** Dots end abbreviations, which says nothing, or sentences; any other is left, and no rule takes it. */
function punctuated(tokens: Token[]): Token[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'dot') return [token];
    const [previous, next] = [tokens[index - 1], tokens[index + 1]];
    const endsText = !next || next.kind === 'break';
    if (!previous || endsText) return [];
    if (/^\p{L}/u.test(previous.word)) {
      const isAbbreviation = previous.kind !== 'clock' && previous.word.length <= ABBREVIATION_LENGTH;
      return isAbbreviation || next.start === token.end ? [] : [{ ...token, kind: 'break' }];
    }
    const endsRange =
      TIMES.includes(previous.kind) && ['to', 'until'].includes(tokens[index - 2]?.kind ?? 'unknown');
    return (endsRange || previous.kind === 'close') && BEGINNINGS.includes(next.kind)
      ? [{ ...token, kind: 'break' }]
      : [token];
  });
}

/** Without parentheses in which there are words that change nothing. */
function withoutAsides(tokens: Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of tokens) {
    const open = token.kind === 'close' ? kept.findLastIndex(({ kind }) => !isAside(kind)) : -1;
    if (kept[open]?.kind === 'open') kept.splice(open);
    else kept.push(token);
  }
  return kept;
}

function isAside(kind: TokenKind): boolean {
  return kind === 'filler' || kind === 'phone' || kind === 'hours' || kind === 'clock';
}

/** Without bullets in front and separators around. */
function trimmed(tokens: Token[]): Token[] {
  const isBullet = (kind: TokenKind) => kind === 'to' || SEPARATORS.includes(kind);
  const first = tokens.findIndex(({ kind }) => !isBullet(kind));
  const last = tokens.findLastIndex(({ kind }) => kind !== 'comma');
  return first < 0 ? tokens.slice(0, 1) : tokens.slice(first, last + 1);
}
