import { SIGNS, VOCABULARY, type TokenKind } from './vocabulary.ts';

export interface Token {
  kind: TokenKind;
  /** ISO weekday of a day, minute of the day (0–1440) of a time, the number itself, or a place in a list; else 0. */
  value: number;
  /** As it is written, in lower case. */
  word: string;
  /** Where it begins and ends in the text. */
  start: number;
  end: number;
}

/** Every alternative is bounded or a single repetition, so that cutting is linear in the length of the text. */
const LEXEME = new RegExp(
  [
    String.raw`(?<date>(?:\d{4}-\d{2}-\d{2}|\d{1,2}\. ?(?:0?[1-9]|1[0-2])\.(?:\d{2}(?:\d{2})?| \d{4})?)(?!\d))`,
    String.raw`(?<hour>\d{1,2})(?:[:.](?<minute>\d{2})(?::00)?|h(?<minuteAfterH>\d{2})|(?<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}|°°))(?!\d)`,
    String.raw`(?<digits>\d+)`,
    String.raw`(?<agreement>n\. ?v\.?(?!\p{L}))`,
    String.raw`(?<meridiem>[ap]\. ?m\.?(?!\p{L}))`,
    String.raw`(?<word>\p{L}[\p{L}\p{M}]*)`,
    String.raw`(?<to>-{2,3}|–{2,3}|—{2,3})`,
    String.raw`(?<break>[;\n\r\u2028\u2029]|</?(?:br|p|li|ul|div) ?/?>)`,
    String.raw`(?<sign>\S)`,
  ].join('|'),
  'giu',
);

/** A word for a weekday and a part of it: `Mittwochnachmittag`. */
const DAY_AND_PART =
  /^(?<day>\p{L}+tag|mittwoch|sonnabend)s?(?<part>vormittag|mittag|nachmittag|abend|morgen)s?$/u;

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The text as it is seen: one form of every letter, no marks without a width, no character references. */
export function visibleText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\u00ad|\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufe0e|\ufe0f|\ufeff/gu, '')
    .replaceAll(/&(?:nbsp|ndash|mdash|amp);/giu, (reference) => REFERENCES[reference.toLowerCase()] ?? ' ');
}

const REFERENCES: Record<string, string> = { '&ndash;': '–', '&mdash;': '—', '&amp;': '&' };

/** Cuts a text into tokens; nothing is skipped but white space. What has no meaning here is `unknown`. */
export function tokenize(text: string): Token[] {
  return Array.from(text.matchAll(LEXEME), (match) => tokensOf(match)).flat();
}

function tokensOf({ 0: lexeme, index, groups = {} }: RegExpExecArray): Token[] {
  const word = lexeme.toLowerCase();
  const token = (kind: TokenKind, value = 0): Token[] => [
    { kind, value, word, start: index, end: index + lexeme.length },
  ];
  if (groups['hour'] !== undefined) {
    const minute = minuteOfDay(groups);
    return minute === undefined ? token('unknown') : token('time', minute);
  }
  if (groups['digits'] !== undefined) return token(kindOfDigits(word), Number(word.slice(0, 5)));
  if (groups['word'] !== undefined) return wordTokens(lexeme, word, token);
  if (groups['meridiem'] !== undefined) return token('meridiem', word.startsWith('p') ? 12 * 60 : 0);
  for (const kind of ['date', 'agreement', 'to', 'break'] as const)
    if (groups[kind] !== undefined) return token(kind);
  return token(SIGNS.get(lexeme) ?? 'unknown');
}

function wordTokens(
  written: string,
  word: string,
  token: (kind: TokenKind, value?: number) => Token[],
): Token[] {
  // "AB" is the answering machine.
  if (written === 'AB') return token('unknown');
  const known = VOCABULARY.get(word);
  if (known) return token(known.kind, known.value);
  const { day = '', part = '' } = DAY_AND_PART.exec(word)?.groups ?? {};
  const [weekday, partOfDay] = [VOCABULARY.get(day), VOCABULARY.get(part === 'morgen' ? 'morgens' : part)];
  if (weekday?.kind === 'day' && partOfDay)
    return [...token('day', weekday.value), ...token('part', partOfDay.value)];
  return token('unknown');
}

function minuteOfDay({
  hour,
  minute,
  minuteAfterH,
  raised,
}: Record<string, string | undefined>): number | undefined {
  const digits = raised?.replaceAll('°', '⁰').replaceAll(/./gu, (digit) => String(RAISED.indexOf(digit)));
  const minutes = Number(minute ?? minuteAfterH ?? digits);
  const value = Number(hour) * 60 + minutes;
  return minutes < 60 && value <= 24 * 60 ? value : undefined;
}

function kindOfDigits(digits: string): TokenKind {
  if (digits.length === 4) return 'military';
  return digits.length <= 2 ? 'number' : 'unknown';
}
