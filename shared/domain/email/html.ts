import { convert, type HtmlToTextOptions } from 'html-to-text';
import sanitize, { type IOptions } from 'sanitize-html';
import { cleanParagraphs } from './address.ts';

/** Where a link in a mail may lead. */
const LINK = /^(https:\/\/|mailto:|tel:)/i;

/** Text, lists and links: nothing that runs, loads something from afar, asks for input or breaks the layout around it. */
const ALLOWED: IOptions = {
  allowedTags: 'p br strong b em i u ul ol li a blockquote h2 h3 hr'.split(' '),
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'mailto', 'tel'],
  transformTags: {
    a: (tagName, { href = '' }) => ({ tagName, attribs: LINK.test(href) ? { href } : {} }),
  },
  // Deeper nesting is no text that somebody wrote, and would exhaust whoever walks through it.
  nestingLimit: 20,
};

/**
 * HTML of a person that is safe to stand in a mail: of all tags a short list is left, of attributes the links'; what else
 * it said in words stays. Applied to its own result it changes nothing.
 */
export function sanitizeHtml(html: string): string {
  return cleanParagraphs(sanitize(html, ALLOWED));
}

const AS_TEXT: HtmlToTextOptions = {
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ...['h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

/** The plain text part of a mail from its HTML, as `sanitizeHtml` leaves it. */
export function textOfHtml(html: string): string {
  return convert(html, AS_TEXT).trim();
}
