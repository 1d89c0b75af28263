import { simpleParser } from 'mailparser';
import type { LocalStack } from './localstack.ts';

/** A mail that LocalStack's SES took. */
export interface TakenMail {
  /** What SES called it. */
  messageId: string;
  to: string[];
  subject: string;
  text: string;
  /** As it went over the wire. */
  raw: Buffer;
}

/** What LocalStack keeps of `SendRawEmail`. */
interface StoredMail {
  Id: string;
  RawData?: string;
}

/** All mails that SES took since LocalStack was started, in order. */
export async function readMails({ endpoint }: LocalStack): Promise<TakenMail[]> {
  const answer = await fetch(mailboxAddress(endpoint));
  // The address exists from the first use of SES on.
  if (answer.status === 404) return [];
  const { messages } = (await answer.json()) as { messages: StoredMail[] };
  return Promise.all(messages.map(read));
}

/** Empties the mailbox. */
export async function forgetMails({ endpoint }: LocalStack): Promise<void> {
  await fetch(mailboxAddress(endpoint), { method: 'DELETE' });
}

/** Where LocalStack shows the mails. */
export function mailboxAddress(endpoint: string): string {
  return `${endpoint}/_aws/ses`;
}

async function read({ Id, RawData = '' }: StoredMail): Promise<TakenMail> {
  const { to = [], subject = '', text = '' } = await simpleParser(RawData);
  return {
    messageId: Id,
    to: [to].flat().flatMap(({ value }) => value.map(({ address }) => address ?? '')),
    subject,
    text,
    raw: Buffer.from(RawData),
  };
}
