import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanName } from '../domain/email/address.ts';
import type { Instant } from '../domain/time.ts';
import type { MailLinks } from './mail-links.ts';

/** A mailbox as it stands in a header. */
export interface MailParty {
  /** A canonical address (`canonicalAddress`). */
  address: string;
  /** Display name; any text, cleaned here. */
  name: string;
}

/** One mail for one recipient. */
export interface MimeMail {
  from: MailParty;
  to: MailParty;
  links: MailLinks;
  subject: string;
  html: string;
  text: string;
  /** `Message-ID` of the mail whose conversation this one continues. */
  inReplyTo?: string;
  /** The `Date` header; SES puts its own in its place, and a `Message-ID`. */
  date: Instant;
}

/**
 * Composes the raw mail (RFC 5322): multipart/alternative of plain text and HTML in UTF-8, names as encoded words of
 * RFC 2047, answers to the address of `links` in the sender's name, and objections by mail or with one click
 * (RFC 2369, RFC 8058). There is no `Auto-Submitted`: somebody shall answer, if only that he is absent.
 *
 * Names are cleaned, so that none of them can begin another header (FAULTS 31). Nothing is read from files or URLs,
 * whatever the bodies say.
 */
export function composeMime(mail: MimeMail): Promise<Buffer> {
  const { from, to, links, subject, html, text, inReplyTo, date } = mail;
  const composer = new MailComposer({
    from: party(from),
    to: party(to),
    replyTo: party({ address: links.replyTo, name: from.name }),
    subject: cleanName(subject),
    date: new Date(date),
    ...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
    text: encoded(text),
    html: encoded(html),
    headers: {
      'List-Unsubscribe': objectionHeader(links),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/**
 * A body in the encoding that makes it shorter: readable quoted-printable (three bytes for one outside of ASCII), or
 * base64 (four bytes for three), for writing that is far from Latin.
 */
function encoded(body: string) {
  const content = Buffer.from(body);
  const outsideOfAscii = content.filter((byte) => byte > 0x7e).length;
  const isReadable = content.length + 2 * outsideOfAscii <= (4 / 3) * content.length;
  return { content, contentTransferEncoding: isReadable ? 'quoted-printable' : 'base64' } as const;
}

function party({ address, name }: MailParty): MailParty {
  return { address, name: cleanName(name) };
}

/** Folded here, and taken as it is: each address on a line of its own, which nothing may break. */
function objectionHeader({ objection: { mailto, url } }: MailLinks) {
  return { prepared: true, value: `<${mailto}>,\r\n <${url}>` };
}
