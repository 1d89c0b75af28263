import * as client from '../clients.ts';
import { alternative, attachment, html, multipart, part, plain } from '../mail-builder.ts';
import { FOLLOW_UP, ONE, REPLY_ADDRESS, THREE } from '../sent-mails.ts';
import { answer, letter, type InboundSample } from './sample.ts';

const { text } = THREE;
const [upToFirst = '', afterFirst = ''] = text.split(/(?=Patient\/in 2 \()/);
const [secondPart = '', thirdPart = ''] = afterFirst.split(/(?=Patient\/in 3 \()/);
const [, howTo = ''] = text.split(/(?=So antworten Sie)/);

const header = `Von: Platzfinder Beispiel <${REPLY_ADDRESS}>
Gesendet: Donnerstag, 3. Dezember 2026 08:15
An: praxis@musterfrau.example
Betreff: ${THREE.subject}`;

const inline = (first: string, second: string, third: string) =>
  `${upToFirst.trim()}\n\n${first}\n\n${secondPart.trim()}\n\n${second}\n\n${thirdPart.split('So antworten Sie')[0]!.trim()}\n\n${third}\n\n${howTo}`;

/** Answers between quoted lines. */
export const INLINE_ANSWERS: InboundSample[] = [
  answer(
    'answers between quoted lines',
    plain(
      [
        'Hallo, meine Antworten stehen im Text.',
        'Am 03.12.26 um 08:15 schrieb Platzfinder Beispiel:',
        client.quoted(upToFirst.trim()),
        '',
        'Ja, gern ab Februar.',
        '',
        client.quoted(secondPart.trim()),
        'leider nein',
        client.quoted(thirdPart.trim()),
        '',
        'Mit freundlichen Grüßen',
        'Erika Musterfrau',
      ].join('\n'),
    ),
    {
      kind: 'reply',
      own: 'Hallo, meine Antworten stehen im Text.\nJa, gern ab Februar.\nleider nein',
      proposals: { 1: 'accepted', 2: 'rejected' },
    },
  ),
  answer(
    'answers in the text that Outlook leaves without marks',
    plain(
      `Antworten siehe unten.\n\n${header}\n\n${inline('-> ja, kann kommen', '-> passt nicht', '-> bitte anrufen')}`,
    ),
    {
      kind: 'reply',
      own: 'Antworten siehe unten.\n-> ja, kann kommen\n-> passt nicht\n-> bitte anrufen',
      proposals: { 1: 'accepted', 2: 'rejected', 3: 'needs_follow_up' },
    },
  ),
  answer(
    'answers in the text that Outlook leaves without marks, nothing above',
    plain(`${header}\n\n${inline('Diese Person nehme ich.', 'Keine Kapazität.', 'Keine Kapazität.')}`),
    {
      kind: 'reply',
      own: 'Diese Person nehme ich.\nKeine Kapazität.\nKeine Kapazität.',
      proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
    },
  ),
  answer(
    'answers in a quote of HTML',
    html(
      `<div>Siehe unten</div><blockquote type="cite"><div>Am 03.12.2026 um 08:15 schrieb Platzfinder Beispiel &lt;${REPLY_ADDRESS}&gt;:</div><div>Patient/in 1 (K7Q2M)</div></blockquote><div>ja</div><blockquote type="cite"><div>Patient/in 2 (9XW2P)</div></blockquote><div>nein, zu weit weg</div><blockquote type="cite"><div>Patient/in 3 (3FHAB)</div></blockquote>`,
    ),
    {
      kind: 'reply',
      own: 'Siehe unten\nja\nnein, zu weit weg',
      proposals: { 1: 'accepted', 2: 'rejected' },
    },
  ),
  answer(
    'answers that stand in the copied lines themselves',
    plain(
      `${upToFirst.trim()}\n\n${text
        .slice(text.indexOf('So antworten Sie'))
        .replace('K7Q2M: ja', 'K7Q2M: nein, zu spät')
        .replace('9XW2P: nein', '9XW2P: gern')}`,
    ),
    {
      kind: 'reply',
      own: 'K7Q2M: nein, zu spät\n9XW2P: gern',
      proposals: { 1: 'rejected', 2: 'accepted' },
    },
  ),
  answer(
    'an answer behind the heading of a patient, copied without marks',
    plain(text.replace('Patient/in 2 (9XW2P)', 'Patient/in 2 (9XW2P): nehme ich gern')),
    { kind: 'reply', own: 'Patient/in 2 (9XW2P): nehme ich gern', proposals: { 2: 'accepted' } },
  ),
];

/** Quotes that are hard to see. */
export const HIDDEN_QUOTES: InboundSample[] = [
  answer('a quote without any mark below the answer', plain(`Patient 1 gern, sonst niemanden.\n\n${text}`), {
    kind: 'reply',
    own: 'Patient 1 gern, sonst niemanden.',
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  answer('a quote without any mark above the answer', plain(`${text}\n\nPatient 3 gern, sonst niemanden.`), {
    kind: 'reply',
    own: 'Patient 3 gern, sonst niemanden.',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'accepted' },
  }),
  answer(
    'a quote without any mark, wrapped anew',
    plain(
      `Leider nicht.\n\n${text
        .split('\n')
        .flatMap((line) => client.wrapped(line, 50))
        .join('\n')}`,
    ),
    { kind: 'reply', own: 'Leider nicht.', proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' } },
  ),
  answer(
    'a quote without any mark of an email that is not known',
    plain(`Leider nicht.\n\n${text}`),
    {
      kind: 'reply',
      own: 'Leider nicht.',
      mayStay: ['Sehr geehrte Frau Dr. Musterfrau,'],
      proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
    },
    { sent: null },
  ),
  answer(
    'wrapped quotes whose ends have lost their marks',
    plain(
      `Patient 2 ja.\n\nAm 03.12.26 um 08:15 schrieb Platzfinder Beispiel:\n${client
        .quoted(text, 96)
        .split('\n')
        .flatMap((line) => client.wrapped(line, 74))
        .join('\n')}`,
    ),
    { kind: 'reply', own: 'Patient 2 ja.', proposals: { 2: 'accepted' } },
  ),
  answer(
    'wrapped quotes of an email that is not known',
    plain(
      `Patient 2 ja.\n\nAm 03.12.26 um 08:15 schrieb Platzfinder Beispiel:\n${client
        .quoted(text, 96)
        .split('\n')
        .flatMap((line) => client.wrapped(line, 74))
        .join('\n')}`,
    ),
    { kind: 'reply', own: 'Patient 2 ja.', proposals: { 2: 'accepted' } },
    { sent: null },
  ),
  answer(
    'a conversation with an earlier answer below',
    plain(
      `Doch nicht, bitte streichen Sie Patient 1 wieder.\n\n-----Ursprüngliche Nachricht-----\n${header}\n\n${FOLLOW_UP.text}\n\nVon: Praxis Musterfrau <praxis@musterfrau.example>\nGesendet: Mittwoch, 25. November 2026 10:00\nAn: Platzfinder Beispiel\nBetreff: AW: Anfrage\n\nPatient 1 nehme ich gern. Bitte keine weiteren Anfragen bis Februar.`,
    ),
    { kind: 'reply', own: 'Doch nicht, bitte streichen Sie Patient 1 wieder.', proposals: { 1: 'rejected' } },
    { sent: FOLLOW_UP },
  ),
  answer(
    'a banner of the mail gateway in the quote',
    plain(
      `Patient 1 ja\n\n${header}\n\nACHTUNG: Diese E-Mail stammt von einem externen Absender. Bitte keine Anhänge öffnen.\n\n${text}`,
    ),
    { kind: 'reply', own: 'Patient 1 ja', proposals: { 1: 'accepted' } },
  ),
  answer(
    'a quote inside a quote',
    plain(
      `Gern.\n\nAm 3.12.2026 um 09:00 schrieb Praxis:\n>> ${ONE.text.replace(/\n/g, '\n>> ')}\n> Was meinst du?\n`,
    ),
    {
      kind: 'reply',
      own: 'Gern.',
    },
  ),
  answer(
    'Outlook in HTML alone, with links behind addresses',
    html(
      `<html><body><p class=MsoNormal>Patient 3 nehme ich.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>Von:</b> Platzfinder Beispiel &lt;<a href="mailto:${REPLY_ADDRESS}">${REPLY_ADDRESS}</a>&gt; <br><b>Gesendet:</b> Donnerstag, 3. Dezember 2026 08:15<br><b>An:</b> <a href="mailto:praxis@musterfrau.example">praxis@musterfrau.example</a><br><b>Betreff:</b> Anfrage</p></div></div><table><tr><td><p>Patient/in 1 (K7Q2M)</p></td></tr></table></body></html>`,
    ),
    { kind: 'reply', own: 'Patient 3 nehme ich.', proposals: { 3: 'accepted' } },
  ),
  answer('nothing but a quote', client.outlookDesktop('', THREE), { kind: 'unknown' }),
  answer(
    'nothing but an attached letter',
    multipart('mixed', [
      client.outlookPlain('', THREE),
      attachment('application/pdf', 'Antwort.pdf', Buffer.alloc(3000, 7)),
    ]),
    {
      kind: 'unknown',
    },
  ),
];

const GRUSS = 'Mit freundlichen Grüßen\nDr. Erika Musterfrau';

/** Signatures that say something, and answers where signatures stand. */
export const SIGNATURES: InboundSample[] = [
  answer(
    'a signature that refuses everybody',
    client.thunderbird(
      'Patient 1 kann kommen.\n\n-- \nPraxis Musterfrau\nZurzeit keine freien Therapieplätze! Bitte keine weiteren Anfragen per E-Mail.',
      THREE,
    ),
    { kind: 'reply', own: 'Patient 1 kann kommen.', proposals: { 1: 'accepted' } },
  ),
  answer(
    'a signature below the name that refuses everybody',
    client.outlookDesktop(
      `Patient 1 kann kommen.\n\n${GRUSS}\n\nBitte beachten Sie: Bis Februar bin ich ausgebucht und bitte Sie, von weiteren Anfragen abzusehen. Nehmen Sie mich aus dem Verteiler.`,
      THREE,
    ),
    { kind: 'reply', own: 'Patient 1 kann kommen.', proposals: { 1: 'accepted' } },
  ),
  answer(
    'an address block without a closing',
    client.gmail(
      'Patient 2 kann kommen.\n\nDr. Erika Musterfrau\nFachärztin für Psychosomatik\nMusterweg 12\n12345 Musterstadt\nTel. 030 1234567\npraxis@musterfrau.example',
      THREE,
    ),
    { kind: 'reply', own: 'Patient 2 kann kommen.', proposals: { 2: 'accepted' } },
  ),
  answer(
    'a note of secrecy',
    plain(
      'Patient 2 kann kommen.\n\nDiese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie bitte diese E-Mail und nehmen Sie uns aus dem Verteiler.\n',
    ),
    { kind: 'reply', own: 'Patient 2 kann kommen.', proposals: { 2: 'accepted' } },
  ),
  answer(
    'a note of secrecy in English',
    plain(
      'Patient 2 kann kommen.\n\nThis e-mail may contain confidential information. If you are not the intended recipient, please delete it and do not contact us again.\n',
    ),
    { kind: 'reply', own: 'Patient 2 kann kommen.', proposals: { 2: 'accepted' } },
  ),
  answer(
    'a postscript',
    client.outlookDesktop(`Patient 1 leider nicht.\n\n${GRUSS}\n\nP.S.: Patient 3 ginge ab Mai.`, THREE),
    {
      kind: 'reply',
      own: 'Patient 1 leider nicht.\nP.S.: Patient 3 ginge ab Mai.',
      proposals: { 1: 'rejected', 3: 'accepted' },
    },
  ),
  answer(
    'an answer below the name',
    client.gmail(`Guten Tag,\n\nanbei meine Antworten.\n\n${GRUSS}\n\nPatient 1: ja\nPatient 2: nein`, THREE),
    {
      kind: 'reply',
      own: 'Guten Tag,\n\nanbei meine Antworten.\nPatient 1: ja\nPatient 2: nein',
      proposals: { 1: 'accepted', 2: 'rejected' },
    },
  ),
  answer('an answer below the sign of the phone', plain('Von meinem iPhone gesendet\n\nPatient 1 ja bitte'), {
    kind: 'reply',
    own: 'Patient 1 ja bitte',
    proposals: { 1: 'accepted' },
  }),
  answer(
    'a virus scanner that signs',
    plain(
      `Patient 1 ja bitte\n\n--\nDiese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.\nwww.avast.example`,
    ),
    { kind: 'reply', own: 'Patient 1 ja bitte', proposals: { 1: 'accepted' } },
  ),
  answer(
    'words that look like a closing',
    plain('Beste Grüße vorab, Patient 1 nehme ich gern.\n\nMit freundlichen Grüßen\nE. M.'),
    {
      kind: 'reply',
      own: 'Beste Grüße vorab, Patient 1 nehme ich gern.',
      proposals: { 1: 'accepted' },
    },
  ),
  answer(
    'a phone number that belongs to the answer',
    plain('Patient 2 soll mich bitte anrufen.\nTel. 030 1234567, montags 12 bis 13 Uhr.'),
    {
      kind: 'reply',
      own: 'Patient 2 soll mich bitte anrufen.\nTel. 030 1234567, montags 12 bis 13 Uhr.',
      proposals: { 2: 'accepted' },
    },
  ),
  answer(
    'an English signature',
    plain(
      'Yes for patient 2.\n\nBest wishes,\nErika Musterfrau\nPsychotherapist\n\nI do not accept new requests at the moment, please remove me from your list.',
    ),
    {
      kind: 'reply',
      own: 'Yes for patient 2.',
      proposals: { 2: 'accepted' },
    },
  ),
];

/** Own words that look like a quote. */
export const LOOKALIKES: InboundSample[] = [
  answer(
    'a sentence about an earlier mail',
    plain('Am 1.12. schrieb ich Ihnen:\nPatient 1 ja. Das gilt weiter.'),
    {
      kind: 'reply',
      own: 'Am 1.12. schrieb ich Ihnen:\nPatient 1 ja. Das gilt weiter.',
      proposals: { 1: 'accepted' },
    },
  ),
  answer(
    'a sentence about what somebody wrote',
    plain(
      'On Monday my colleague wrote that she is full. I can take patient 1.\nVon: mir aus gern, auch sofort.',
    ),
    {
      kind: 'reply',
      own: 'On Monday my colleague wrote that she is full. I can take patient 1.\nVon: mir aus gern, auch sofort.',
      proposals: { 1: 'accepted' },
    },
  ),
  answer(
    'words that Gmail indents',
    alternative(
      'Meine Antwort:\n\nPatient 1 ja\n\nAm Do., 3. Dez. 2026 um 08:15 Uhr schrieb Platzfinder <x@platzfinder.example>:\n> Hallo',
      '<div dir="ltr">Meine Antwort:<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Patient 1 ja</div></blockquote></div><div class="gmail_quote"><div class="gmail_attr">Am Do., 3. Dez. 2026 um 08:15 Uhr schrieb Platzfinder &lt;x@platzfinder.example&gt;:</div><blockquote class="gmail_quote">Hallo</blockquote></div>',
    ),
    { kind: 'reply', own: 'Meine Antwort:\nPatient 1 ja', proposals: { 1: 'accepted' } },
  ),
  answer('dashes between own words', plain('Patient 1 ja\n-----\nPatient 2 nein\n_____\nPatient 3 nein'), {
    kind: 'reply',
    own: 'Patient 1 ja\nPatient 2 nein\nPatient 3 nein',
    mayStay: ['-----', '_____'],
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  answer(
    'a plain part that says nothing',
    alternative(
      'Ihr E-Mail-Programm kann diese Nachricht nicht anzeigen.',
      `<p>Patient 2 nehme ich gern, die beiden anderen leider nicht. Bitte melden Sie sich wegen eines Termins im Januar bei mir, am besten telefonisch.</p>`,
    ),
    {
      kind: 'reply',
      own: 'Patient 2 nehme ich gern, die beiden anderen leider nicht. Bitte melden Sie sich wegen eines Termins im Januar bei mir, am besten telefonisch.',
      mayStay: ['Ihr E-Mail-Programm kann diese Nachricht nicht anzeigen.'],
      proposals: { 1: 'rejected', 2: 'accepted', 3: 'rejected' },
    },
  ),
  answer('an empty plain part', alternative(' \n', '<p>Patient&nbsp;2 gern.</p>'), {
    kind: 'reply',
    own: 'Patient 2 gern.',
    proposals: { 2: 'accepted' },
  }),
  answer(
    'a plain part without the marks that the HTML has',
    alternative(
      `Patient 2 gern.\n\nGruss\n\n${text}`,
      `<p>Patient 2 gern.</p><p>Gruss</p><blockquote type="cite">${text.replace(/\n/g, '<br>')}</blockquote>`,
    ),
    { kind: 'reply', own: 'Patient 2 gern.', mayStay: ['Gruss'], proposals: { 2: 'accepted' } },
    { sent: null },
  ),
  answer(
    'Apple Mail with a picture between the words',
    multipart('mixed', [
      plain('Patient 1 ja.\n'),
      part('image/png', 'x', [
        'Content-Disposition: inline; filename="Logo.png"',
        'Content-Transfer-Encoding: base64',
      ]),
      plain('\nPatient 2 nein.\n'),
    ]),
    {
      kind: 'reply',
      own: 'Patient 1 ja.\nPatient 2 nein.',
      proposals: { 1: 'accepted', 2: 'rejected' },
    },
  ),
  answer(
    'a signed mail',
    multipart(
      'signed',
      [
        client.thunderbird('Patient 1 ja.', THREE),
        attachment('application/pkcs7-signature', 'smime.p7s', Buffer.alloc(900, 3)),
      ],
      '; protocol="application/pkcs7-signature"; micalg=sha-256',
    ),
    { kind: 'reply', own: 'Patient 1 ja.', proposals: { 1: 'accepted' } },
  ),
  answer(
    'a text file beside the answer',
    multipart('mixed', [
      plain('Patient 1 ja.'),
      part('text/plain; charset=utf-8', 'Bitte keine weiteren Anfragen.', [
        'Content-Disposition: attachment; filename="alt.txt"',
      ]),
    ]),
    {
      kind: 'reply',
      own: 'Patient 1 ja.',
      proposals: { 1: 'accepted' },
    },
  ),
  answer('an HTML list', html('<p>Hallo,</p><ul><li>Patient 1: ja</li><li>Patient 2: nein</li></ul>'), {
    kind: 'reply',
    own: 'Hallo,\n* Patient 1: ja\n* Patient 2: nein',
    proposals: { 1: 'accepted', 2: 'rejected' },
  }),
  letter('an empty mail', plain(''), { kind: 'unknown' }),
  letter('a mail of white space', plain(' \n\t\n\u00a0\n'), { kind: 'unknown' }),
];
