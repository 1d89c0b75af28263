import { domainToASCII } from 'node:url';
import { simpleParser, type AddressObject } from 'mailparser';
import type { MailTokens } from '../shared/domain/ports.ts';
import { htmlFaults } from './mail-check/html.ts';
import { partsOf, valueOf, wireFaults } from './mail-check/wire.ts';
import { missingWord } from './mail-check/words.ts';

/** A mail as SES took it. */
export interface MailOnTheWire {
  raw: Buffer;
  /** Whom it was given to SES for. */
  to: string[];
  tags: Record<string, string>;
}

/** Where Gmail cuts a mail off, with a margin. */
const LARGEST = 100_000;

/** What only the deployment that sent a mail knows. */
export interface Expected {
  /** Tell whether an answer would lead back to the email. */
  tokens: MailTokens;
  /** The number of the conversation. */
  reference: string;
  /** `Message-ID` of the mail whose conversation this one continues; undefined for the first one. */
  continues?: string | undefined;
}

/**
 * Looks at a mail as those do who get it, with parsers that have no part in its making: one recipient, a text that says
 * what the HTML says, valid and quiet HTML, and headers by which it can be answered and objected to.
 *
 * @returns what is wrong, in words; empty when nothing is
 */
export async function mailFaults(
  { raw, to, tags }: MailOnTheWire,
  { tokens, reference, continues }: Expected,
): Promise<string[]> {
  const emailId = tags['email_id'] ?? '';
  const wire = raw.toString('latin1');
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  const { html = '', text = '', subject = '' } = mail;
  const missing = missingWord(String(html), text);
  return [
    ...(raw.length < LARGEST ? [] : [`${raw.length} bytes`]),
    ...wireFaults(wire),
    ...partFaults(wire),
    ...recipientFaults(to, mail.to),
    ...(mail.attachments.length === 0 ? [] : ['an attachment']),
    ...(subject.endsWith(` [Ref. ${reference}]`)
      ? []
      : ['not the reference of its conversation in the subject']),
    ...['in-reply-to', 'references']
      .filter((name) => valueOf(wire, name) !== continues)
      .map((name) => `${name} does not name the mail that it continues`),
    ...replyFaults(addressesOf(mail.replyTo), (token) => tokens.read('reply', token) === emailId),
    ...objectionFaults(wire, {
      bodies: [String(html), text],
      leadsBack: (token) => tokens.read('unsubscribe', token) === emailId,
    }),
    ...(await htmlFaults(String(html))),
    ...(missing === undefined ? [] : [`the text does not say "${missing}" where the HTML does`]),
  ];
}

type AddressField = AddressObject | AddressObject[] | undefined;

/** The addresses of a header; the parser shows domains as people write them. */
function addressesOf(field: AddressField): string[] {
  const all = [field ?? []].flat().flatMap(({ value }) => value.map(({ address = '' }) => address));
  return all.map((address) => address.replace(/@.*$/, (domain) => `@${domainToASCII(domain.slice(1))}`));
}

function recipientFaults(given: string[], field: AddressField): string[] {
  const written = addressesOf(field);
  if (given.length !== 1) return [`${given.length} recipients`];
  return written.length === 1 && written[0] === given[0]
    ? []
    : ['another recipient in To than SES was given'];
}

/** Plain text first: a reader takes the last part that he understands (RFC 2046 §5.1.4). */
function partFaults(wire: string): string[] {
  const types = partsOf(wire).map((part) => valueOf(part, 'content-type'));
  const whole = valueOf(wire, 'content-type') ?? '';
  const right =
    whole.startsWith('multipart/alternative;') &&
    types.length === 2 &&
    types[0] === 'text/plain; charset=utf-8' &&
    types[1] === 'text/html; charset=utf-8';
  return right ? [] : [`not text and HTML in multipart/alternative: ${[whole, ...types].join(', ')}`];
}

type LeadsBack = (token: string) => boolean;

function replyFaults(addresses: string[], leadsBack: LeadsBack): string[] {
  const [, token = ''] = /^reply\+([^@]+)@[^@]+$/.exec(addresses[0] ?? '') ?? [];
  if (addresses.length !== 1) return [`${addresses.length} addresses in Reply-To`];
  return leadsBack(token) ? [] : ['an answer to Reply-To would not find its email'];
}

/** An address and a page, with the word that one click is enough (RFC 2369 §3.2, RFC 8058 §3.1), and the page for readers. */
function objectionFaults(
  wire: string,
  { bodies, leadsBack }: { bodies: string[]; leadsBack: LeadsBack },
): string[] {
  const header = valueOf(wire, 'list-unsubscribe') ?? '';
  const [, address = '', page = '', token = ''] =
    /^<mailto:stop\+([^@<>\s]+)@[^@<>\s]+>,\s*<(https?:\/\/[^<>\s]+\/u\/([^/<>\s]+))>$/.exec(header) ?? [];
  const oneClick = valueOf(wire, 'list-unsubscribe-post') === 'List-Unsubscribe=One-Click';
  return [
    ...(leadsBack(address) && leadsBack(token)
      ? []
      : ['an objection by List-Unsubscribe would not find its email']),
    ...(oneClick ? [] : ['no objection with one click']),
    ...(page !== '' && bodies.every((body) => body.includes(page))
      ? []
      : ['a body without the page for objections']),
  ];
}
