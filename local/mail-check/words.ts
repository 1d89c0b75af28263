import { convert } from 'html-to-text';

/** Headings in their own letters, and the address of a link once where the link shows it. */
const AS_WRITTEN = [
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
];

/** Words as people read them: letters and digits, whatever stands between. */
function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The first word that the HTML says and the plain text does not say in its place, addresses behind links included.
 *
 * @returns undefined when the text carries all that the HTML says, in its order
 */
export function missingWord(html: string, text: string): string | undefined {
  const said = words(convert(html, { wordwrap: false, selectors: AS_WRITTEN }));
  const left = words(text)[Symbol.iterator]();
  return said.find((word) => {
    for (;;) {
      const next = left.next();
      if (next.done) return true;
      if (next.value === word) return false;
    }
  });
}
