import {
  alternative,
  attachment,
  bytesOf,
  html,
  multipart,
  part,
  plain,
  wire,
  type Entity,
} from '../mail-builder.ts';
import { REPLY_ADDRESS, THREE } from '../sent-mails.ts';
import { answer, letter, raw, type Expected, type InboundSample } from './sample.ts';

const OWN = 'Für März hätte ich einen Platz für Patient 1 – schöne Grüße';
const reply = (own = OWN, more: Partial<Expected> = {}): Expected => ({
  kind: 'reply',
  own,
  ...(own.includes('einen Platz für Patient 1') && { proposals: { 1: 'needs_follow_up' } }),
  ...more,
});
const latin = (text: string) => Buffer.from(wire(text.replace('–', '-')), 'latin1');

/** Labels of characters that lie, and characters of other places. */
export const CHARSETS: InboundSample[] = [
  answer(
    'windows-1252 that is called us-ascii',
    plain('', { charset: 'us-ascii', bytes: latin(OWN) }),
    reply(OWN.replace('–', '-')),
  ),
  answer(
    'windows-1252 that is called us-ascii, quoted-printable',
    plain('', { charset: 'us-ascii', encoding: 'quoted-printable', bytes: latin(OWN) }),
    reply(OWN.replace('–', '-')),
  ),
  answer('windows-1252 that is called utf-8', plain('', { bytes: latin(OWN) }), reply(OWN.replace('–', '-'))),
  answer(
    'windows-1252 with its own dashes',
    plain('', { charset: 'windows-1252', bytes: Buffer.from(OWN.replace('–', '\u0096'), 'latin1') }),
    reply(),
  ),
  answer(
    'windows-1252 that is called iso-8859-1',
    plain('', { charset: 'iso-8859-1', bytes: Buffer.from(OWN.replace('–', '\u0096'), 'latin1') }),
    reply(),
  ),
  answer('utf-8 that is called iso-8859-1', plain(OWN, { charset: 'iso-8859-1' }), reply()),
  answer('utf-8 without a label', part('text/plain', OWN), reply()),
  answer(
    'utf-8 with a label that nobody knows',
    plain(OWN, { charset: 'unknown-8bit', encoding: 'base64' }),
    reply(),
  ),
  answer(
    'utf-16',
    plain('', { charset: 'utf-16le', encoding: 'base64', bytes: Buffer.from(OWN, 'utf16le') }),
    reply(),
  ),
  answer(
    'iso-2022-jp',
    plain('', { charset: 'iso-2022-jp', bytes: Buffer.from('Patient 1: \u001b$B$O$$\u001b(B, ja') }),
    reply('Patient 1: はい, ja'),
  ),
  answer(
    'utf-7',
    plain('', { charset: 'utf-7', bytes: Buffer.from('Patient 1 ja, mit Gr+APwA3w-en') }),
    reply('Patient 1 ja, mit Gr+APwA3w-en'),
  ),
  answer(
    'koi8-r',
    plain('', { charset: 'koi8-r', bytes: Buffer.from('d4c1cbd82c2070617469656e742031', 'hex') }),
    reply('такь, patient 1'),
  ),
  answer('letters in two pieces', plain(OWN.normalize('NFD')), reply()),
  answer(
    'zeros and other signs that nobody sees',
    plain(`Patient\u0000 1\u200b ja\u0007, gern\u202e.`),
    reply('Patient 1 ja, gern.', { proposals: { 1: 'accepted' } }),
  ),
];

const head = (...lines: string[]) =>
  `From: Dr. Erika Musterfrau <praxis@musterfrau.example>\r\nTo: ${REPLY_ADDRESS}\r\nSubject: AW: Anfrage\r\n${lines.map((line) => `${line}\r\n`).join('')}`;

function nested(depth: number, inner: Entity): Entity {
  return depth === 0 ? inner : multipart('mixed', [nested(depth - 1, inner)]);
}

/** Mails that no standard allows, and those that make much of what it allows. */
export const BROKEN: InboundSample[] = [
  raw(
    'lines that end in LF',
    Buffer.from(`${head()}\r\n${OWN}\r\n\r\nWeiter`.replaceAll('\r\n', '\n')),
    reply(`${OWN}\nWeiter`),
  ),
  raw(
    'lines that end in CR',
    Buffer.from(
      `${head('Content-Type: text/plain; charset=utf-8')}\r\n${OWN}\r\nWeiter`.replaceAll('\r\n', '\r'),
    ),
    reply(`${OWN}\nWeiter`),
  ),
  raw(
    'a multipart that never ends',
    Buffer.from(
      `${head('Content-Type: multipart/alternative; boundary=b')}\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${OWN}\r\n`,
    ),
    reply(),
  ),
  raw(
    'a multipart whose boundary never comes',
    Buffer.from(
      `${head('Content-Type: multipart/mixed; boundary=b')}\r\n--c\r\nContent-Type: text/plain\r\n\r\n${OWN}\r\n--c--\r\n`,
    ),
    { kind: 'unknown', unreadable: true },
  ),
  raw('a multipart without a boundary', Buffer.from(`${head('Content-Type: multipart/mixed')}\r\n${OWN}`), {
    kind: 'unknown',
    unreadable: true,
  }),
  raw('no headers', Buffer.from(`\r\n${OWN}`), reply()),
  raw('nothing', Buffer.alloc(0), { kind: 'unknown' }),
  raw('a byte', Buffer.from([0xff]), { kind: 'unknown' }),
  raw(
    'noise',
    Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256)),
    { kind: 'unknown' },
  ),
  raw('a header that no empty line ends', Buffer.from(head('X-Last: end')), { kind: 'unknown' }),
  raw(
    'two senders and two subjects',
    Buffer.from(`${head()}From: andere@anderswo.example\r\nSubject: keine weiteren E-Mails\r\n\r\n${OWN}`),
    reply(),
  ),
  raw(
    'encoded words that never end',
    Buffer.from(
      `From: =?utf-8?q?Erika <praxis@musterfrau.example>\r\nSubject: =?utf-8?b?w7w=?= =?utf-8?q?offen =?x?\r\n\r\n${OWN}`,
    ),
    reply(),
  ),
  raw(
    'an encoded word that is cut inside of a letter',
    Buffer.from(
      `From: praxis@musterfrau.example\r\nSubject: =?utf-8?B?R3LD?=\r\n =?utf-8?B?vMOfZQ==?=\r\n\r\n${OWN}`,
    ),
    reply(),
  ),
  answer(
    'base64 with rubbish in it',
    part('text/plain; charset=utf-8', `!!${Buffer.from(OWN).toString('base64')}\n**\n`, [
      'Content-Transfer-Encoding: base64',
    ]),
    reply(),
  ),
  answer(
    'escapes that are none',
    part('text/plain; charset=utf-8', 'Patient 1 =XY ja =\nsofort =', [
      'Content-Transfer-Encoding: quoted-printable',
    ]),
    reply('Patient 1 =XY ja sofort', { mayStay: ['Patient 1 =XY ja sofort ='] }),
  ),
  answer(
    'an encoding that nobody knows',
    part('text/plain; charset=utf-8', OWN, ['Content-Transfer-Encoding: x-uuencode']),
    reply(),
  ),
  answer(
    'lines that flow',
    part(
      'text/plain; charset=utf-8; format=flowed',
      'Patient 1 nehme ich \ngern auf.\n\n> Am 3.12. \n> Hallo',
    ),
    reply('Patient 1 nehme ich\ngern auf.', { proposals: { 1: 'accepted' } }),
  ),
  answer('20 mails deep', nested(20, alternative(OWN, `<p>${OWN}</p>`)), reply()),
  answer('400 mails deep', nested(400, plain(OWN)), { kind: 'unknown', unreadable: true, truncated: true }),
  answer(
    'an encrypted mail',
    part('application/pkcs7-mime; name=smime.p7m; smime-type=enveloped-data', Buffer.alloc(500, 65)),
    { kind: 'unknown', unreadable: true },
  ),
  answer('a calendar entry', part('text/calendar; method=REPLY', 'BEGIN:VCALENDAR\nEND:VCALENDAR'), {
    kind: 'unknown',
    unreadable: true,
  }),
  answer('HTML that is never closed', html(`<div><b>${OWN}<table><tr><td>`), reply()),
  answer(
    'HTML in capitals with comments',
    html(
      `<HTML><HEAD><TITLE>x</TITLE><STYLE>p{}</STYLE></HEAD><BODY><!-- keine weiteren Anfragen --><P>${OWN}</P><SCRIPT>x</SCRIPT></BODY></HTML>`,
    ),
    reply(),
  ),
  answer(
    'words behind three large attachments',
    multipart('mixed', [
      ...[1, 2, 3].map((number) => attachment('image/jpeg', `${number}.jpg`, Buffer.alloc(900_000, number))),
      plain(OWN),
    ]),
    reply(),
  ),
  letter('a virus name in the subject', plain(OWN), reply(), {
    subject: `\u0000\u202eAnfrage\t ${'x'.repeat(5000)}`,
  }),
];

const answerOnTop = (rest: string) =>
  plain(
    `Patient 1 ja.\n\n-----Ursprüngliche Nachricht-----\nVon: x\nGesendet: heute\nAn: y\nBetreff: z\n\n${rest}`,
  );
const top = reply('Patient 1 ja.', { truncated: true, proposals: { 1: 'accepted' } });
const MB = 1_000_000;

/** Mails that are larger than any that a person writes. */
export const LARGE: InboundSample[] = [
  answer(
    '10 MB of words below the answer',
    answerOnTop(`${THREE.text}\n`.repeat((10 * MB) / THREE.text.length)),
    top,
  ),
  answer('10 MB in one line', answerOnTop('wort '.repeat(2 * MB)), top),
  answer('2 MB of marks', answerOnTop('>'.repeat(2 * MB)), top),
  answer('2 MB of empty lines', answerOnTop('\n'.repeat(2 * MB)), top),
  answer('2 MB of addresses', answerOnTop('a@a@'.repeat(0.5 * MB)), top),
  answer(
    '2 MB of HTML',
    html(`<p>Patient 1 ja.</p><blockquote type="cite">${'<p>wort</p>'.repeat(0.2 * MB)}</blockquote>`),
    top,
  ),
  answer(
    'a 30 MB attachment',
    multipart('mixed', [
      plain('Patient 1 ja.'),
      attachment('application/pdf', 'a.pdf', Buffer.alloc(22 * MB, 9)),
    ]),
    reply('Patient 1 ja.', { proposals: { 1: 'accepted' } }),
  ),
];

/** The bytes of a mail of Dr. Musterfrau, for tests that make their own. */
export const mailOf = (entity: Entity, headers: string[] = []) =>
  bytesOf(entity, [
    'From: praxis@musterfrau.example',
    `To: ${REPLY_ADDRESS}`,
    'Subject: AW: Anfrage',
    ...headers,
    'MIME-Version: 1.0',
  ]);
