import { withUmlauts } from './umlauts.ts';

/** Longer texts than people write are not read to their end, so that the work stays bounded. */
const MAX_TEXT = 20_000;
const MAX_SENTENCE = 600;
const MAX_SENTENCES = 400;

/** A line of so many characters was wrapped rather than ended. */
const WRAPPED = 55;

/** Words that a full stop behind does not end a sentence after; days and numbers do not either. */
const ABBREVIATED =
  /(?:^|[^\p{L}])(?:\d{1,2}|[a-z]|bzw|ca|dr|med|dipl|prof|inkl|einschl|evtl|ggf|etc|nr|tel|usw|vgl|zzgl|str|hr|fr|jan|feb|febr|mär|mrz|apr|jun|jul|aug|sep|sept|okt|nov|dez|dec|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|sa|so|mr|mrs|ms)$/iu;

/**
 * The sentences of a text, without line breaks and outer white space. A line break ends a sentence unless the line was
 * wrapped; list marks are left out, and umlauts stand where they were
 * typed as two letters.
 */
export function sentencesOf(text: string): string[] {
  return unwrapped(withUmlauts(text.slice(0, MAX_TEXT)))
    .flatMap(splitLine)
    .flatMap((sentence) => sentence.match(/[\s\S]{1,600}/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, MAX_SENTENCES);
}

function unwrapped(text: string): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const raw of text.split('\n')) {
    const line = raw
      .replace(/\s+/g, ' ')
      .replace(/^ ?[-–*•]+ /, '')
      .trim();
    const last = joined.at(-1) ?? '';
    if (isOpen && line !== '' && last.length < MAX_SENTENCE) joined[joined.length - 1] = `${last} ${line}`;
    else joined.push(line);
    isOpen = line.length >= WRAPPED;
  }
  return joined;
}

function splitLine(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of line.matchAll(/[.!?…]+(?=["”“»)]{0,2}\s)/g)) {
    const end = index + mark.length;
    if (
      mark === '.' &&
      (ABBREVIATED.test(line.slice(Math.max(start, index - 12), index)) ||
        /^\W{0,3}\p{Ll}/u.test(line.slice(end, end + 5)))
    )
      continue;
    sentences.push(line.slice(start, end));
    start = end;
  }
  return [...sentences, line.slice(start)];
}
