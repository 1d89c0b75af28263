import { convert, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

/** Deeper elements are left out: no client nests as deep, and who does means to exhaust the reader. */
const MAX_DEPTH = 150;

/**
 * What clients put around what they quote, as far as it holds nothing else: Apple, Thunderbird and Gmail (`blockquote`),
 * Yahoo, GMX and WEB.DE, Outlook for Mac, Proton. Outlook for Windows and on the web only put a header in front.
 */
const QUOTES = [
  'blockquote',
  'div.yahoo_quoted',
  'div.protonmail_quote',
  'div[name="quote"]',
  'div[name="quoted-content"]',
  'span#OLK_SRC_BODY_SECTION',
  'div#OLK_SRC_BODY_SECTION',
  'div#mail-editor-reference-message-container',
];

/** Quotes that are none: Gmail and Outlook indent words of the author with them. */
const INDENTED = ['blockquote[style*="border:none"]', 'blockquote[style*="border: none"]'];

/** Quotes whatever their style says. */
const CITED = ['blockquote[style*="border-left"]', 'blockquote[type="cite"]', 'blockquote.gmail_quote'];

/** Cells of a row stand side by side. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};

const AS_LINES: HtmlToTextOptions = {
  wordwrap: false,
  formatters: { cell },
  limits: { maxDepth: MAX_DEPTH },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'tr', format: 'block' },
    ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
    { selector: 'ul', options: { itemPrefix: '* ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ...QUOTES.map((selector) => ({ selector, format: 'blockquote' })),
    ...INDENTED.map((selector) => ({ selector, format: 'block' })),
    ...CITED.map((selector) => ({ selector, format: 'blockquote' })),
  ],
};

/**
 * The text of a mail that was written as HTML. What clients mark as a quote gets `> ` in front of every line, as in
 * plain text.
 *
 * @param html at most 150,000 characters: the work grows with the square of what is nested
 */
export function textOfMailHtml(html: string): string {
  return convert(html, AS_LINES);
}
