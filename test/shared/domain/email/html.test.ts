import { describe, expect, it } from '@jest/globals';
import { sanitizeHtml, textOfHtml } from '../../../../shared/domain/email/html.ts';

describe('sanitizeHtml', () => {
  it.each([
    ['text, lists and emphasis', '<p>Ein <strong>Platz</strong></p><ul><li>frei</li></ul>', undefined],
    [
      'links to the web, to mailboxes and to phones',
      '<a href="https://a.example/?b=1&amp;c=2">x</a>',
      undefined,
    ],
    ['umlauts and signs as they are', '<p>Größe &amp; „Maß“ &lt; 3</p>', undefined],
    ['nothing that runs', '<p onclick="x()">a<script>alert(1)</script></p>', '<p>a</p>'],
    ['no form', '<form action="https://e.example"><input value="b">Frage</form>', 'Frage'],
    ['nothing from afar', '<p>a<img src="https://e.example/pixel.gif"></p>', '<p>a</p>'],
    ['no style', '<style>p{color:red}</style><p style="position:fixed" class="x">a</p>', '<p>a</p>'],
    ['no frame', '<iframe src="https://e.example">a</iframe>b', 'ab'],
    ['no comment', 'a<!--[if mso]><p>b</p><![endif]-->', 'a'],
    ['nothing that ends the layout around it', 'a</div></td></table></body>b', 'ab'],
    ['no tag that stays open', '<p><strong>a', '<p><strong>a</strong></p>'],
  ])('lets through %s', (_what, html, expected) => {
    expect(sanitizeHtml(html)).toBe(expected ?? html);
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'java\u200Bscript:alert(1)',
    'data:text/html,x',
    'http://e.example',
    '//e.example',
    '/local',
  ])('takes the target from a link to %j', (href) => {
    expect(sanitizeHtml(`<a href="${href}">hier</a>`)).toBe('<a>hier</a>');
  });

  it('takes out what nobody sees, also when it is spelt as an entity', () => {
    expect(sanitizeHtml('<p>a\u202Eb&#8238;c&#x200B;d\u0007e</p>')).toBe('<p>abcde</p>');
  });

  it('is done with a hundred thousand levels, and leaves the text', () => {
    const html = sanitizeHtml(`${'<b>'.repeat(100_000)}tief`);
    expect(textOfHtml(html)).toBe('tief');
    expect(html.length).toBeLessThan(1000);
  });
});

describe('textOfHtml', () => {
  it('keeps words, paragraphs, lists and the targets of links', () => {
    const html =
      '<h2>Rückfrage</h2><p>Guten &amp; schönen Tag<br>allerseits,</p><ul><li>eins</li><li>zwei</li></ul>' +
      '<p><a href="https://a.example">Seite</a></p>';
    expect(textOfHtml(html)).toBe(
      'Rückfrage\n\nGuten & schönen Tag\nallerseits,\n\n * eins\n * zwei\n\nSeite [https://a.example]',
    );
  });

  it('has no words where there are none', () => {
    expect(textOfHtml(sanitizeHtml('<p> &nbsp; <br><img alt="x"></p>'))).toBe('');
  });
});
