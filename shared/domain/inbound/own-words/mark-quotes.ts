import { isQuoted } from './attribution.ts';
import { continuesKnown, isKnown, repetitionOf, type KnownText } from './known-text.ts';
import { openingAt } from './opening.ts';
import { firstOfOurs } from './our-phrases.ts';

/** Lines of a mail with whose they are. */
export interface MarkedLines {
  lines: string[];
  /** Whether each line is the sender's own; an empty line is nobody's. */
  isOwn: boolean[];
  /** Whether what is quoted is passed on rather than answered. */
  isForward: boolean;
}

const QUOTED = /^\s{0,8}>/;
/** So many words of ours in a row are no coincidence. */
const MIN_REPEATED = 8;
/** So many wrapped lines are a habit. */
const MANY = 2;
/** A line of so many characters was wrapped rather than ended, unless it ends a sentence. */
const LONG = 55;

/**
 * Tells the sender's own lines of a mail from those that he quotes: by the marks of clients, and by the text that we
 * sent where they leave none.
 *
 * Below a header or an attribution without marks (Outlook) everything is a quote, except what stands between lines of
 * the text that was sent.
 *
 * @param sent the text of the email that the mail answers, when that is known
 */
export function markQuotes(lines: string[], sent: KnownText | undefined): MarkedLines {
  const { isOwn, isForward, tail } = markMarked(lines);
  if (sent) {
    dropRepeated(lines, isOwn, sent);
    findAnswers(lines, { isOwn, tail, sent });
  } else {
    dropOurs(lines, isOwn);
  }
  dropWrapped(lines, isOwn, sent);
  return { lines, isOwn: isOwn.map((is, index) => is && !isBlank(lines[index])), isForward };
}

interface Marks {
  isOwn: boolean[];
  isForward: boolean;
  /** Where a quote without marks begins; behind the last line when there is none. */
  tail: number;
}

function markMarked(lines: string[]): Marks {
  const isOwn = lines.map((line) => !QUOTED.test(line));
  let isForward = false;
  for (let index = 0; index < lines.length;) {
    const opening = isOwn[index] ? openingAt(lines, index) : undefined;
    const end = index + (opening?.length ?? 1);
    if (opening) {
      isForward ||= opening.isForward;
      isOwn.fill(false, index, end);
      if (!isQuoted(lines, end)) {
        isOwn.fill(false, end);
        return { isOwn, isForward, tail: end };
      }
    }
    index = end;
  }
  return { isOwn, isForward, tail: lines.length };
}

/** Takes lines that repeat the email sent for a quote, if there are enough of them. */
function dropRepeated(lines: string[], isOwn: boolean[], sent: KnownText): void {
  const own = indicesOf(isOwn);
  const { isRepeated, words } = repetitionOf(
    own.map((index) => lines[index] ?? ''),
    sent,
  );
  if (words < MIN_REPEATED) return;
  for (const [place, index] of own.entries()) if (isRepeated[place]) isOwn[index] = false;
}

/** Takes everything from the first line that is in every email of ours for a quote: nobody knows the rest of it. */
function dropOurs(lines: string[], isOwn: boolean[]): void {
  const own = indicesOf(isOwn);
  const first = firstOfOurs(own.map((index) => lines[index] ?? ''));
  if (first >= 0) for (const index of own.slice(first)) isOwn[index] = false;
}

/**
 * Finds answers in a quote without marks: lines that are not in the email sent, between lines that are; behind them
 * too, when there are no words above the quote.
 */
function findAnswers(
  lines: string[],
  { isOwn, tail, sent }: Omit<Marks, 'isForward'> & { sent: KnownText },
): void {
  const end = nextOpening(lines, tail);
  const quote = lines.slice(tail, end);
  const { isRepeated, words } = repetitionOf(quote, sent);
  if (words < MIN_REPEATED) return;
  const hasWordsAbove = isOwn.some((is, index) => is && index < tail && !isBlank(lines[index]));
  const first = isRepeated.indexOf(true);
  const last = hasWordsAbove ? isRepeated.lastIndexOf(true) : quote.length;
  for (let place = first; place < last; place++)
    isOwn[tail + place] = !isRepeated[place] && saysSomething(quote[place]);
}

function nextOpening(lines: string[], from: number): number {
  for (let index = from; index < lines.length; index++) if (openingAt(lines, index)) return index;
  return lines.length;
}

/**
 * Takes the ends of quoted lines for what they are, which some programs wrap without a mark. Who does it twice does it
 * everywhere.
 */
function dropWrapped(lines: string[], isOwn: boolean[], sent: KnownText | undefined): void {
  const between = indicesOf(isOwn).filter((index) => isMarked(lines[index - 1]) && !isBlank(lines[index]));
  const ends = between.filter((index) =>
    isEndOf(lines[index - 1] ?? '', lines.slice(index, index + 2), sent),
  );
  const all =
    ends.length < MANY
      ? ends
      : [
          ...ends,
          ...between.filter((index) => isMarked(lines[index + 1]) && !isKnownIn(lines[index - 1], sent)),
        ];
  for (const index of all) isOwn[index] = false;
}

/** Whether a line without a mark ends the quoted one above: the text that was sent goes on so, or the line was cut. */
function isEndOf(above: string, [line = '', below]: string[], sent: KnownText | undefined): boolean {
  if (sent && continuesKnown(above, line, sent)) return true;
  const isCut = above.length >= LONG && !/[.:!?]\s*$/.test(above);
  return isCut && isMarked(below) && !isKnownIn(above, sent);
}

function isKnownIn(line = '', sent: KnownText | undefined): boolean {
  return sent !== undefined && isKnown(line, sent);
}

function isMarked(line = ''): boolean {
  return QUOTED.test(line);
}

function indicesOf(isOwn: boolean[]): number[] {
  return isOwn.flatMap((is, index) => (is ? [index] : []));
}

function isBlank(line = ''): boolean {
  return line.trim() === '';
}

function saysSomething(line = ''): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}
