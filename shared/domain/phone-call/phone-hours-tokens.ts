/** What the words and signs of a text about phone hours mean to its grammar. */
export type TokenKind = 'day' | 'daily' | 'time' | 'to' | 'and' | 'colon' | 'from' | 'clock' | 'unknown';

/** `value` is the ISO weekday (1 = Monday) of a day, the minute of the day (0–1440) of a time, and else 0. */
export interface Token {
  kind: TokenKind;
  value: number;
}

const WEEKDAYS = [
  'mo montag montags mon monday mondays',
  'di dienstag dienstags tu tue tues tuesday tuesdays',
  'mi mittwoch mittwochs we wed wednesday wednesdays',
  'do donnerstag donnerstags th thu thur thurs thursday thursdays',
  'fr freitag freitags fri friday fridays',
  'sa samstag samstags sonnabend sonnabends sat saturday saturdays',
  'so sonntag sonntags su sun sunday sundays',
];
const WORDS: Partial<Record<TokenKind, string>> = {
  daily: 'täglich taeglich daily',
  to: 'bis to',
  and: 'und u and',
  from: 'von from',
  clock: 'uhr h',
};

const VOCABULARY = new Map<string, Token>([
  ...WEEKDAYS.flatMap((names, index) =>
    names.split(' ').map((name) => [name, { kind: 'day', value: index + 1 }] as const),
  ),
  ...Object.entries(WORDS).flatMap(([kind, words]) =>
    words.split(' ').map((word) => [word, { kind: kind as TokenKind, value: 0 }] as const),
  ),
]);

/** A time of day (seconds only if they are 0), a word with the dot of its abbreviation, or a single sign. */
const LEXEME = /(?<hour>\d{1,2})(?:[:.](?<minute>\d{2})(?::00)?)?(?!\d)|(?<word>\p{L}+)\.?|(?<sign>\S)/gu;

/** Nobody writes his phone hours in a single clause of more characters; the grammar does not try to read it. */
const MAX_LENGTH = 10_000;

/**
 * Cuts a text into tokens. Nothing is skipped but white space: what has no meaning here becomes `unknown`, which no
 * rule of the grammar takes. Linear in the length of the text.
 */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) return [{ kind: 'unknown', value: 0 }];
  return Array.from(text.normalize('NFC').toLowerCase().matchAll(LEXEME), ({ groups = {} }) => {
    const { hour, minute, word, sign } = groups;
    if (hour !== undefined) return timeToken(Number(hour), Number(minute ?? 0));
    if (word !== undefined) return VOCABULARY.get(word) ?? { kind: 'unknown', value: 0 };
    return { kind: kindOfSign(sign ?? ''), value: 0 };
  });
}

function timeToken(hour: number, minute: number): Token {
  const value = hour * 60 + minute;
  return minute < 60 && value <= 24 * 60 ? { kind: 'time', value } : { kind: 'unknown', value: 0 };
}

function kindOfSign(sign: string): TokenKind {
  if (/[-‐‑‒–—−]/u.test(sign)) return 'to';
  if (/[,+&/]/u.test(sign)) return 'and';
  return sign === ':' ? 'colon' : 'unknown';
}
