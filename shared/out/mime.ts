import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanName } from '../domain/email/address.ts';
import type { Instant } from '../domain/time.ts';

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
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
  /** The `Date` header; SES puts its own in its place. */
  date: Instant;
}

/**
 * Composes the raw mail (RFC 5322): multipart/alternative of plain text and HTML in UTF-8, names as encoded words of
 * RFC 2047. Names and header values are cleaned, so that none of them can begin another header (FAULTS 31). Nothing
 * is read from files or URLs, whatever the bodies say.
 */
export function composeMime(mail: MimeMail): Promise<Buffer> {
  const { from, to, replyTo, subject, html, text, headers = {}, date } = mail;
  const composer = new MailComposer({
    from: party(from),
    to: party(to),
    ...(replyTo !== undefined && { replyTo }),
    subject: cleanName(subject),
    date: new Date(date),
    html,
    text,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, cleanName(value)])),
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function party({ address, name }: MailParty): MailParty {
  return { address, name: cleanName(name) };
}
