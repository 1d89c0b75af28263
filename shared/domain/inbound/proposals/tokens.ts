import { codeKey, type Asked } from './asked.ts';
import type { TokenKind } from './kinds.ts';
import { kindOfUnknown, SIGNS, VOCABULARY } from './vocabulary.ts';

export interface Token {
  kind: TokenKind;
  /** The number itself, what an ordinal or a count counts, the patient whose code it is, how many a noun means; else 0. */
  value: number;
  /** As {@link folded} writes it. */
  word: string;
  isCapital: boolean;
  /** Where it begins and ends in the text. */
  start: number;
  end: number;
}

/** Every alternative is bounded or a single repetition, so that cutting is linear in the length of the text. */
const LEXEME = new RegExp(
  [
    String.raw`(?<contact>https?://\S{1,2000}|www\.\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<![\p{L}\d])(?:\+\d|0\d)[\d /()-]{5,30}\d)`,
    String.raw`(?<when>\d{4}-\d{2}-\d{2}|\d{1,2}\.\x20?(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?(?!\d)|\d{1,2}[:.]\d{2}(?![\d\p{L}]))`,
    String.raw`(?<quantity>\d+[.]\d+|[A-Z]\d{2}\.\d)`,
    String.raw`(?<noun>(?:patient|klient|client)(?:[/*:_]-?|\()in(?:nen)?\)?(?!\p{L}))`,
    String.raw`(?<initials>\p{L}\.(?:\x20?\p{L}{1,2}\.){1,4}(?!\p{L}))`,
    String.raw`(?<mixed>(?:\d[\d\p{Cf}]*\p{L}|\p{L}[\p{L}\p{M}\p{Cf}]*\d)[\p{L}\p{M}\p{Cf}\d]*)`,
    String.raw`(?<digits>\d[\d\p{Cf}]*)`,
    String.raw`(?<word>\p{L}[\p{L}\p{M}\p{Cf}]*(?:['’´\x60]\p{L}+)?(?:-\p{L}[\p{L}\p{M}\p{Cf}]*)*)`,
    String.raw`(?<dash>[-=]{1,2}>)`,
    String.raw`(?<ellipsis>\.{2,}|…)`,
    String.raw`(?<newline>(?:\r\n|[\n\r\u2028\u2029])[ \t\u00a0\r\n\u2028\u2029]*)`,
    String.raw`(?<invisible>\p{Cf}+)`,
    String.raw`(?<sign>[:;]-?[()DP](?![\p{L}\d])|\p{Extended_Pictographic}(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}])*|\S)`,
  ].join('|'),
  'giu',
);

/** Lexemes that are what they are called. */
const PLAIN = ['contact', 'quantity', 'dash', 'ellipsis'] as const;

/** Cuts a text into tokens; nothing is skipped but what cannot be seen. */
export function tokenize(text: string, asked: Asked): Token[] {
  return Array.from(text.matchAll(LEXEME), (match) => tokensOf(match, asked)).flat();
}

/** A word in lower case, without marks of no width and signs, umlauts as they are typed without the keys for them. */
export function folded(written: string): string {
  return written
    .normalize('NFC')
    .replaceAll(/[\p{Cf}'’´`.() /*:_-]/gu, '')
    .toLowerCase()
    .replaceAll(/[äöüß]/gu, (letter) => UMLAUTS[letter] ?? letter);
}

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

type Make = (kind: TokenKind, value?: number) => Token;

function tokensOf({ 0: lexeme, index, groups = {} }: RegExpExecArray, asked: Asked): Token[] {
  const word = folded(lexeme);
  const isCapital = /^\p{Lu}/u.test(lexeme);
  const make: Make = (kind, value = 0) => ({
    kind,
    value,
    word,
    isCapital,
    start: index,
    end: index + lexeme.length,
  });
  const name = Object.keys(groups).find((one) => groups[one] !== undefined);
  switch (name) {
    case 'invisible':
      return [];
    case 'newline':
      return [make(isBlankLine(lexeme) ? 'paragraph' : 'newline')];
    case 'noun':
      return [make('patient', word.endsWith('nen') ? 2 : 1)];
    case 'sign':
      return [make(kindOfSign(lexeme))];
    case 'word':
    case 'initials':
    case 'digits':
      return [codeToken(word, asked, make) ?? wordToken(word, isCapital, make)];
    case 'when':
      return dateTokens(lexeme, make);
    case 'mixed':
      return mixedTokens(word, asked, make);
    default:
      return [make(PLAIN.find((kind) => kind === name) ?? 'unknown')];
  }
}

/** A dot at the end of a date may end its sentence. */
function dateTokens(lexeme: string, make: Make): Token[] {
  const date = make('when');
  if (!lexeme.endsWith('.')) return [date];
  const end = date.end - 1;
  return [
    { ...date, end },
    { ...date, kind: 'dot', word: '', start: end },
  ];
}

/** A picture may be followed by marks that change its look. */
function kindOfSign(lexeme: string): TokenKind {
  return SIGNS.get(lexeme) ?? SIGNS.get([...lexeme][0] ?? '') ?? 'unknown';
}

function isBlankLine(lexeme: string): boolean {
  return lexeme.replaceAll('\r\n', '\n').replaceAll(/[^\n\r\u2028\u2029]/gu, '').length > 1;
}

function wordToken(word: string, isCapital: boolean, make: Make): Token {
  if (/^\d/u.test(word)) return word.length <= 2 ? make('number', Number(word)) : make('quantity');
  const known = VOCABULARY.get(word);
  return known ? make(known.kind, known.value) : make(kindOfUnknown(word, isCapital));
}

/** The shortest word that may be a code (`entryCodes`). */
const CODE_LENGTH = 5;

/** A word that is a patient's code; one that means something else, too, is nobody's. */
function codeToken(word: string, { byCode }: Asked, make: Make): Token | undefined {
  const number = word.length >= CODE_LENGTH ? byCode.get(codeKey(word)) : undefined;
  if (number === undefined) return undefined;
  return number === 'several' || VOCABULARY.has(word) ? make('stray') : make('code', number);
}

/** `P1`, `Nr2`, `3rd`; what is as long as a code may be a misspelt one. */
function mixedTokens(word: string, asked: Asked, make: Make): Token[] {
  const code = codeToken(word, asked, make);
  if (code) return [code];
  const { noun = '', number } = /^(?<noun>[a-z]{1,10})(?<number>\d{1,2})$/u.exec(word)?.groups ?? {};
  const known = VOCABULARY.get(noun);
  if (number !== undefined && (known?.kind === 'patient' || known?.kind === 'label'))
    return [make(known.kind, known.value), make('number', Number(number))];
  const ordinal = /^(?<number>\d{1,2})(?:st|nd|rd|th|te|ter|ten|tes)$/u.exec(word)?.groups?.['number'];
  if (ordinal !== undefined) return [make('ordinal', Number(ordinal))];
  return [make(word.length >= CODE_LENGTH ? 'stray' : 'quantity')];
}
