import type { InboundKind, MailMeaning } from '../../../shared/domain/inbound/mail-meaning.ts';
import type { RenderedEmail } from '../../../shared/domain/ports.ts';
import type { Instant } from '../../../shared/domain/time.ts';
import { bytesOf, type Entity } from '../mail-builder.ts';
import { REPLY_ADDRESS, SES_ID, THREE } from '../sent-mails.ts';

/** A mail as it arrives and what a person reads in it. */
export interface InboundSample {
  name: string;
  bytes: Buffer;
  /** The email that it answers, when that is known. */
  sent?: RenderedEmail;
  receivedAt: Instant;
  expected: Expected;
}

type Meaning = Pick<
  MailMeaning,
  'returnOn' | 'pauseUntil' | 'stop' | 'erasureWish' | 'bounce' | 'complaint' | 'truncated' | 'unreadable'
>;

export interface Expected extends Partial<Meaning> {
  kind: InboundKind;
  /** The sender's words without signature; greeting and closing may be left over. */
  own?: string;
  /** Lines of the sender that are worth nothing and may be left over. */
  mayStay?: string[];
  /** What the words say of the patients by number. */
  proposals?: Record<number, 'accepted' | 'rejected' | 'needs_follow_up'>;
}

export const RECEIVED_AT = '2026-12-03T13:05:00.000Z';

interface Envelope {
  subject?: string;
  from?: string;
  to?: string;
  /** Header lines in front of the others. */
  headers?: string[];
  /** Null when it is not known which email is answered. */
  sent?: RenderedEmail | null;
  receivedAt?: Instant;
}

/** A mail of Dr. Musterfrau that answers the email about three patients, unless told otherwise. */
export function answer(
  name: string,
  entity: Entity,
  expected: Expected,
  { sent = THREE, ...envelope }: Envelope = {},
): InboundSample {
  const { subject = `AW: ${(sent ?? THREE).subject}`, headers = [] } = envelope;
  const references = `<${SES_ID}@eu-central-1.amazonses.com>`;
  const lines = [...headers, `In-Reply-To: ${references}`, `References: ${references}`];
  return letter(name, entity, expected, { ...envelope, subject, headers: lines, sent });
}

/** A mail that does not say what it answers. */
export function letter(
  name: string,
  entity: Entity,
  expected: Expected,
  { sent = null, receivedAt = RECEIVED_AT, ...envelope }: Envelope = {},
): InboundSample {
  const {
    subject = 'Anfrage',
    from = 'Dr. Erika Musterfrau <praxis@musterfrau.example>',
    to = `Platzfinder Beispiel <${REPLY_ADDRESS}>`,
    headers = [],
  } = envelope;
  const bytes = bytesOf(entity, [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encodedWord(subject)}`,
    `Date: ${new Date(receivedAt).toUTCString()}`,
    'Message-ID: <eins@musterfrau.example>',
    ...headers,
    'MIME-Version: 1.0',
  ]);
  return raw(name, bytes, expected, { sent, receivedAt });
}

/** A mail byte by byte. */
export function raw(
  name: string,
  bytes: Buffer,
  expected: Expected,
  { sent = null, receivedAt = RECEIVED_AT }: Pick<Envelope, 'sent' | 'receivedAt'> = {},
): InboundSample {
  return { name, bytes, ...(sent && { sent }), receivedAt, expected };
}

/** RFC 2047 where it is needed; some of the characters at a time, as no encoded word is longer than 75. */
function encodedWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const pieces = text.match(/.{1,30}/gsu) ?? [];
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\n ');
}
