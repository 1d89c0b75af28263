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

const LINE_ENDS = kinds('newline paragraph');

function withoutSignature(tokens: Token[]): Token[] {
  const closing = tokens.findIndex(({ kind }) => kind === 'closing');
  if (closing < 0) return tokens;
  const read = tokens.slice(0, closing);
  let line: Token[] = [];
  const endLine = () => {
    read.push(...(isSignature(line) ? line.filter(({ kind }) => kind === 'closing') : line));
    line = [];
  };
  for (const token of tokens.slice(closing)) {
    if (!LINE_ENDS.has(token.kind)) line.push(token);
    else {
      endLine();
      read.push(token);
    }
  }
  endLine();
  return read;
}

/** What a line under the last greetings is made of: names, professions, addresses. */
const IN_SIGNATURE = kinds(
  'closing greeting practice unknown title filler polite contact quantity when comma colon dash slash dot stop open close and article disorder label at on mail',
);
const STREET = /(?:str|strasse|weg|allee|gasse|ring|ufer|damm|chaussee|markt|hof|berg)$/u;

function isSignature(line: Token[]): boolean {
  const [first] = line;
  if (!first || (first.kind !== 'closing' && !first.isCapital && /^[a-z]/u.test(first.word))) return false;
  return line.every(({ kind, word, isCapital }, index) => {
    const isInitial = isCapital && word.length === 1;
    const street = line.slice(Math.max(0, index - 2), index).findLast((one) => one.kind !== 'stop');
    const isHouse = kind === 'number' && STREET.test(street?.word ?? '');
    const isTitle = kind === 'stray' && /^[a-z]+$/u.test(word);
    return isInitial || isHouse || isTitle || IN_SIGNATURE.has(kind);
  });
}
