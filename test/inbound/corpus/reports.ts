import { html, multipart, part, plain, wire, type Entity } from '../mail-builder.ts';
import { REPLY_ADDRESS, SES_ID, THREE } from '../sent-mails.ts';
import { letter, type Expected, type InboundSample } from './sample.ts';

const THEM = 'praxis@musterfrau.example';

/** The header of our mail as others give it back. */
const OURS = `Return-Path: <${SES_ID}@eu-central-1.amazonses.com>
From: Platzfinder Beispiel <kontakt@platzfinder.example>
Reply-To: ${REPLY_ADDRESS}
To: "Dr. Erika Musterfrau" <${THEM}>
Subject: Anfrage
Message-ID:
 <${SES_ID}@eu-central-1.amazonses.com>
Date: Thu, 3 Dec 2026 07:15:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8`;

const delivery = (fields: string, words: Entity, original = returned()): Entity =>
  multipart(
    'report',
    [
      words,
      part(
        'message/delivery-status',
        `Reporting-MTA: dns; mx.musterfrau.example\nArrival-Date: Thu, 3 Dec 2026 08:15:40 +0100 (CET)\n\n${fields}\n`,
      ),
      original,
    ],
    '; report-type=delivery-status',
  );

function returned(): Entity {
  return part('message/rfc822', `${OURS}\n\n${THREE.text}`);
}

const headersOnly = () => part('text/rfc822-headers', OURS);

const DAEMON = {
  from: 'Mail Delivery System <MAILER-DAEMON@mx.musterfrau.example>',
  headers: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
  subject: 'Undelivered Mail Returned to Sender',
};

const bounced = (permanent: boolean, status?: string): Expected => ({
  kind: 'bounce',
  bounce: { recipient: THEM, messageId: SES_ID, ...(status !== undefined && { status }), permanent },
});

/** Mails of ours that came back. */
export const BOUNCES: InboundSample[] = [
  letter(
    'Postfix, unknown mailbox',
    delivery(
      `Final-Recipient: rfc822; ${THEM}\nOriginal-Recipient: rfc822;${THEM}\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.musterfrau.example\nDiagnostic-Code: smtp; 550 5.1.1 <${THEM}>: Recipient address rejected: User\n    unknown in virtual mailbox table`,
      plain(
        `This is the mail system at host mx.musterfrau.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${THEM}>: host mx said: 550 5.1.1 User unknown`,
      ),
    ),
    bounced(true, '5.1.1'),
    DAEMON,
  ),
  letter(
    'Exchange in German',
    delivery(
      `Final-Recipient: rfc822;${THEM}\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`,
      html('<p><b>Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:</b></p>'),
      headersOnly(),
    ),
    bounced(true, '5.1.10'),
    {
      ...DAEMON,
      from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@musterfrau.example>',
      subject: 'Unzustellbar: Anfrage',
    },
  ),
  letter(
    'Gmail, full mailbox for now',
    delivery(
      `Final-Recipient: rfc822; ${THEM}\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452-4.2.2 The email account that you tried to reach is over quota.`,
      plain('** Nachricht nicht zugestellt **'),
    ),
    bounced(false, '4.2.2'),
    {
      ...DAEMON,
      subject: 'Delivery Status Notification (Failure)',
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    },
  ),
  letter(
    'a full mailbox that its server calls permanent',
    delivery(
      `Final-Recipient: rfc822; ${THEM}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full`,
      plain('Mailbox full'),
    ),
    bounced(false, '5.2.2'),
    DAEMON,
  ),
  letter(
    'a status that says less than the diagnosis',
    delivery(
      `Final-Recipient: RFC822; ${THEM.toUpperCase()}\nAction: FAILED\nStatus: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp; 550 5.1.1 no such user`,
      plain('failed'),
    ),
    bounced(true, '5.1.1'),
    DAEMON,
  ),
  letter(
    'a forwarded address that is gone',
    delivery(
      `Original-Recipient: rfc822;${THEM}\nFinal-Recipient: rfc822; alt@anderswo.example\nAction: failed\nStatus: 5.4.1`,
      plain('failed'),
      headersOnly(),
    ),
    bounced(true, '5.4.1'),
    DAEMON,
  ),
  letter(
    'Exim, text alone',
    plain(
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${THEM}\n    host mx.musterfrau.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<${THEM}>:\n    550 5.1.1 user unknown\n\n------ This is a copy of the message, including all the headers. ------\n\n${OURS}\n\n${THREE.text}`,
    ),
    bounced(true, '5.1.1'),
    {
      ...DAEMON,
      subject: 'Mail delivery failed: returning message to sender',
      headers: [`X-Failed-Recipients: ${THEM}`, 'Auto-Submitted: auto-replied'],
    },
  ),
  letter(
    'qmail, text alone',
    plain(
      `Hi. This is the qmail-send program at mx.musterfrau.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${THEM}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n${OURS}\n\n${THREE.text}`,
    ),
    bounced(true, '5.1.1'),
    { ...DAEMON, subject: 'failure notice' },
  ),
  letter(
    'GMX, text alone',
    plain(
      `Diese E-Mail wurde automatisch erzeugt.\n\nFolgende Adresse konnte nicht erreicht werden:\n\n"${THEM}":\nSMTP error from remote server for RCPT TO command, host: mx.musterfrau.example (192.0.2.1) reason: 550 Requested action not taken: mailbox unavailable\n\n--- Im Folgenden finden Sie die Kopfzeilen Ihrer E-Mail ---\n\nMessage-ID: <${SES_ID}@eu-central-1.amazonses.com>`,
    ),
    bounced(true),
    {
      ...DAEMON,
      from: 'GMX Mailer Daemon <mailer-daemon@gmx.example>',
      subject: 'Mail delivery failed: returning message to sender',
    },
  ),
  letter(
    'an old Exchange without a report',
    plain(
      `Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.\n\n      Betreff:\tAnfrage\n\nFolgende Empfänger können nicht erreicht werden:\n\n      ${THEM} am 03.12.2026 08:15\n            Das E-Mail-Konto ist beim angegebenen Unternehmen nicht vorhanden.\n            <mx.musterfrau.example #5.1.1>`,
    ),
    { kind: 'bounce', bounce: { recipient: THEM, status: '5.1.1', permanent: true } },
    { from: 'Systemadministrator <postmaster@musterfrau.example>', subject: 'Unzustellbar: Anfrage' },
  ),
  letter(
    'a report that has lost its status',
    multipart(
      'report',
      [plain(`Delivery to the following recipient failed permanently:\n\n     ${THEM}`), returned()],
      '; report-type=delivery-status',
    ),
    { kind: 'bounce', bounce: { recipient: THEM, messageId: SES_ID, permanent: true } },
    DAEMON,
  ),
  letter(
    'a text without a reason',
    plain(`Ihre Nachricht konnte nicht zugestellt werden.\n\n${THEM}`),
    { kind: 'bounce', bounce: { recipient: THEM, permanent: false } },
    { ...DAEMON, subject: 'Unzustellbar: Anfrage' },
  ),
];

const receipt: Expected = { kind: 'receipt' };

/** Reports of which nothing follows. */
export const RECEIPTS: InboundSample[] = [
  letter(
    'read in Outlook',
    multipart(
      'report',
      [
        plain(
          'Ihre Nachricht\n\n   An: Erika Musterfrau\n   Betreff: Anfrage\n\nwurde am Donnerstag, 3. Dezember 2026 09:00:00 gelesen.',
        ),
        part(
          'message/disposition-notification',
          `Reporting-UA: musterfrau.example; Outlook\nFinal-Recipient: rfc822;${THEM}\nOriginal-Message-ID: <${SES_ID}@eu-central-1.amazonses.com>\nDisposition: manual-action/MDN-sent-manually; displayed`,
        ),
      ],
      '; report-type=disposition-notification',
    ),
    receipt,
    { subject: 'Gelesen: Anfrage' },
  ),
  letter(
    'deleted without being read',
    multipart(
      'report',
      [
        plain('Your message was deleted without being read.'),
        part(
          'message/disposition-notification',
          `Final-Recipient: rfc822;${THEM}\nDisposition: automatic-action/MDN-sent-automatically; deleted`,
        ),
      ],
      '; report-type=disposition-notification',
    ),
    receipt,
    { subject: 'Not read: Request' },
  ),
  letter(
    'read, in words alone',
    plain(
      'Dies ist eine Empfangsbestätigung für eine Nachricht, die Sie gesendet haben.\nIhre Nachricht wurde am 3.12.2026 09:00 gelesen.',
    ),
    receipt,
    { subject: 'Gelesen: Anfrage: Therapieplätze für 3 Personen' },
  ),
  letter(
    'delivered',
    delivery(`Final-Recipient: rfc822;${THEM}\nAction: delivered\nStatus: 2.1.5`, plain('Zugestellt')),
    receipt,
    { ...DAEMON, subject: 'Übermittelt: Anfrage' },
  ),
  letter(
    'relayed',
    delivery(
      `Final-Recipient: rfc822;${THEM}\nAction: relayed\nStatus: 2.0.0`,
      plain('Delivery to these recipients is complete, but no delivery notification was sent'),
      headersOnly(),
    ),
    receipt,
    { ...DAEMON, subject: 'Relayed: Request' },
  ),
  letter(
    'delayed',
    delivery(
      `Final-Recipient: rfc822; ${THEM}\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Tue, 8 Dec 2026 08:15:40 +0100`,
      plain('THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.'),
    ),
    receipt,
    { ...DAEMON, subject: 'Delayed Mail (still being retried)' },
  ),
  letter(
    'delayed, in words alone',
    plain(
      `A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  ${THEM}\n\nNo action is required on your part.`,
    ),
    receipt,
    { ...DAEMON, subject: 'Warning: message 1abc delayed 24 hours' },
  ),
];

const feedback = (fields: string): Entity =>
  multipart(
    'report',
    [
      plain('This is an email abuse report.'),
      part(
        'message/feedback-report',
        wire(`${fields}\nUser-Agent: Beispiel-FBL/1.0\nVersion: 1\nOriginal-Rcpt-To: ${THEM}`),
      ),
      returned(),
    ],
    '; report-type=feedback-report',
  );

/** What users of providers say of our mails. */
export const COMPLAINTS: InboundSample[] = [
  letter(
    'a complaint',
    feedback('Feedback-Type: abuse'),
    { kind: 'complaint', complaint: { recipient: THEM, messageId: SES_ID } },
    { from: 'fbl@provider.example', subject: 'FW: Anfrage' },
  ),
  letter(
    'a complaint without the address',
    multipart(
      'report',
      [
        plain('Report'),
        part('message/feedback-report', 'Feedback-Type: fraud\nUser-Agent: x\nVersion: 1'),
        headersOnly(),
      ],
      '; report-type=feedback-report',
    ),
    { kind: 'complaint', complaint: { recipient: THEM, messageId: SES_ID } },
    { from: 'staff@provider.example', subject: 'Email Feedback Report' },
  ),
  letter('a withdrawn complaint', feedback('Feedback-Type: not-spam'), receipt, {
    from: 'fbl@provider.example',
    subject: 'FW: Anfrage',
  }),
  letter('a report about DMARC', feedback('Feedback-Type: auth-failure'), receipt, {
    from: 'dmarc@provider.example',
    subject: 'FW: Anfrage',
  }),
];
