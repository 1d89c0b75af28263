import { PutObjectCommand } from '@aws-sdk/client-s3';
import { rawMailKey } from '../../shared/domain/inbound/mail-receipt.ts';
import { inboundMailId, type InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import type { InboundMailOptions } from '../../local/inbound-mail.ts';
import type { EmailWithEntries } from '../../shared/domain/email/email.ts';
import { referenceOf } from '../../shared/domain/email/reference.ts';
import { acceptsOf } from './sending.ts';
import type { World } from './world.ts';

/** What the writer of a mail decides; headers in front of the others. */
export interface Written {
  from?: string;
  to?: string;
  subject?: string;
  headers?: string[];
  text?: string;
}

/** A mail of plain text, byte by byte. */
export function aMail({
  from = 'praxis-1@praxis.example',
  to = 'irgendwer@antwort.local.vermittlung.example',
  subject = 'Anfrage',
  headers = [],
  text = 'Leider nein.',
}: Written): Buffer {
  const lines = [
    ...headers,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Message-ID: <eins@praxis.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** The address that answers to an email go to, or the one that ends all contact. */
export function addressOf(world: World, emailId: string, purpose: 'reply' | 'stop' = 'reply'): string {
  const { pseudonymKey, config } = world.runtime;
  const token = createMailTokens(pseudonymKey).issue(purpose === 'stop' ? 'unsubscribe' : 'reply', emailId);
  return `${purpose}+${token}@${config.REPLY_DOMAIN}`;
}

/** The reference in the subject of an email that began its conversation. */
export const subjectOf = (emailId: string) => `AW: Anfrage [Ref. ${referenceOf(emailId)}]`;

/** How an answer names the email in its headers. */
export function inReplyTo(world: World, emailId: string): string {
  return `In-Reply-To: <${acceptsOf(world, emailId)[0]?.messageId}@eu-central-1.amazonses.com>`;
}

/** SES receives a mail and hands it over; the mail as it is stored then. */
export async function arrive(
  world: World,
  mail: Written | Buffer,
  options: InboundMailOptions = {},
): Promise<InboundMail> {
  const raw = Buffer.isBuffer(mail) ? mail : aMail(mail);
  const receivedAt = options.at ?? world.clock.now();
  const { messageId } = await world.receiveMail(raw, options);
  return inboundMailAs(world, { sesMessageId: messageId, receivedAt });
}

export async function inboundMailAs(
  world: World,
  receipt: Parameters<typeof inboundMailId>[0],
): Promise<InboundMail> {
  const stored = await world.service.store.getInboundMail(inboundMailId(receipt));
  if (!stored) throw new Error('the mail was not stored');
  return stored;
}

/** SES reports that an email was delivered. */
export async function deliver(world: World, emailId: string): Promise<void> {
  const [mail] = acceptsOf(world, emailId);
  if (!mail) throw new Error(`${emailId} has not left`);
  await world.sesEvent(mail, 'Delivery');
}

export async function emailOf(world: World, id: string): Promise<EmailWithEntries> {
  const found = await world.service.store.getEmail(id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

/** What SES does before it calls the function. */
export async function putRawMail(world: World, messageId: string, raw: Buffer): Promise<void> {
  const { aws, config } = world.runtime;
  const Key = rawMailKey({ sesMessageId: messageId });
  await aws.s3().send(new PutObjectCommand({ Bucket: config.PARKING_BUCKET, Key, Body: raw }));
}
