import { kinds } from './kinds.ts';
import type { Token } from './tokens.ts';

/** Without the names that greetings address, and without what stands under the last ones: neither is an answer. */
export function withoutNames(tokens: Token[]): Token[] {
  return withoutSignature(withoutAddressees(tokens));
}

/** What a name after a greeting is made of. */
const IN_NAMES = kinds('unknown title polite greeting and');
/** Greetings that mean something else without a name: `lieber nicht`. */
const NEED_NAMES = new Set(['liebe', 'lieber', 'liebes', 'werte', 'werter']);
const MOST_NAMES = 10;

function withoutAddressees(tokens: Token[]): Token[] {
  const read: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const names = token.kind === 'greeting' ? namesAt(tokens, index + 1) : 0;
    const isOther = token.kind === 'greeting' && names === 0 && NEED_NAMES.has(token.word);
    read.push(isOther ? { ...token, kind: 'touching' } : token);
    index += names;
  }
  return read;
}

function namesAt(tokens: Token[], start: number): number {
  const names = tokens.slice(start, start + MOST_NAMES);
  const end = names.findIndex(
    ({ kind, isCapital }) => !IN_NAMES.has(kind) || (kind === 'unknown' && !isCapital),
  );
  return end < 0 ? names.length : end;
}

/** Without the lines under the last greetings that hold only names, professions and addresses. */
function withoutSignature(tokens: Token[]): Token[] {
  const lines = linesOf(tokens);
  const closing = lines.findIndex((line, index) => isClosing(line, lines[index + 1] ?? []));
  if (closing < 0) return tokens;
  return lines.flatMap((line, index) => (index >= closing ? withoutName(line) : line));
}

const LINE_ENDS = kinds('newline paragraph');

/** Lines, each with its end; the last greetings begin one. */
function linesOf(tokens: Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'closing') lines.push([]);
    lines.at(-1)?.push(token);
    if (LINE_ENDS.has(token.kind)) lines.push([]);
  }
  return lines;
}

const IN_THANKS = kinds('thanks nice polite comma stop newline paragraph');
const IN_NAME = kinds('unknown title stop comma newline paragraph');
/** What a line begins with that is nothing but the name of who writes: `Ihr Praxisteam`. */
const BEFORE_NAME = new Set(['ihr', 'ihre', 'ia', 'best', 'herzlich']);

/** Whether a line holds the last greetings, or thanks or the like above a name. */
function isClosing(line: Token[], next: Token[]): boolean {
  if (line.some(({ kind }) => kind === 'closing')) return true;
  const isName =
    next.length > 0 &&
    next.every(({ kind, isCapital }) => IN_NAME.has(kind) && (kind !== 'unknown' || isCapital));
  if (isName && line.length > 1 && line.every(({ kind }) => IN_THANKS.has(kind))) return true;
  return BEFORE_NAME.has(line[0]?.word ?? '') && isSignature(wordsIn(line));
}

/** What a line under the last greetings is made of: names, professions, addresses. */
const IN_SIGNATURE = kinds(
  'closing greeting practice unknown title filler polite contact quantity when comma colon dash slash dot stop open close and article disorder label at on mail',
);
const STREET = /(?:str|strasse|weg|allee|gasse|ring|ufer|damm|chaussee|markt|hof|berg)$/u;

/** A line without a name: of `Viele Grüße, Erika Beispiel` only the greetings are left. */
function withoutName(line: Token[]): Token[] {
  if (!isSignature(wordsIn(line))) return line;
  return line.filter(({ kind }) => kind === 'closing' || LINE_ENDS.has(kind));
}

function wordsIn(line: Token[]): Token[] {
  return line.filter(({ kind }) => !LINE_ENDS.has(kind));
}

function isSignature(line: Token[]): boolean {
  const [first] = line;
  const isInside = first !== undefined && !first.isCapital && /^[a-z]/u.test(first.word);
  if (!first || (isInside && first.kind !== 'closing' && !BEFORE_NAME.has(first.word))) return false;
  return line.every(({ kind, word, isCapital }, index) => {
    const isInitial = isCapital && word.length === 1;
    const street = line.slice(Math.max(0, index - 2), index).findLast((one) => one.kind !== 'stop');
    const isHouse = kind === 'number' && STREET.test(street?.word ?? '');
    const isTitle = kind === 'stray' && /^[a-z]+$/u.test(word);
    return isInitial || isHouse || isTitle || IN_SIGNATURE.has(kind);
  });
}
