import { simpleParser, type AddressObject, type Headers } from 'mailparser';
import type { Instant } from '../../shared/domain/time.ts';
import { json, type LocalAnswer } from '../http/messages.ts';
import type { AcceptedMail } from '../ses-double.ts';
import { refusal, type ConsoleAnswer, type ConsoleCall, type View } from './answers.ts';
import { pageOf } from './paging.ts';

/** A mail as its reader sees it. */
export interface ReadMail {
  at: Instant;
  from: string;
  to: string;
  /** Where an answer goes. */
  replyTo: string;
  /** Address for mail that objects; empty when there is none. */
  stopAddress: string;
  /** Page on which its reader may object; empty when there is none. */
  objection: string;
  subject: string;
  text: string;
  html: string;
  /** It told of somebody who was erased since: nothing of it is left. */
  isForgotten: boolean;
  emailId: string;
  messageId: string;
}

/** `/_local/mails`: newest first. */
export async function mailList({ engine, request }: ConsoleCall): Promise<View> {
  const numbered = engine.mails().map((mail, index) => ({ n: index + 1, mail }));
  const { items, ...page } = pageOf(numbered.reverse(), request.query);
  const mails = await Promise.all(items.map(async ({ n, mail }) => ({ n, ...(await read(mail)) })));
  return { template: 'mails', variables: { mails, page } };
}

/** `/_local/mails/{n}`: numbered from 1, in the order in which SES took them. */
export async function mailPage({ engine, request, pathParameters }: ConsoleCall): Promise<ConsoleAnswer> {
  const n = Number(pathParameters['n']);
  const mails = engine.mails();
  const mail = mails[n - 1];
  if (!mail)
    return refusal(request, 404, `There is no such mail: they are numbered from 1 to ${mails.length}.`);
  return { template: 'mail', variables: { n, last: mails.length, mail: await read(mail) } };
}

/** `/_local/mails.json`: oldest first, without the HTML. */
export async function mailsAsJson({ engine }: ConsoleCall): Promise<LocalAnswer> {
  const mails = await Promise.all(engine.mails().map(read));
  const items = mails.map(({ at, from, to, replyTo, subject, text, emailId, messageId }, index) => ({
    n: index + 1,
    at,
    from,
    to,
    reply_to: replyTo,
    subject,
    text,
    email_id: emailId,
    ses_message_id: messageId,
  }));
  return json({ items });
}

/** A mail never changes, so each is parsed once; one that was forgotten is another. */
const cache = new WeakMap<MailTaken, Promise<ReadMail>>();

/** What there is to know of a mail that SES took. */
type MailTaken = Pick<AcceptedMail, 'raw' | 'at' | 'tags' | 'messageId'>;

export function read(mail: MailTaken): Promise<ReadMail> {
  const reading = cache.get(mail) ?? parse(mail);
  cache.set(mail, reading);
  return reading;
}

async function parse({ raw, at, tags, messageId }: MailTaken): Promise<ReadMail> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  return {
    at,
    from: addresses(mail.from),
    to: addresses(mail.to),
    replyTo: addresses(mail.replyTo),
    stopAddress: listUnsubscribe(mail.headers).mail ?? '',
    objection: listUnsubscribe(mail.headers).url ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    isForgotten: raw.length === 0,
    emailId: tags['email_id'] ?? '',
    messageId,
  };
}

function addresses(field: AddressObject | AddressObject[] | undefined): string {
  return [field ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}

/** What `List-Unsubscribe` names (RFC 2369): an address, and a page of the web. */
function listUnsubscribe(headers: Headers): { url?: string; mail?: string } {
  const { unsubscribe = {} } = (headers.get('list') ?? {}) as {
    unsubscribe?: { url?: string; mail?: string };
  };
  const [mail] = unsubscribe.mail?.split('?') ?? [];
  return { ...unsubscribe, ...(mail !== undefined && { mail }) };
}
