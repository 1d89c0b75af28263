import * as client from '../clients.ts';
import { html, multipart, part, plain } from '../mail-builder.ts';
import { REPLY_ADDRESS, STOP_ADDRESS, THREE, THREE_EN } from '../sent-mails.ts';
import { answer, letter, type Expected, type InboundSample } from './sample.ts';

const original = `Von: Platzfinder Beispiel <${REPLY_ADDRESS}>
Gesendet: Donnerstag, 3. Dezember 2026 08:15
An: praxis@musterfrau.example
Betreff: ${THREE.subject}

${THREE.text}`;

/** Mails of others that somebody passes on. */
export const FORWARDS: InboundSample[] = [
  answer(
    'Outlook, with a note',
    plain(`Bitte um Bearbeitung, danke.\n\n${original}`),
    { kind: 'forward', own: 'Bitte um Bearbeitung, danke.' },
    { subject: 'WG: Anfrage', from: 'Empfang <empfang@musterfrau.example>' },
  ),
  answer(
    'Outlook, without a note',
    plain(`\n\n${original}`),
    { kind: 'forward' },
    { subject: 'WG: Anfrage' },
  ),
  answer(
    'Gmail',
    plain(
      `FYI\n\n---------- Forwarded message ---------\nVon: Platzfinder Beispiel <${REPLY_ADDRESS}>\nDate: Do., 3. Dez. 2026 um 08:15 Uhr\nSubject: Anfrage\nTo: <praxis@musterfrau.example>\n\n\n${THREE.text}`,
    ),
    { kind: 'forward', own: 'FYI' },
    { subject: 'Fwd: Anfrage' },
  ),
  answer(
    'Apple Mail',
    plain(
      `Passt das für dich?\n\nAnfang der weitergeleiteten Nachricht:\n\n> Von: Platzfinder Beispiel <${REPLY_ADDRESS}>\n> Betreff: Anfrage\n> Datum: 3. Dezember 2026 um 08:15:00 MEZ\n> An: praxis@musterfrau.example\n> \n${client.quoted(THREE.text)}`,
    ),
    { kind: 'forward', own: 'Passt das für dich?' },
    { subject: 'Fwd: Anfrage' },
  ),
  answer(
    'Thunderbird, the words of somebody else',
    plain(
      '\n\n\n-------- Weitergeleitete Nachricht --------\nBetreff: \tAW: Anfrage\nDatum: \tThu, 3 Dec 2026 09:00:00 +0100\nVon: \tMax Mustermann <max@mustermann.example>\nAn: \tErika Musterfrau <praxis@musterfrau.example>\n\n\n\nPatient 1 ja. Bitte keine weiteren Anfragen.',
    ),
    { kind: 'forward' },
    { subject: 'Fwd: AW: Anfrage' },
  ),
  letter(
    'as an attachment',
    multipart('mixed', [
      plain('Zur Kenntnis.'),
      part(
        'message/rfc822',
        'From: max@mustermann.example\nSubject: Antwort\n\nPatient 1 ja. Nehmen Sie mich aus dem Verteiler.',
        ['Content-Disposition: attachment'],
      ),
    ]),
    { kind: 'forward', own: 'Zur Kenntnis.' },
    { subject: 'WG: Antwort' },
  ),
  answer(
    'an answer that was sent with the wrong button',
    html(
      `<p>Patient 2 nehme ich gern.</p><hr><div id="divRplyFwdMsg"><b>Von:</b> Platzfinder<br><b>Gesendet:</b> Donnerstag, 3. Dezember 2026 08:15<br><b>An:</b> Praxis<br><b>Betreff:</b> Anfrage</div><div>Patient/in 1 (K7Q2M)</div>`,
    ),
    { kind: 'forward', own: 'Patient 2 nehme ich gern.', proposals: { 2: 'accepted' } },
    { subject: 'WG: Anfrage' },
  ),
];

const stop = (own: string, more: Partial<Expected> = {}): Expected => ({
  kind: 'stop_request',
  stop: 'words',
  own,
  ...more,
});
const no = (own: string, more: Partial<Expected> = {}): Expected => ({ kind: 'reply', own, ...more });

const stops: [name: string, own: string, more?: Partial<Expected>][] = [
  ['the words of our mail', 'keine weiteren E-Mails'],
  ['the words of our mail in its quotation marks', '„keine weiteren E-Mails“'],
  ['a polite one', 'Bitte nehmen Sie mich aus dem Verteiler. Vielen Dank!'],
  ['no further requests', 'Guten Tag,\n\nich möchte keine weiteren Anfragen von Ihnen erhalten.'],
  ['an angry one', 'Hören Sie auf, mir zu schreiben! Keine Mails mehr!!'],
  [
    'an answer that goes on',
    'Patient 1 und 2 nein. Bitte senden Sie mir künftig keine Anfragen mehr.',
    { proposals: { 1: 'rejected', 2: 'rejected' } },
  ],
  ['not to be written to', 'Bitte schreiben Sie mich nicht mehr an.'],
  ['an objection', 'Hiermit widerspreche ich der weiteren Nutzung meiner E-Mail-Adresse.'],
  ['a retired person', 'Ich bin im Ruhestand. Bitte streichen Sie mich von Ihrer Liste.'],
  ['data deleted', 'Bitte löschen Sie meine Daten.', { erasureWish: true }],
  [
    'data deleted by law',
    'Ich verlange die Löschung aller meiner personenbezogenen Daten nach Art. 17 DSGVO und wünsche keinen weiteren Kontakt.',
    { erasureWish: true },
  ],
  ['an English one', 'Please remove me from your mailing list.'],
  ['an English one with data', 'Unsubscribe me and delete my data, please.', { erasureWish: true }],
  ['an English one, short', 'No more emails, please.'],
];

/** Persons who want no more mail. */
export const STOPS: InboundSample[] = [
  ...stops.map(([name, own, more], index) =>
    answer(name, (index % 2 === 0 ? client.outlookDesktop : client.gmail)(own, THREE), stop(own, more)),
  ),
  letter('the subject alone', plain(''), { kind: 'stop_request', stop: 'words' }, { subject: 'Unsubscribe' }),
  answer(
    'the subject of an answer',
    plain(''),
    { kind: 'stop_request', stop: 'words' },
    { subject: 'AW: keine weiteren E-Mails' },
  ),
  letter(
    'the address alone',
    plain(''),
    { kind: 'stop_request', stop: 'address' },
    { to: STOP_ADDRESS.toUpperCase(), subject: '' },
  ),
  letter(
    'the address and a machine',
    plain('This message was sent by your mail client.'),
    { kind: 'stop_request', stop: 'address', own: 'This message was sent by your mail client.' },
    { to: STOP_ADDRESS, headers: ['Auto-Submitted: auto-generated'] },
  ),
];

const NOT_MEANT: [name: string, own: string, more?: Partial<Expected>][] = [
  ['a question', 'Soll ich mich aus dem Verteiler abmelden?'],
  [
    'a question without its mark',
    'Können Sie mir sagen, ob noch weitere Anfragen kommen oder keine weiteren Anfragen mehr geplant sind',
  ],
  ['a negation', 'Bitte nehmen Sie mich nicht aus dem Verteiler, ich freue mich über Anfragen.'],
  ['a negation of leaving', 'Ich möchte mich nicht abmelden.'],
  ['a condition', 'Falls Sie noch einmal anrufen, möchte ich keine weiteren Anfragen mehr.'],
  ['another condition', 'Wenn es nur Erwachsene sind, schicken Sie mir bitte keine weiteren Anfragen.'],
  ['a part', 'Bitte keine weiteren Anfragen für Kinder und Jugendliche.'],
  [
    'the words of somebody else',
    'Eine Patientin sagte mir: "Bitte keine weiteren Anfragen". Ich nehme aber gern welche.',
  ],
  ['no further questions', 'Ich habe keine weiteren Fragen.'],
  ['none have come', 'Ich habe diese Woche keine weiteren Anfragen erhalten.'],
  [
    'the data of a patient',
    'Patient 2 war schon bei mir, bitte löschen Sie seine Daten aus der Anfrage.',
    { proposals: { 2: 'rejected' } },
  ],
  ['a colleague', 'Meine Kollegin Frau Exempel möchte keine weiteren Anfragen mehr.'],
  ['for now', 'Vorerst bitte keine weiteren Anfragen.'],
];

/** Words of a stop that are none. */
export const NO_STOPS: InboundSample[] = [
  ...NOT_MEANT.map(([name, own, more]) => answer(name, client.gmail(own, THREE), no(own, more))),
  answer(
    'our own words in a copy without marks',
    plain(`Patient 1 ja.\n\n${THREE.text}`),
    no('Patient 1 ja.', { proposals: { 1: 'accepted' } }),
    { sent: THREE },
  ),
  answer(
    'our own words in English, unknown',
    plain(`Patient 1 yes.\n\n${THREE_EN.text}`),
    no('Patient 1 yes.', {
      proposals: { 1: 'accepted' },
      mayStay: ['Dear Dr. Musterfrau,', 'Dear Ms Musterfrau,'],
    }),
    { sent: null },
  ),
];

const pause = (own: string, pauseUntil: string, more: Partial<Expected> = {}): Expected => ({
  kind: 'reply',
  own,
  pauseUntil,
  ...more,
});

const pauses: [own: string, pauseUntil: string, more?: Partial<Expected>][] = [
  ['Bis Februar bitte keine Anfragen.', '2027-02-01'],
  [
    'Leider nein. Frühestens ab März habe ich wieder Plätze.',
    '2027-03-01',
    { proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' } },
  ],
  ['In diesem Quartal nicht mehr.', '2027-01-01'],
  ['Bitte schreiben Sie mir erst ab dem 15. Januar wieder.', '2027-01-15'],
  ['Bis einschließlich 31.3.2027 bitte keine weiteren Anfragen, danach gern wieder.', '2027-04-01'],
  ['Bitte in den nächsten drei Monaten keine Anfragen.', '2027-03-03'],
  ['Vor April 2027 bitte nicht mehr anfragen.', '2027-04-01'],
  ['Ich habe bis Ende Januar keine freien Plätze.', '2027-02-01'],
  ['Please do not send any requests before February.', '2027-02-01'],
  ['No requests until the end of January, please.', '2027-02-01'],
  ['Fragen Sie gern im neuen Jahr wieder an.', '2027-01-01'],
];

/** Persons who want to be left alone for a while. */
export const PAUSES: InboundSample[] = pauses.map(([own, pauseUntil, more]) =>
  answer(own, client.thunderbird(own, THREE), pause(own, pauseUntil, more)),
);

const NO_PAUSE: [own: string, more?: Partial<Expected>][] = [
  ['Patient 1 kann ich ab März nehmen.', { proposals: { 1: 'needs_follow_up' } }],
  ['Patient 2 frühestens ab März.'],
  ['Ich könnte ab Februar einen Platz anbieten.'],
  ['Bis wann suchen Sie? Ich habe bis Februar Urlaub eingereicht.'],
  ['Bis Freitag melde ich mich wegen der Anfragen.'],
  ['Seit Januar habe ich keine Anfragen mehr bekommen.'],
];

/** Dates in answers that are no pause. */
export const NO_PAUSES: InboundSample[] = NO_PAUSE.map(([own, more]) =>
  answer(own, client.thunderbird(own, THREE), no(own, more)),
);
