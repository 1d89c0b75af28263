import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sanitizeHtml } from '../../../../shared/domain/email/html.ts';

const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '&',
      '&#0;',
      '&#8238;',
      '&lt;',
      '&amp;lt;',
      '\u200B',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
    ],
    ...[
      '<p>',
      '</p>',
      '<b',
      '<script>',
      '</script>',
      '<svg onload=x>',
      '<math>',
      '<style>',
      '<textarea>',
      '</td>',
    ],
    ...[
      '<img src=x onerror=y>',
      '<a href="',
      '<a href=javascript:x>',
      'javascript:',
      'https://',
      '</a>',
      '<base href=x>',
    ],
    ...['<form>', '<noscript>', '<template>', '<plaintext>', '<xmp>', ' onclick=x ', 'style="', '/'],
  ),
);
const html = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));

/** Every tag that a mail may hold, as it is written. */
const ALLOWED =
  /<\/?(?:p|br|strong|b|em|i|u|ul|ol|li|a|blockquote|h2|h3|hr)(?: href="(?:https:\/\/|mailto:|tel:)[^"<>]*")?(?: \/)?>/gi;

it('leaves of any text only what a mail may hold, and of its own result everything', () => {
  fc.assert(
    fc.property(html, (given) => {
      const safe = sanitizeHtml(given);
      expect(safe.replace(ALLOWED, '')).not.toMatch(/[<>]/);
      expect(sanitizeHtml(safe)).toBe(safe);
    }),
    { numRuns: 1000 },
  );
});
