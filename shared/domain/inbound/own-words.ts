import { cleanParagraphs } from '../email/address.ts';
import { textOfMailHtml } from './html-text.ts';
import type { InlineAnswer } from './mail-meaning.ts';
import { knownText, wordsOf } from './own-words/known-text.ts';
import { markQuotes, type MarkedLines } from './own-words/mark-quotes.ts';
import { openingAt } from './own-words/opening.ts';
import { withoutSignature } from './own-words/signature.ts';
import type { MailText } from './read-mail.ts';

/** What somebody wrote, apart from what he quotes and signs with. */
export interface OwnWords {
  text: string;
  /** Passages by what they stand under, when quoted lines stand between them or above. */
  inlineAnswers?: InlineAnswer[];
  /** Whether the mail passes on another one, by its words. */
  isForward: boolean;
}

const MAX_QUOTE = 500;

/** Spaces that keep words together or are narrow. */
const SPACES = /[\u00a0\u2007\u2009\u202f]/g;

/**
 * The sender's own words in a mail: without quotes, with answers between quoted lines in their order, without
 * signatures. A greeting may be left over; words in doubt stay, quotes in doubt do not.
 *
 * @param shown what the mail shows (`shownText`)
 * @param sentText the plain text of the email that it answers, when that is known
 */
export function ownWords(shown: string, sentText?: string): OwnWords {
  const sent = sentText === undefined ? undefined : knownText(sentText);
  const marked = markQuotes(shown.split('\n'), sent);
  const passages = passagesOf(marked)
    .map(({ quote, lines }) => ({ quote, text: withoutSignature(lines).join('\n') }))
    .filter(({ text }) => text !== '');
  return {
    text: passages.map(({ text }) => text).join('\n\n'),
    ...(passages.some(({ quote }) => quote !== '') && { inlineAnswers: passages }),
    isForward: marked.isForward,
  };
}

/**
 * Everything that a mail shows as one text, lines that HTML marks as a quote behind `> `. Of a text and its HTML the
 * better one is taken.
 *
 * @param texts at most 150,000 characters of a format
 */
export function shownText(texts: MailText[]): string {
  const plain = texts
    .filter(({ format }) => format === 'plain')
    .map(textOf)
    .join('\n');
  const html = texts
    .filter(({ format }) => format === 'html')
    .map(textOf)
    .join('\n');
  if (isBlank(html) || isBlank(plain)) return isBlank(html) ? plain : html;
  if (wordsOf(html).length > 2 * wordsOf(plain).length) return texts.map(textOf).join('\n');
  return !hasMarks(plain) && hasMarks(html) ? html : plain;
}

function textOf({ format, content }: MailText): string {
  const text = format === 'html' ? textOfMailHtml(content) : content;
  return cleanParagraphs(text).normalize('NFC').replace(SPACES, ' ').replaceAll('\u00ad', '');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Whether a quote is marked as such. */
function hasMarks(text: string): boolean {
  const lines = text.split('\n');
  return lines.some((line, index) => /^\s*>/.test(line) || openingAt(lines, index) !== undefined);
}

interface Passage {
  quote: string;
  lines: string[];
}

/** The sender's lines that stand together, each with what is quoted right above. */
function passagesOf({ lines, isOwn }: MarkedLines): Passage[] {
  const passages: Passage[] = [];
  let quote: string[] = [];
  let open: Passage | undefined;
  for (const [index, line] of lines.entries()) {
    if (isOwn[index]) {
      if (!open) passages.push((open = { quote: quote.join('\n').slice(-MAX_QUOTE), lines: [] }));
      quote = [];
      open.lines.push(line.trimEnd());
    } else if (line.trim() === '') {
      open?.lines.push('');
    } else {
      quote.push(line.replace(/^[>\s]+/, '').trim());
      open = undefined;
    }
  }
  return passages;
}
