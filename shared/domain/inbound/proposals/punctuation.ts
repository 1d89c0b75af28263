import { kinds } from './kinds.ts';
import type { Token } from './tokens.ts';

/** What a sign means in its place: a dot ends a sentence, an abbreviation, an ordinal or the number of an item. */
export function punctuated(tokens: Token[]): Token[] {
  const read: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === 'dot') readDot({ read, token, next });
    // "2) nein"
    else if (token.kind === 'close' && isItem(read)) readItem({ read, token, next });
    else read.push(token);
  }
  return withoutQuotes(read);
}

/** What was read, and the sign that follows it. */
interface Place {
  read: Token[];
  token: Token;
  next: Token | undefined;
}

const LINE_ENDS = kinds('newline paragraph');
/** Abbreviations that a dot ends. */
const ABBREVIATIONS = new Set(
  (
    'nr pat pt p no tel dr prof dipl med phil psych evtl evt ggf ca bzgl betr inkl bzw usw etc max min mind str mr mrs ms ' +
    'vorm nachm jan feb maer apr jun jul aug sep sept okt nov dez mo di mi do fr sa so st'
  ).split(' '),
);
const BEFORE_ANSWER = kinds('colon dash number code');

function readDot({ read, token, next }: Place): void {
  const previous = read.at(-1);
  const isInWord = previous?.end === token.start && next !== undefined && !LINE_ENDS.has(next.kind);
  if (!isInWord) read.push({ ...token, kind: 'stop' });
  else if (previous.kind === 'number') readDotOfNumber({ read, token, next });
  else if (previous.kind === 'when')
    read.push(...(next.isCapital ? [{ ...token, kind: 'stop' as const }] : []));
  else if (isLabel(read, next)) replaceLast(read, { ...previous, kind: 'label' });
  else if (!isAbbreviation(previous)) read.push({ ...token, kind: 'stop' });
}

/** `No. 2`, and not `1: no. 2: yes`. */
function isLabel(read: Token[], next: Token): boolean {
  const [before, word] = [read.at(-2)?.kind ?? 'stop', read.at(-1)?.word];
  return word === 'no' && next.kind === 'number' && !BEFORE_ANSWER.has(before);
}

function isAbbreviation({ word }: Token): boolean {
  return word.length === 1 || ABBREVIATIONS.has(word);
}

const HEADS = kinds('patient label');
const AFTER_ORDINAL = kinds('patient later and');

/** `den 1. und 3.`, `1. ja`, `1.) ja`; else the sentence ends. */
function readDotOfNumber({ read, token, next }: Place & { next: Token }): void {
  const isOrdinal = AFTER_ORDINAL.has(next.kind) || (!next.isCapital && /^[\p{L}\d,/+&-]/u.test(next.word));
  const number = read.at(-1) as Token;
  const isNamed = HEADS.has(read.at(-2)?.kind ?? 'stop');
  if (isNamed) read.push({ ...token, kind: 'stop' });
  else if (isItem(read) && !AFTER_ORDINAL.has(next.kind)) {
    // "1.) ja", "1.: ja"
    if (next.kind !== 'close' && next.kind !== 'colon') readItem({ read, token, next });
  } else if (isOrdinal) replaceLast(read, { ...number, kind: 'ordinal', end: token.end });
  else read.push({ ...token, kind: 'stop' });
}

const BREAKS = kinds('newline paragraph stop semicolon question dash comma');

/** Whether the last of the tokens is a number that begins a line or a sentence. */
function isItem(read: Token[]): boolean {
  const [first, number] = [read.at(-2), read.at(-1)];
  return number?.kind === 'number' && (!first || BREAKS.has(first.kind));
}

/** What an answer begins with. */
const ANSWERS = kinds(
  'yes fine agree no decline regret not kein hedge waitlist please possible fits can take code open nice quote call only query',
);

/** A number of an item is a patient's when an answer follows it; others count something else: `2. Ich gehe in Rente`. */
function readItem({ read, token, next }: Place): void {
  const number = read.at(-1);
  if (next && ANSWERS.has(next.kind)) read.push({ ...token, kind: 'colon' });
  else if (number) replaceLast(read, { ...number, kind: 'stray' });
}

function replaceLast(read: Token[], token: Token): void {
  read[read.length - 1] = token;
}

/** What we ask for, so that somebody may quote it. */
const QUOTABLE = kinds('yes no code number');

/** Without quotation marks around a single word that we ask for: `M4T9X: „ja“`. */
function withoutQuotes(tokens: Token[]): Token[] {
  const kindAt = (index: number) => tokens[index]?.kind ?? 'stop';
  const isQuoted = (index: number) =>
    QUOTABLE.has(kindAt(index)) && kindAt(index - 1) === 'quote' && kindAt(index + 1) === 'quote';
  return tokens.filter(
    (_token, index) => kindAt(index) !== 'quote' || !(isQuoted(index - 1) || isQuoted(index + 1)),
  );
}
