import * as client from '../clients.ts';
import { alternative, html, plain } from '../mail-builder.ts';
import { ONE, THREE } from '../sent-mails.ts';
import { answer, letter, type Expected, type InboundSample } from './sample.ts';

const AUTO_REPLIED = 'Auto-Submitted: auto-replied';
const EXCHANGE = [
  'Auto-Submitted: auto-generated',
  'X-Auto-Response-Suppress: All',
  'X-MS-Exchange-Inbox-Rules-Loop: praxis@musterfrau.example',
];

const away = (returnOn?: string): Expected => ({
  kind: 'automatic_reply',
  ...(returnOn !== undefined && { returnOn }),
});

/** Absences of which the server says that nobody wrote them. */
export const ABSENCES_BY_HEADERS: InboundSample[] = [
  answer(
    'Exchange in German',
    plain(
      'Guten Tag,\n\nich bin bis einschließlich 14.12. nicht in der Praxis. Ihre E-Mail wird nicht weitergeleitet.\n\nMit freundlichen Grüßen\nErika Musterfrau',
    ),
    away('2026-12-15'),
    {
      subject: 'Automatische Antwort: Anfrage: Therapieplätze für 3 Personen [Ref. 7F3K-2M9Q]',
      headers: EXCHANGE,
    },
  ),
  answer(
    'Exchange in English',
    html(
      '<html><body><p class=MsoNormal>I am out of the office until 14 December 2026 with limited access to email.</p></body></html>',
    ),
    away('2026-12-15'),
    { subject: 'Automatic reply: Request', headers: EXCHANGE },
  ),
  answer(
    'Gmail',
    alternative(
      'Vielen Dank für Ihre Nachricht. Ich bin ab dem 7. Januar wieder erreichbar.',
      '<div dir="ltr">Vielen Dank für Ihre Nachricht. Ich bin ab dem 7. Januar wieder erreichbar.</div>',
    ),
    away('2027-01-07'),
    { subject: 'Abwesend Re: Anfrage', headers: [AUTO_REPLIED, 'Precedence: bulk', 'X-Autoreply: yes'] },
  ),
  answer(
    'GMX',
    plain('Ich mache Urlaub vom 1. bis 15. Dezember und lese meine Mails danach.'),
    away('2026-12-16'),
    { subject: 'Abwesenheitsnotiz', headers: [AUTO_REPLIED] },
  ),
  answer(
    'cPanel',
    plain(
      'Die Praxis ist vom 21.12.2026 bis 6.1.2027 geschlossen. Ab Donnerstag, 7.1. sind wir wieder für Sie da!',
    ),
    away('2027-01-07'),
    {
      subject: 'Praxis geschlossen',
      headers: ['X-Autorespond: Praxis', 'Precedence: auto_reply', 'X-Precedence: auto_reply'],
      receivedAt: '2026-12-22T08:00:00.000Z',
    },
  ),
  answer('Plesk', plain('Bin zurück am Montag, den 14.12.'), away('2026-12-14'), {
    headers: ['X-Autoreply: true', 'Precedence: junk'],
  }),
  answer('a weekday that is another one', plain('Ich bin bis Montag, den 15.12. im Urlaub.'), away(), {
    headers: [AUTO_REPLIED],
  }),
  answer(
    'two dates that contradict each other',
    plain('Ich bin bis zum 20.12. im Urlaub. Ab dem 14.12. bin ich wieder erreichbar.'),
    away(),
    { headers: [AUTO_REPLIED] },
  ),
  answer('a forgotten absence', plain('Ich bin bis zum 12.10.2026 im Urlaub.'), away(), {
    headers: [AUTO_REPLIED],
  }),
  answer('a forgotten absence without a year', plain('Wir haben Betriebsferien bis 20. November.'), away(), {
    headers: [AUTO_REPLIED],
  }),
  answer('an open end', plain('Ich bin erkrankt und bis auf Weiteres nicht erreichbar.'), away(), {
    headers: [AUTO_REPLIED],
  }),
  answer('a date in the subject alone', plain('Vielen Dank für Ihre Nachricht.'), away('2026-12-15'), {
    subject: 'Urlaub bis 14.12.: Unsere Anfrage vom 25. November 2026',
    headers: [AUTO_REPLIED],
  }),
  answer('maternity leave', plain('Ich bin bis zum 31.3.27 in Elternzeit.'), away('2027-04-01'), {
    headers: [AUTO_REPLIED],
  }),
  answer(
    'sick leave',
    plain('Wegen Krankheit bleibt die Praxis diese Woche bis einschließlich Freitag, 4.12. geschlossen.'),
    away('2026-12-05'),
    { headers: [AUTO_REPLIED] },
  ),
  answer(
    'both languages',
    plain(
      'Ich bin bis 13.12.2026 abwesend.\n\n--- English ---\n\nI am away until December 13th, 2026. I will be back on December 14th.',
    ),
    away('2026-12-14'),
    { headers: [AUTO_REPLIED] },
  ),
  answer(
    'an absence that only comes',
    plain('Bitte beachten Sie: Unsere Praxis ist vom 21.12. bis 3.1. geschlossen.'),
    away(),
    { headers: [AUTO_REPLIED] },
  ),
  answer(
    'dates of those who stand in',
    plain(
      'Ich bin bis 18.12. in Urlaub. Vertretung: Dr. Max Mustermann, bis 11.12., Tel. 030 2222222; Dr. Eva Exempel ab 12.12.',
    ),
    away('2026-12-19'),
    { headers: [AUTO_REPLIED] },
  ),
  answer(
    'no places, said by a machine',
    plain(
      'Vielen Dank für Ihre Anfrage. Leider habe ich derzeit keine freien Therapieplätze und führe keine Warteliste.',
    ),
    away(),
    { headers: [AUTO_REPLIED] },
  ),
  answer(
    'a week by its number',
    plain('Ich bin in KW 50 nicht erreichbar, ab KW 51 wieder.'),
    away('2026-12-14'),
    { headers: [AUTO_REPLIED], receivedAt: '2026-12-07T08:00:00.000Z' },
  ),
  answer('a newsletter', plain('Praxis-News Dezember: Unsere neuen Kurse ab 7.1.'), away(), {
    headers: ['Precedence: bulk', 'List-Unsubscribe: <mailto:x@musterfrau.example>'],
  }),
  answer(
    'a confirmation of receipt',
    plain('Vielen Dank, Ihre Nachricht ist bei uns eingegangen (Ticket 4711). Wir melden uns.'),
    away(),
    { subject: '[Ticket 4711] Eingangsbestätigung', headers: ['X-Autogenerated: Reply'] },
  ),
  answer(
    'a request to stop, said by a machine',
    plain('Bitte senden Sie uns keine weiteren Anfragen. Wir sind bis 7. Dezember im Urlaub.'),
    away('2026-12-08'),
    { headers: [AUTO_REPLIED] },
  ),
];

/** Absences of which only the words tell that nobody wrote them for us. */
export const ABSENCES_BY_WORDS: InboundSample[] = [
  answer(
    'a subject that servers write',
    plain('Ich bin vom 1.12. bis 11.12. nicht im Haus.'),
    away('2026-12-12'),
    {
      subject: 'Abwesenheitsnotiz: Anfrage: Therapieplätze für 3 Personen [Ref. 7F3K-2M9Q]',
    },
  ),
  answer(
    'an English subject that servers write',
    plain('I am on annual leave and return on January 4.'),
    away('2027-01-04'),
    {
      subject: 'Out of Office: Request',
    },
  ),
  answer('one line', plain('Ich bin bis zum 14.12. nicht in der Praxis.'), away('2026-12-15'), {
    subject: 'Re: Anfrage',
  }),
  answer(
    'the usual lines',
    plain(
      'Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre E-Mail. Ich befinde mich zurzeit im Urlaub und bin ab Montag, den 21. Dezember 2026 wieder erreichbar. Ihre Nachricht wird nicht weitergeleitet. In Notfällen wenden Sie sich bitte an den ärztlichen Bereitschaftsdienst unter 116117.\n\nMit freundlichen Grüßen\nErika Musterfrau',
    ),
    away('2026-12-21'),
  ),
  answer(
    'the usual lines in English',
    plain(
      'Thank you for your email. I am currently out of the office and will be back on Monday, 14 December. In urgent cases please call 030 1234567.',
    ),
    away('2026-12-14'),
    { sent: ONE },
  ),
  answer(
    'an absence above a quote',
    client.outlookPlain('Ich bin krank und bis 9. Dezember nicht erreichbar.', THREE),
    away('2026-12-10'),
  ),
  answer(
    'words that say it',
    plain(
      'Dies ist eine automatische Antwort. Zurzeit können wir keine neuen Patienten aufnehmen. Bitte antworten Sie nicht auf diese E-Mail.',
    ),
    away(),
  ),
  answer(
    'words that say it in English',
    plain('This is an automated response. We received your message.'),
    away(),
  ),
];

/** Persons who also say when they are there. */
export const PRESENT_PERSONS: InboundSample[] = [
  answer('an answer with a return', plain('Ich bin ab Januar wieder da, Patient 1 nehme ich gern.'), {
    kind: 'reply',
    own: 'Ich bin ab Januar wieder da, Patient 1 nehme ich gern.',
    proposals: { 1: 'accepted' },
  }),
  answer(
    'an answer out of a holiday',
    client.iPhone('Bin noch bis 14.12. im Urlaub, aber K7Q2M kann danach kommen.', THREE),
    {
      kind: 'reply',
      own: 'Bin noch bis 14.12. im Urlaub, aber K7Q2M kann danach kommen.',
      proposals: { 1: 'accepted' },
    },
  ),
  answer(
    'a refusal because of a leave',
    plain('Leider nein, ich gehe ab 1.1. in Elternzeit und nehme niemanden mehr auf.'),
    {
      kind: 'reply',
      own: 'Leider nein, ich gehe ab 1.1. in Elternzeit und nehme niemanden mehr auf.',
      proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
    },
  ),
  answer(
    'a header that suppresses answers',
    plain('Patient 2 ja.'),
    { kind: 'reply', own: 'Patient 2 ja.', proposals: { 2: 'accepted' } },
    { headers: ['X-Auto-Response-Suppress: DR, OOF, AutoReply'] },
  ),
  answer(
    'a header that says that it is no machine',
    plain('Patient 2 ja.'),
    { kind: 'reply', own: 'Patient 2 ja.', proposals: { 2: 'accepted' } },
    { headers: ['Auto-Submitted: no', 'Precedence: normal'] },
  ),
  answer(
    'an automatic mail of ours in the quote',
    client.outlookPlain('Patient 2 ja.', {
      ...THREE,
      text: `Dies ist eine automatische Antwort.\n${THREE.text}`,
    }),
    { kind: 'reply', own: 'Patient 2 ja.', proposals: { 2: 'accepted' } },
  ),
  answer(
    'a question about the holidays',
    plain('Sind Sie zwischen den Jahren erreichbar? Ich bin bis 23.12. in der Praxis.'),
    {
      kind: 'reply',
      own: 'Sind Sie zwischen den Jahren erreichbar? Ich bin bis 23.12. in der Praxis.',
    },
  ),
  letter(
    'an absence of a colleague',
    plain(
      'Meine Kollegin Frau Exempel ist bis 14.12. im Urlaub. Sie hat aber Plätze, ich gebe die Anfrage weiter.',
    ),
    {
      kind: 'reply',
      own: 'Meine Kollegin Frau Exempel ist bis 14.12. im Urlaub. Sie hat aber Plätze, ich gebe die Anfrage weiter.',
    },
  ),
];
