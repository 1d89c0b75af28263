/** A text that may come back as a quote, as the runs of three words in it. */
export type KnownText = ReadonlySet<string>;

/** A line of fewer words says nothing when it stands alone: "K7Q2M: ja" is an example in our mails and an answer. */
const MIN_WORDS = 4;

/** What clients add to words: targets of links, names of pictures. */
const ADDED = /<[^<>]*>|\[[^[\]]*\]/g;

/** A text in the form in which lines are compared with it. */
export function knownText(text: string): KnownText {
  return new Set(runsOf(wordsOf(text)));
}

/** Which lines repeat a known text, and how many words they have. */
export interface Repetition {
  isRepeated: boolean[];
  words: number;
}

/**
 * Finds the lines that repeat a known text, however they are wrapped and whatever stands between them: a line is
 * repeated when every three words of it stand in the text in a row, counted from the end of the repeated line above or
 * up to the beginning of the one below.
 */
export function repetitionOf(lines: string[], known: KnownText): Repetition {
  const words = lines.map(wordsOf);
  const isRepeated = words.map(() => false);
  let above: string[] = [];
  for (const [index, own] of words.entries()) {
    const { length } = prefixIn(own, above, known);
    isRepeated[index] = own.length > 0 && length === own.length;
    if (length > 0) above = [...above, ...own.slice(0, length)].slice(-2);
  }
  let below: string[] = [];
  for (const [index, own] of [...words.entries()].reverse()) {
    isRepeated[index] ||= own.length > 0 && below.length === 2 && areIn([...own, ...below], known);
    if (isRepeated[index]) below = [...own, ...below].slice(0, 2);
  }
  return { isRepeated, words: words.filter((_, index) => isRepeated[index]).flat().length };
}

/** The words at the beginning of a line that go on where the text above ends, or stand in the known text alone. */
function prefixIn(words: string[], above: string[], known: KnownText): string[] {
  const continued = above.length === 2 ? knownPrefix([...above, ...words], known).slice(2) : [];
  const alone = knownPrefix(words, known);
  return alone.length >= MIN_WORDS && alone.length > continued.length ? alone : continued;
}

function knownPrefix(words: string[], known: KnownText): string[] {
  const runs = runsOf(words);
  const unknown = runs.findIndex((run) => !known.has(run));
  const count = unknown < 0 ? runs.length : unknown;
  return count === 0 ? [] : words.slice(0, count + 2);
}

/** Whether a line goes on where another one ended, in a known text. */
export function continuesKnown(previous: string, line: string, known: KnownText): boolean {
  const above = wordsOf(previous).slice(-2);
  return above.length === 2 && areIn([...above, ...wordsOf(line)], known);
}

/** Whether a line as a whole stands in a known text. */
export function isKnown(line: string, known: KnownText): boolean {
  const words = wordsOf(line);
  return words.length >= MIN_WORDS && areIn(words, known);
}

function areIn(words: string[], known: KnownText): boolean {
  return runsOf(words).every((run) => known.has(run));
}

function runsOf(words: string[]): string[] {
  return words.slice(2).map((word, index) => `${words[index] ?? ''} ${words[index + 1] ?? ''} ${word}`);
}

/** The words of a text in lower case, without what clients add to them. */
export function wordsOf(text: string): string[] {
  return text
    .replace(ADDED, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
