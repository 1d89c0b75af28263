import * as client from '../clients.ts';
import { alternative, attachment, html, multipart, part, plain } from '../mail-builder.ts';
import {
  bodyOf,
  FOLLOW_UP,
  ONE,
  REPLY_ADDRESS,
  SES_ID,
  STOP_ADDRESS,
  THREE,
  THREE_EN,
} from '../sent-mails.ts';
import { answer, letter, type Expected, type InboundSample } from './sample.ts';

const US = `Platzfinder Beispiel <${REPLY_ADDRESS}>`;
const reply = (own: string, more: Partial<Expected> = {}): Expected => ({ kind: 'reply', own, ...more });
const accepted = { proposals: { 1: 'accepted' } } as const;

/** Further ways to quote. */
export const MORE_QUOTES: InboundSample[] = [
  answer(
    'Outlook that marks what it quotes',
    plain(
      `Patient 1 ja.\n\n-----Ursprüngliche Nachricht-----\n> Von: ${US}\n> Gesendet: Donnerstag, 3. Dezember 2026 08:15\n> An: praxis@musterfrau.example\n> Betreff: Anfrage\n>\n${client.quoted(THREE.text)}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'Outlook in English on a German practice',
    plain(
      `Patient 1 ja.\n\n-----Original Message-----\nFrom: ${US}\nSent: Thursday, December 3, 2026 8:15 AM\nTo: praxis@musterfrau.example\nSubject: Anfrage\n\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'Outlook with bold labels in plain text',
    plain(
      `Patient 1 ja.\n\n*Von:* ${US}\n*Gesendet:* Donnerstag, 3. Dezember 2026 08:15\n*An:* praxis@musterfrau.example\n*Betreff:* Anfrage\n\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a header whose recipients take several lines',
    plain(
      `Patient 1 ja.\n\nVon: ${US}\nGesendet: Donnerstag, 3. Dezember 2026 08:15\nAn: praxis@musterfrau.example;\n anmeldung@musterfrau.example;\n buero@musterfrau.example\nBetreff: Anfrage\n\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a header with empty lines in it',
    plain(
      `Patient 1 ja.\n\nVon: ${US}\n\nGesendet: Donnerstag, 3. Dezember 2026 08:15\n\nAn: praxis@musterfrau.example\n\nBetreff: Anfrage\n\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'an attribution that names only the day',
    plain(`Patient 1 ja.\n\nAm 03.12. schrieb Platzfinder Beispiel:\n${client.quoted(THREE.text)}`),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'an attribution in two lines',
    plain(
      `Patient 1 ja.\n\nAm Donnerstag, dem 03.12.2026 um 08:15 +0100 schrieb Platzfinder\nBeispiel:\n${client.quoted(THREE.text)}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'an attribution in French',
    plain(`Patient 1 ja.\n\nLe jeu. 3 déc. 2026 à 08:15, ${US} a écrit :\n\n${client.quoted(THREE.text)}`),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'an attribution right below the answer',
    plain(
      `Guten Tag,\nam 14.1. um 10:00 kann K7Q2M kommen.\nAm 03.12.26 um 08:15 schrieb Platzfinder Beispiel:\n${client.quoted(THREE.text)}`,
    ),
    reply('Guten Tag,\nam 14.1. um 10:00 kann K7Q2M kommen.', accepted),
  ),
  answer(
    'mutt',
    plain(
      `Patient 1 ja.\n\nOn Thu, Dec 03, 2026 at 08:15:33AM +0100, Platzfinder Beispiel wrote:\n${client.quoted(THREE.text)}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'an attribution that the quote follows on the line',
    plain(`Patient 1 ja.\n\nAm Do., 3. Dez. 2026 um 08:15 Uhr schrieb ${US}: ${THREE.text}`),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a header on one line',
    plain(
      `Patient 1 ja.\n\nVon: ${US} Gesendet: Donnerstag, 3. Dezember 2026 08:15 An: praxis@musterfrau.example Betreff: Anfrage\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
    { sent: null },
  ),
  answer(
    'a header in French',
    plain(
      `Patient 1 ja.\n\nDe : ${US}\nEnvoyé : jeudi 3 décembre 2026 08:15\nÀ : praxis@musterfrau.example\nObjet : Anfrage\n\n${THREE.text}`,
    ),
    reply('Patient 1 ja.', accepted),
    { sent: null },
  ),
  answer(
    'an answer below a quote of Outlook',
    plain(
      `Von: ${US}\nGesendet: Donnerstag, 3. Dezember 2026 08:15\nAn: praxis@musterfrau.example\nBetreff: Anfrage\n\n${THREE.text}\n\nPatient 1 ja, die anderen nein.`,
    ),
    reply('Patient 1 ja, die anderen nein.', { proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' } }),
  ),
  answer(
    'answers behind marks',
    plain(
      `Am 03.12.26 um 08:15 schrieb Platzfinder Beispiel:\n> Patient/in 1 (K7Q2M)\n==> ja\n> Patient/in 2 (9XW2P)\n==> nein`,
    ),
    reply('==> ja\n==> nein', { proposals: { 1: 'accepted', 2: 'rejected' } }),
  ),
  answer(
    'a quote of a quote by an iPad',
    plain(
      `Patient 1 ja.\n\nVon meinem iPad gesendet\n\n> Am 03.12.2026 um 09:00 schrieb Praxis <praxis@musterfrau.example>:\n> \n> Kannst du?\n> \n>> Am 03.12.2026 um 08:15 schrieb ${US}:\n>> \n${client.quoted(ONE.text).replace(/^/gm, '>')}`,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a signature between answer and quote',
    client.gmail(
      'Patient 1 ja.\n\n-- \nErika Musterfrau\nPraxis am Markt\nBitte keine neuen Patienten bis Februar',
      THREE,
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'hours in the signature',
    plain(
      'Patient 1 ja.\n\nErika Musterfrau\nTelefonische Sprechzeiten: Mo 12-13 Uhr\nTel.: 030 1234567\nFax: 030 1234568\nBis Februar werden keine neuen Patienten aufgenommen.',
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'by order',
    plain(
      'Sehr geehrte Damen und Herren,\n\nFrau Dr. Musterfrau kann Patient 1 aufnehmen.\n\nMit freundlichen Grüßen\ni. A. Max Exempel\nSekretariat',
    ),
    reply('Sehr geehrte Damen und Herren,\n\nFrau Dr. Musterfrau kann Patient 1 aufnehmen.', accepted),
  ),
  answer(
    'a sign of more',
    plain('Patient 1 ja, die anderen sind\n> 60 km entfernt, das geht nicht.'),
    reply('Patient 1 ja, die anderen sind', { mayStay: ['> 60 km entfernt, das geht nicht.'] }),
  ),
  answer('one word', plain('Ja'), reply('Ja', accepted), { sent: ONE }),
  answer('one word above all else', client.outlookDesktop('ja', ONE), reply('ja', accepted), { sent: ONE }),
  answer('a smile', client.iPhone('👍', ONE), reply('👍', accepted), { sent: ONE }),
  answer(
    'only a greeting',
    client.gmail('Sehr geehrte Damen und Herren,', ONE),
    reply('Sehr geehrte Damen und Herren,'),
    { sent: ONE },
  ),
  answer(
    'thanks and greetings',
    client.gmail('Patient 1 ja.\n\nVielen Dank und freundliche Grüße\nErika Musterfrau', ONE),
    reply('Patient 1 ja.', accepted),
    { sent: ONE },
  ),
  answer(
    'a closing in front of the answer',
    client.gmail('Liebe Grüße aus der Praxis!\n\nPatient 1 ja.', ONE),
    reply('Patient 1 ja.', { ...accepted, mayStay: ['Liebe Grüße aus der Praxis!'] }),
    { sent: ONE },
  ),
  answer(
    'HTML in base64',
    html(
      `<div>Patient 1 ja.</div><div class="gmail_quote"><div>Am Do., 3. Dez. 2026 um 08:15 Uhr schrieb Platzfinder &lt;x@platzfinder.example&gt;:</div><blockquote>${bodyOf(THREE)}</blockquote></div>`,
      { encoding: 'base64' },
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'HTML of line breaks',
    html('Hallo,<br><br>Patient 1 ja.<br>Patient 2 nein.<br><br>LG<br>Erika'),
    reply('Hallo,\nPatient 1 ja.\nPatient 2 nein.', { proposals: { 1: 'accepted', 2: 'rejected' } }),
  ),
  answer(
    'HTML in a table',
    html('<table><tr><td>Patient 1</td><td>ja</td></tr><tr><td>Patient 2</td><td>nein</td></tr></table>'),
    reply('Patient 1 ja\nPatient 2 nein', { proposals: { 1: 'accepted', 2: 'rejected' } }),
  ),
  answer(
    'HTML with pictures and a picture of a signature',
    multipart('related', [
      html(`<p>Patient 1 ja.</p><p><img src="cid:logo" alt="Praxis Musterfrau"></p>`),
      attachment('image/png', 'logo.png', Buffer.alloc(90, 1)),
    ]),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'old fonts',
    html(
      '<FONT FACE="Arial">Patient 1 ja.</FONT><BR><FONT SIZE=2>-----Ursprüngliche Nachricht-----<BR>Von: Platzfinder<BR>Gesendet: heute<BR>An: Praxis<BR>Betreff: Anfrage</FONT><BR>Patient 2?',
    ),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a forwarded address',
    multipart('mixed', [
      alternative('Patient 1 ja.', '<p>Patient 1 ja.</p>'),
      plain('--\nDiese Nachricht wurde über die Verteilerliste der Praxis versandt.'),
    ]),
    reply('Patient 1 ja.', {
      ...accepted,
      mayStay: ['Diese Nachricht wurde über die Verteilerliste der Praxis versandt.', '--'],
    }),
  ),
  answer(
    'the follow-up answered between the lines',
    plain(
      `Hallo,\n\nAm 03.12.2026 um 08:15 schrieb ${US}:\n\n${client.quoted(FOLLOW_UP.text.split('Patient/in 2 (')[0]!)}\n\nkeine Kapazität mehr\n\n${client.quoted('Patient/in 2 (' + FOLLOW_UP.text.split('Patient/in 2 (')[1]!)}\n\nebenso`,
    ),
    reply('Hallo,\nkeine Kapazität mehr\nebenso', { proposals: { 1: 'rejected', 2: 'rejected' } }),
    { sent: FOLLOW_UP },
  ),
];

const AUTO = 'Auto-Submitted: auto-replied';
const away = (returnOn?: string): Expected => ({
  kind: 'automatic_reply',
  ...(returnOn !== undefined && { returnOn }),
});

/** Further mails of machines, and of people who sound like them. */
export const MORE_MACHINES: InboundSample[] = [
  answer('a vacation program', plain('Ich bin im Urlaub.'), away(), { headers: ['X-Mailer: vacation 1.2'] }),
  answer(
    'Lotus Notes',
    plain('Ich bin ab 30.11.2026 nicht im Büro. Ich bin wieder da am 14.12.2026.'),
    away('2026-12-14'),
    { subject: 'Erika Musterfrau ist außer Haus.', headers: ['Auto-Submitted: auto-generated'] },
  ),
  answer(
    'an absence without a date and without headers',
    plain(
      'Vielen Dank für Ihre Nachricht. Ich bin derzeit nicht im Büro und lese meine E-Mails nur unregelmäßig.',
    ),
    away(),
  ),
  answer(
    'an absence above an absence',
    plain(
      'Die Praxis ist vom 23.12.2026 bis zum 3.1.2027 geschlossen.\nIn dringenden Fällen: Dr. Exempel, Tel. 030 2222222, vom 23.12. bis 30.12.',
    ),
    away('2027-01-04'),
    { headers: [AUTO], receivedAt: '2026-12-24T08:00:00.000Z' },
  ),
  answer(
    'an absence in HTML with a signature',
    html(
      '<p>Guten Tag,</p><p>ich bin vom <b>30.11.</b> bis einschl. <b>11.12.2026</b> im Urlaub.</p><p>Mit freundlichen Grüßen<br>Erika Musterfrau</p>',
    ),
    away('2026-12-12'),
    { headers: [AUTO] },
  ),
  answer('an absence that ends today', plain('Ich bin bis 2.12. im Urlaub.'), away(), { headers: [AUTO] }),
  answer('an absence below dashes', plain('---\nIch bin bis 9.12. nicht erreichbar.'), away('2026-12-10'), {
    headers: [AUTO],
  }),
  answer(
    'an English absence with a German date',
    plain('I am out of the office until 14.12.2026. / Ich bin bis 14.12.2026 nicht im Büro.'),
    away('2026-12-15'),
    { subject: 'Automatic reply: Anfrage' },
  ),
  answer(
    'an answer of an automatic address',
    plain('Ihre Anfrage wurde an das Sekretariat übermittelt. Diese E-Mail wurde automatisch erstellt.'),
    away(),
    { from: 'noreply@musterfrau.example' },
  ),
  answer(
    'a person who is ill',
    plain('Hallo, ich bin leider krank. Wegen Patient 1 melde ich mich nächste Woche.'),
    reply('Hallo, ich bin leider krank. Wegen Patient 1 melde ich mich nächste Woche.', {
      proposals: { 1: 'needs_follow_up' },
    }),
  ),
  answer(
    'a person who offers a date after a holiday',
    plain('Ich bin bis 14.12. im Urlaub. Danach gern: Erstgespräch am 16.12. um 9 Uhr.'),
    reply('Ich bin bis 14.12. im Urlaub. Danach gern: Erstgespräch am 16.12. um 9 Uhr.'),
  ),
  answer(
    'a person who answers an absence of ours',
    plain('Gern, Patient 1 dann im Januar.\n\n> Dies ist eine automatische Antwort.'),
    reply('Gern, Patient 1 dann im Januar.', accepted),
    { subject: 'AW: Automatische Antwort: Anfrage' },
  ),
  letter(
    'a bounce of two recipients, one of them reached',
    multipart(
      'report',
      [
        plain('x'),
        part(
          'message/delivery-status',
          'Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; b@musterfrau.example\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; praxis@musterfrau.example\nAction: failed\nStatus: 5.2.1\n',
        ),
        part('message/rfc822; charset=utf-8', `Message-ID: <${SES_ID}@eu-central-1.amazonses.com>\n\nx`),
      ],
      '; report-type="delivery-status"',
    ),
    {
      kind: 'bounce',
      bounce: { recipient: 'praxis@musterfrau.example', messageId: SES_ID, status: '5.2.1', permanent: true },
    },
    { from: 'MAILER-DAEMON@x.example', subject: 'Undelivered Mail Returned to Sender' },
  ),
  letter(
    'a bounce in base64',
    multipart(
      'report',
      [
        plain('x'),
        part(
          'message/delivery-status',
          Buffer.from(
            'Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; praxis@musterfrau.example\nAction: failed\nStatus: 5.1.1\n',
          ).toString('base64'),
          ['Content-Transfer-Encoding: base64'],
        ),
      ],
      '; report-type=delivery-status',
    ),
    { kind: 'bounce', bounce: { recipient: 'praxis@musterfrau.example', status: '5.1.1', permanent: true } },
    { from: 'postmaster@x.example', subject: 'Undeliverable' },
  ),
  letter(
    'a bounce that blames the words',
    multipart(
      'report',
      [
        plain('x'),
        part(
          'message/delivery-status',
          'Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; praxis@musterfrau.example\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 Message rejected as spam\n',
        ),
      ],
      '; report-type=delivery-status',
    ),
    { kind: 'bounce', bounce: { recipient: 'praxis@musterfrau.example', status: '5.7.1', permanent: true } },
    { from: 'postmaster@x.example', subject: 'Undeliverable' },
  ),
  letter(
    'a postmaster who writes himself',
    plain('Guten Tag, Frau Dr. Musterfrau hat die Praxis verlassen. Viele Grüße'),
    reply('Guten Tag, Frau Dr. Musterfrau hat die Praxis verlassen. Viele Grüße'),
    { from: 'postmaster@musterfrau.example', subject: 'Ihre Anfrage' },
  ),
  letter(
    'a person who writes about a bounce',
    plain('Meine Mail an Sie kam zurück: "Undelivered Mail Returned to Sender". Patient 1 ja.'),
    reply('Meine Mail an Sie kam zurück: "Undelivered Mail Returned to Sender". Patient 1 ja.', accepted),
    { subject: 'Undelivered Mail' },
  ),
];

/** Further wishes. */
export const MORE_WISHES: InboundSample[] = [
  answer(
    'a stop above a quote',
    client.outlookPlain(
      'Bitte löschen Sie mich aus Ihrem Verteiler.\n\nMit freundlichen Grüßen\nErika Musterfrau',
      THREE,
    ),
    { kind: 'stop_request', stop: 'words', own: 'Bitte löschen Sie mich aus Ihrem Verteiler.' },
  ),
  answer(
    'a stop in English above an English quote',
    client.outlookDesktopEnglish('Please take us off your list.', THREE_EN),
    { kind: 'stop_request', stop: 'words', own: 'Please take us off your list.' },
    { sent: THREE_EN },
  ),
  answer('a stop behind the only example', plain(`keine weiteren E-Mails\n\n${THREE.text}`), {
    kind: 'stop_request',
    stop: 'words',
    own: 'keine weiteren E-Mails',
  }),
  answer(
    'a stop in a quote alone',
    client.gmail('Patient 1 ja.', {
      ...THREE,
      text: `Bitte nehmen Sie mich aus dem Verteiler.\n${THREE.text}`,
      html: `<p>Bitte nehmen Sie mich aus dem Verteiler.</p>${THREE.html}`,
    }),
    reply('Patient 1 ja.', accepted),
  ),
  answer(
    'a stop with an acceptance',
    plain('Patient 1 nehme ich. Danach bitte keine weiteren Anfragen mehr, ich gehe in Rente.'),
    {
      kind: 'stop_request',
      stop: 'words',
      own: 'Patient 1 nehme ich. Danach bitte keine weiteren Anfragen mehr, ich gehe in Rente.',
      ...accepted,
    },
  ),
  letter(
    'a stop to the address with words',
    plain('Abmelden bitte'),
    { kind: 'stop_request', stop: 'address', own: 'Abmelden bitte' },
    { to: STOP_ADDRESS, subject: 'unsubscribe' },
  ),
  letter(
    'a stop to the address with a wish',
    plain('Bitte löschen Sie auch meine Daten.'),
    { kind: 'stop_request', stop: 'address', erasureWish: true, own: 'Bitte löschen Sie auch meine Daten.' },
    { to: `Abmeldung <${STOP_ADDRESS}>` },
  ),
  answer(
    'a pause above a signature',
    client.outlookDesktop(
      'Leider nein. Bitte fragen Sie ab April wieder an.\n\nMit freundlichen Grüßen\nErika Musterfrau',
      THREE,
    ),
    reply('Leider nein. Bitte fragen Sie ab April wieder an.', {
      pauseUntil: '2027-04-01',
      proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
    }),
  ),
  answer(
    'a pause with an answer',
    plain('Patient 1 nehme ich gern. Bis März bitte keine weiteren Anfragen.'),
    reply('Patient 1 nehme ich gern. Bis März bitte keine weiteren Anfragen.', {
      pauseUntil: '2027-03-01',
      ...accepted,
    }),
  ),
  answer(
    'a pause that wraps',
    plain(
      'Leider kann ich derzeit niemanden aufnehmen. Bitte senden Sie mir\nbis Ende März 2027 keine weiteren Anfragen zu.',
    ),
    reply(
      'Leider kann ich derzeit niemanden aufnehmen. Bitte senden Sie mir\nbis Ende März 2027 keine weiteren Anfragen zu.',
      { pauseUntil: '2027-04-01' },
    ),
  ),
  answer(
    'two pauses',
    plain('Bis Februar keine Anfragen. Bis April keine Anfragen zu Paaren.'),
    reply('Bis Februar keine Anfragen. Bis April keine Anfragen zu Paaren.'),
  ),
  answer(
    'a forward with a stop',
    plain(
      `Bitte nehmen Sie uns aus dem Verteiler.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Anfrage\nDatum: Thu, 3 Dec 2026 08:15:00 +0100\nVon: ${US}\nAn: praxis@musterfrau.example\n\n${THREE.text}`,
    ),
    { kind: 'stop_request', stop: 'words', own: 'Bitte nehmen Sie uns aus dem Verteiler.' },
    { subject: 'Fwd: Anfrage' },
  ),
  answer(
    'a forward by an iPhone',
    html(
      `<div dir="ltr">Für dich?</div><div dir="ltr"><br>Von meinem iPhone gesendet<br><br>Anfang der weitergeleiteten Nachricht:<br><br></div><blockquote type="cite"><div dir="ltr"><b>Von:</b> Platzfinder<br><b>Datum:</b> 3. Dezember 2026 um 08:15:00 MEZ<br><b>An:</b> praxis@musterfrau.example<br><b>Betreff:</b> <b>Anfrage</b></div></blockquote>`,
    ),
    { kind: 'forward', own: 'Für dich?' },
    { subject: 'Fwd: Anfrage' },
  ),
];
