import { alternative, attachment, html, multipart, part, plain, type Entity } from './mail-builder.ts';
import { mailOf } from './corpus/broken.ts';

const MB = 1_000_000;
/** More than is kept of a mail. */
const fill = (unit: string, size = 2 * MB) => unit.repeat(Math.ceil(size / unit.length));
const inText = (unit: string) => mailOf(plain(`Patient 1 ja.\n\n${fill(unit)}`));
const inHtml = (unit: string) => mailOf(html(`<p>Patient 1 ja.</p>${fill(unit)}`));
const inHeader = (line: string) => mailOf(plain('Patient 1 ja.'), [line]);

function nested(depth: number, subtype: string): Entity {
  const parts = depth === 0 ? [plain('unten')] : [nested(depth - 1, subtype)];
  return subtype === 'rfc822'
    ? part('message/rfc822', Buffer.concat([Buffer.from('Subject: x\r\n'), ...parts.map(bytes)]))
    : multipart(subtype, parts);
}

const bytes = ({ headers, body }: Entity) =>
  Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`), body]);

/** Units that begin something that regular expressions look for, and never end it. */
const UNITS = [
  '>',
  '> ',
  '>>> \n',
  ' ',
  '\t\n',
  '\n',
  '\r',
  '\u00a0',
  'a@a@',
  'a@a.',
  '<',
  '<a@b>',
  '<mailto:',
  '[',
  '-',
  '--\n',
  '-- \n',
  '_',
  '*',
  ':',
  ':\n',
  'Am ',
  'Am 3.12.2026 um 08:15 schrieb ',
  'Am 3.12.2026 08:15 schrieb\n',
  'On Thu, 3 Dec 2026 at 08:15, A <a@b.example>\n',
  'schrieb ',
  'wrote:\n',
  'Von: ',
  'Von: a\n',
  'Von: a\n\n\n',
  'Gesendet: a\nAn: b\n',
  '-----Ursprüngliche Nachricht',
  '----- schrieb ',
  'Zitat von ',
  'mit freundlichen ',
  'Mit freundlichen Grüßen\n',
  'freundliche und ',
  'Gesendet von meinem ',
  'Diese E-Mail ',
  'Tel. 1\n',
  'P.S. ',
  'bis ',
  'bis zum ',
  'bis einschließlich ',
  'vom 1. ',
  '1. bis ',
  '1.1. bis ',
  '1.1.1.1.',
  '1/1/',
  'Montag, den ',
  'nicht ',
  'nicht a b ',
  'keine weiteren ',
  'aus dem Verteiler ',
  'nehmen Sie a ',
  'löschen meine ',
  'Patient ',
  'Patient 1 ',
  'K7Q2M ',
  'KKKKKKKK',
  'Dr. ',
  'a. ',
  'a.',
  '?! ',
  'wort ',
  'ä',
  'e\u0301',
  '\u0301',
  '\ud800',
  '\u202e',
  '\u0000',
  '=?utf-8?q?',
  '=3D',
  '=\n',
  'Message-ID: <a@b>\n',
  '550 5.1.1 ',
  '5.1.',
];

const TAGS = [
  '<b>',
  '<div>',
  '<blockquote>',
  '<blockquote type="cite">a',
  '<table><tr><td>',
  '<ul><li>a',
  '<p>a',
  '<br>',
  '</b>',
  '<a href="',
  '<!--',
  '<style>',
  '&',
  '&amp',
  '&#',
  '<p style="border:none',
  'wort ',
  '<div name="quote">',
];

/** Mails made to take long, by what they are made of. */
export const HOSTILE: [name: string, mail: () => Buffer][] = [
  ...UNITS.map((unit): [string, () => Buffer] => [`text of ${JSON.stringify(unit)}`, () => inText(unit)]),
  ...TAGS.map((unit): [string, () => Buffer] => [`HTML of ${JSON.stringify(unit)}`, () => inHtml(unit)]),
  ['a text and an HTML of many lines', () => mailOf(alternative(fill('> a\n', MB), fill('<p>a</p>', MB)))],
  ['a header of 5 MB', () => inHeader(`X-Long: ${fill('a', 5 * MB)}`)],
  ['a folded header of 5 MB', () => inHeader(`X-Long: ${fill('a\r\n ', 5 * MB)}`)],
  ['100,000 headers', () => inHeader(fill('X-Many: a\r\n', MB).trimEnd())],
  ['60 KB of recipients', () => inHeader(`Cc: ${fill('a@a.example, ', 60_000)}`)],
  ['60 KB of half addresses', () => inHeader(`Cc: ${fill('a@a', 60_000)}`)],
  ['60 KB of comments', () => inHeader(`Cc: ${fill('(', 60_000)}`)],
  ['60 KB of groups', () => inHeader(`Cc: ${fill('a:b,', 60_000)}`)],
  ['60 KB of encoded words', () => inHeader(`X-Subject: ${fill('=?utf-8?q?a', 60_000)}`)],
  ['60 KB of ended encoded words', () => inHeader(`X-Subject: ${fill('=?utf-8?q?=C3=A4?= ', 60_000)}`)],
  ['60 KB of references', () => inHeader(`References: ${fill('<a@b> ', 60_000)}`)],
  ['60 KB of parameters', () => inHeader(`Content-Disposition: inline${fill('; a*0*=x', 60_000)}`)],
  ['a subject of 60 KB', () => inHeader(`Subject: ${fill('7F3K-2M9Q', 60_000)}`)],
  ['20 multiparts deep', () => mailOf(nested(20, 'mixed'))],
  ['400 multiparts deep', () => mailOf(nested(400, 'mixed'))],
  ['400 mails deep', () => mailOf(nested(400, 'rfc822'))],
  [
    '400 multiparts deep and many lines',
    () => Buffer.concat([mailOf(nested(400, 'mixed')), Buffer.from(fill('--a\n'))]),
  ],
  [
    '10 HTML texts of 140 KB',
    () =>
      mailOf(
        multipart(
          'mixed',
          Array.from({ length: 10 }, () => html(fill('<b>', 140_000))),
        ),
      ),
  ],
  [
    '95 multiparts deep and many lines',
    () => Buffer.concat([mailOf(nested(95, 'mixed')), Buffer.from(fill('--a\n'))]),
  ],
  [
    '10,000 parts',
    () =>
      mailOf(
        multipart(
          'mixed',
          Array.from({ length: 10_000 }, () => plain('a')),
        ),
      ),
  ],
  [
    '90 texts of 20 KB',
    () =>
      mailOf(
        multipart(
          'mixed',
          Array.from({ length: 90 }, () => plain(fill('a\n', 20_000))),
        ),
      ),
  ],
  [
    '90 HTML texts of 20 KB',
    () =>
      mailOf(
        multipart(
          'mixed',
          Array.from({ length: 90 }, () => html(fill('<b>', 20_000))),
        ),
      ),
  ],
  [
    'a 30 MB attachment',
    () => mailOf(multipart('mixed', [plain('a'), attachment('a/b', 'c', Buffer.alloc(22 * MB))])),
  ],
  ['2 MB of base64 text', () => mailOf(plain(fill('wort ', 2 * MB), { encoding: 'base64' }))],
  [
    '2 MB of quoted-printable',
    () => mailOf(part('text/plain', fill('=41'), ['Content-Transfer-Encoding: quoted-printable'])),
  ],
  [
    'a report of 2 MB',
    () =>
      mailOf(
        multipart(
          'report',
          [part('message/delivery-status', fill('Action: failed\n\n'))],
          '; report-type=delivery-status',
        ),
      ),
  ],
  [
    'a report of folded lines',
    () =>
      mailOf(
        multipart(
          'report',
          [part('message/delivery-status', `Action: a\n${fill(' a\n')}`)],
          '; report-type=delivery-status',
        ),
      ),
  ],
  ['10 MB in one line', () => mailOf(plain(fill('a', 10 * MB)))],
  ['40 MB of zeros', () => Buffer.alloc(40 * MB)],
  ['40 MB of line breaks and dashes', () => Buffer.from(fill('\n--', 40 * MB))],
  ['40 MB of CR', () => Buffer.alloc(40 * MB, '\r')],
];
