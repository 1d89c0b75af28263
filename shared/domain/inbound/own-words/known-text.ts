/** A text that may come back as a quote, as the runs of three words in it. */
export type KnownText = ReadonlySet<string>;

/**
 * A line of fewer words says nothing when it stands alone: "K7Q2M: ja" and "keine weiteren E-Mails" are examples in our
 * mails, and answers.
 */
const MIN_WORDS = 5;

/** Words of a line that are enough to take them for its beginning, and the rest for something added. */
const MIN_BEGINNING = 3;

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
  const { isRepeated, isNext } = repeatedFromAbove(words, known);
  let below: string[] = [];
  for (const [index, own] of [...words.entries()].reverse()) {
    isRepeated[index] ||= own.length > 0 && below.length === 2 && areIn([...own, ...below], known);
    // What stands above a line that goes on from further up was put between the two.
    if (isRepeated[index]) below = isNext[index] ? [] : [...own, ...below].slice(0, 2);
  }
  return { isRepeated, words: words.filter((_, index) => isRepeated[index]).flat().length };
}

/** Which lines are repeated as far as can be seen from above, and which of them go on where the last one ended. */
function repeatedFromAbove(
  words: string[][],
  known: KnownText,
): { isRepeated: boolean[]; isNext: boolean[] } {
  const isRepeated: boolean[] = [];
  const isNext: boolean[] = [];
  let above: string[] = [];
  for (const own of words) {
    const continued = above.length === 2 ? knownPrefix([...above, ...own], known).slice(2) : [];
    const alone = knownPrefix(own, known);
    const goesOn = own.length > 0 && continued.length === own.length;
    const isWhole = goesOn || (own.length >= MIN_WORDS && alone.length === own.length);
    const found = alone.length > continued.length && alone.length >= MIN_WORDS ? alone : continued;
    if (isWhole || found.length >= MIN_BEGINNING) above = [...above, ...found].slice(-2);
    isRepeated.push(isWhole);
    isNext.push(goesOn);
  }
  return { isRepeated, isNext };
}

/** The words at the beginning of a text that stand in the known text in a row. */
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
