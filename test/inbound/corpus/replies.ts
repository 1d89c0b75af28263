import * as client from '../clients.ts';
import { CONFIRMATION, FOLLOW_UP, ONE, THREE, THREE_EN } from '../sent-mails.ts';
import { answer, letter, type InboundSample } from './sample.ts';
import { plain } from '../mail-builder.ts';

const SIGNATURE = `Mit freundlichen Grüßen
Dr. med. Erika Musterfrau

Praxis für Psychotherapie
Musterweg 12
12345 Musterstadt
Tel.: 030 1234567
Fax: 030 1234568
www.praxis-musterfrau.example`;

/** An answer in the words of one client, above or below what it quotes. */
const by = (
  name: string,
  write: (own: string, sent: typeof THREE) => ReturnType<typeof plain>,
  { own, signature = '', sent = THREE, proposals, subject }: Written,
): InboundSample =>
  answer(
    name,
    write(`${own}${signature && `\n\n${signature}`}`, sent),
    { kind: 'reply', own, ...(proposals && { proposals }) },
    { sent, ...(subject !== undefined && { subject }) },
  );

interface Written {
  own: string;
  signature?: string;
  sent?: typeof THREE;
  subject?: string;
  proposals?: Record<number, 'accepted' | 'rejected' | 'needs_follow_up'>;
}

/** German clients. */
export const GERMAN_REPLIES: InboundSample[] = [
  by('Outlook for Windows', client.outlookDesktop, {
    own: 'Sehr geehrte Damen und Herren,\n\nPatient 1 und Patient 3 kann ich ab Januar übernehmen. Patient 2 leider nicht.',
    signature: SIGNATURE,
    // A place in some months is to be talked about (decision 0025).
    proposals: { 1: 'needs_follow_up', 2: 'rejected', 3: 'needs_follow_up' },
  }),
  by('Outlook for Windows, plain text', client.outlookPlain, {
    own: 'Guten Tag,\n\nleider sind alle Plätze belegt.',
    signature: 'MfG\nE. Musterfrau',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Outlook on the web', client.outlookWeb, {
    own: 'Hallo,\n\ndie erste Person (K7Q2M) würde ich gern kennenlernen. Bitte rufen Sie mich an.',
    signature: 'Viele Grüße\nErika Musterfrau',
    proposals: { 1: 'needs_follow_up' },
  }),
  by('Outlook for iOS', client.outlookMobile, {
    own: 'Alle drei gern, es kann im Februar losgehen!',
    proposals: { 1: 'accepted', 2: 'accepted', 3: 'accepted' },
  }),
  by('Outlook for Mac', client.outlookMac, {
    own: 'K7Q2M: ja\n9XW2P: nein\n3FHAB: nein',
    signature: 'Beste Grüße\nErika Musterfrau',
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  by('Gmail', client.gmail, {
    own: 'Sehr geehrtes Team,\n\nich habe zurzeit keine freien Kapazitäten.',
    signature: 'Herzliche Grüße\nErika Musterfrau',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Gmail for Android', client.gmailAndroid, {
    own: 'Patient 2 passt, die anderen beiden nicht.',
    proposals: { 1: 'rejected', 2: 'accepted', 3: 'rejected' },
  }),
  by('Apple Mail', client.appleMail, {
    own: 'Liebe Kolleginnen und Kollegen,\n\ngern nehme ich 3FHAB in meine Gruppe auf.',
    signature: 'Mit besten Grüßen\nErika Musterfrau',
    proposals: { 3: 'accepted' },
  }),
  by('iPhone', client.iPhone, {
    own: 'Leider nein',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Thunderbird above the quote', client.thunderbird, {
    own: 'Guten Tag,\n\nPatientin 1 kann sich gern bei mir melden.',
    signature: '-- \nDipl.-Psych. Erika Musterfrau\nPsychologische Psychotherapeutin\nTelefon 030 1234567',
    proposals: { 1: 'accepted' },
  }),
  by('Thunderbird below the quote', client.thunderbirdBelow, {
    own: 'Guten Tag,\n\nfür Patient 2 hätte ich ab März einen Platz.',
    signature: '-- \nErika Musterfrau',
    proposals: { 2: 'needs_follow_up' },
  }),
  by('Thunderbird in HTML', client.thunderbirdHtml, {
    own: 'Die Person passt sehr gut, ich habe am Mittwoch um 17 Uhr einen Platz.',
    signature: 'Freundliche Grüße\nErika Musterfrau',
    sent: ONE,
    proposals: { 1: 'accepted' },
  }),
  by('GMX', client.gmx, {
    own: 'Hallo,\nich bin voll bis Sommer.',
    signature: 'LG\nErika Musterfrau',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('GMX, plain text', client.gmxPlain, {
    own: 'Nr. 1 ja, Nr. 2 und 3 nein.',
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  by('WEB.DE for Android', client.webDeApp, { own: 'Ja, gerne.', sent: ONE, proposals: { 1: 'accepted' } }),
  by('T-Online', client.tOnline, {
    own: 'Sehr geehrte Damen und Herren,\n\nich kann leider niemanden aufnehmen.',
    signature: 'Mit freundlichem Gruß\nErika Musterfrau',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('IONOS and mailbox.org', client.openXchange, {
    own: 'Guten Tag, 9XW2P kann am 14.1. um 10 Uhr zum Erstgespräch kommen.',
    proposals: { 2: 'accepted' },
  }),
  by('Yahoo', client.yahoo, {
    own: 'Leider keine Plätze.',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Samsung', client.samsung, {
    own: 'Ich überlege noch wegen Patient 1 und melde mich.',
    proposals: { 1: 'needs_follow_up' },
  }),
  by('Horde', client.horde, {
    own: 'Gern, bitte Kontakt herstellen.',
    sent: ONE,
    proposals: { 1: 'accepted' },
  }),
  by('Lotus Notes', client.notes, {
    own: 'Unsere Ambulanz hat ab Februar Plätze für alle drei.',
    proposals: { 1: 'accepted', 2: 'accepted', 3: 'accepted' },
  }),
  by('K-9', client.k9, {
    own: 'nein, tut mir leid',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Proton', client.proton, {
    own: 'Ist Patient 3 privat oder gesetzlich versichert?',
    proposals: { 3: 'needs_follow_up' },
  }),
  by('Roundcube', client.roundcube, {
    own: 'Zusage für die Person.',
    sent: ONE,
    proposals: { 1: 'accepted' },
  }),
  by('Tutanota', client.tutanota, {
    own: 'Patient 1: nein\nPatient 2: ja',
    proposals: { 1: 'rejected', 2: 'accepted' },
  }),
  by('eM Client', client.emClient, {
    own: 'Absage für alle.',
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('Windows Mail', client.windowsMail, {
    own: 'Guten Morgen,\n\nPatient 1 nehme ich gern auf.',
    signature: 'Viele Grüße aus Musterstadt\nErika Musterfrau',
    proposals: { 1: 'accepted' },
  }),
  by('an answer to the follow-up', client.outlookDesktop, {
    own: 'Entschuldigen Sie die späte Antwort. Beide Anfragen muss ich leider absagen.',
    signature: SIGNATURE,
    sent: FOLLOW_UP,
    proposals: { 1: 'rejected', 2: 'rejected' },
  }),
  by('an answer to the confirmation', client.gmail, {
    own: 'Vielen Dank, das Erstgespräch war gestern.',
    sent: CONFIRMATION,
  }),
  answer(
    'without any quote',
    plain('Hallo,\nPatient 1 ja, Patient 2 nein, Patient 3 nein.\nGruß\nErika Musterfrau'),
    {
      kind: 'reply',
      own: 'Hallo,\nPatient 1 ja, Patient 2 nein, Patient 3 nein.',
      proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
    },
  ),
  letter(
    'a mail of its own with the reference in the subject',
    plain('Zu Ihrer Anfrage: Ich nehme die Person gern.\n\nErika Musterfrau'),
    {
      kind: 'reply',
      own: 'Zu Ihrer Anfrage: Ich nehme die Person gern.',
      mayStay: ['Erika Musterfrau'],
      proposals: { 1: 'accepted' },
    },
    { subject: 'Therapieplatz, Ref 7f3k-2m9q', sent: ONE },
  ),
];

/** English clients. */
export const ENGLISH_REPLIES: InboundSample[] = [
  by('Outlook for Windows in English', client.outlookDesktopEnglish, {
    own: 'Dear all,\n\nI can take patient 1 from January. Patients 2 and 3 unfortunately not.',
    signature: 'Kind regards,\nErika Musterfrau\nPhone +49 30 1234567',
    sent: THREE_EN,
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  by('Gmail in English', client.gmailEnglish, {
    own: 'Sorry, my practice is full.',
    signature: 'Best,\nErika',
    sent: THREE_EN,
    proposals: { 1: 'rejected', 2: 'rejected', 3: 'rejected' },
  }),
  by('iPhone in English', client.iPhoneEnglish, {
    own: 'Yes to K7Q2M, no to the others.',
    sent: THREE_EN,
    proposals: { 1: 'accepted', 2: 'rejected', 3: 'rejected' },
  }),
  by('Yahoo in English', client.yahooEnglish, {
    own: 'I would like to meet 3FHAB first.',
    sent: THREE_EN,
    proposals: { 3: 'needs_follow_up' },
  }),
  by('Zoho in English', client.zoho, {
    own: 'All three are welcome.',
    signature: 'Regards\nE. Musterfrau',
    sent: THREE_EN,
    proposals: { 1: 'accepted', 2: 'accepted', 3: 'accepted' },
  }),
  by('the example of our mail as the whole answer', client.gmailEnglish, {
    own: 'K7Q2M: yes\n9XW2P: no',
    sent: THREE_EN,
    proposals: { 1: 'accepted', 2: 'rejected' },
  }),
];
