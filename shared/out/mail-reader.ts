import {
  MailParser,
  type AttachmentStream,
  type EmailAddress,
  type HeaderValue,
  type Headers,
} from 'mailparser';
import type { MailReport, MailText, ReadMail } from '../domain/inbound/read-mail.ts';
import type { MailReader } from '../domain/ports.ts';
import { decodeText } from './mail-charset.ts';
import { thinMail } from './thin-mail.ts';

/** How much is read of all texts of one format, and of a report, in characters; and how many parts of each kind. */
const MAX_TEXT = 150_000;
const MAX_REPORT = 64_000;
const MAX_PARTS = 20;

/** Bounds of one part's headers in bytes and of the parts of a mail, nested ones included; beyond, only headers are left. */
const LIMITS = { maxHeadSize: 128_000, maxChildNodes: 100 };

const TEXT = /^text\/(plain|html)$/;
const REPORT = /^(message\/|text\/rfc822)/;

/** A part of a mail with its bytes as they were before they were encoded for transport. */
interface Leaf {
  type: string;
  charset: string;
  /** Whether it is a file that is sent along, rather than words of the mail. */
  isFile: boolean;
  chunks: Buffer[];
}

interface ParsedMail {
  headers: Headers;
  leaves: Leaf[];
  isWhole: boolean;
}

/** Hands out every part as bytes, texts included: what their labels say of the characters is not always true. */
class LeafParser extends MailParser {
  readonly textTypes = [];
}

/** The `MailReader` port on mailparser. */
export function createMailReader(): MailReader {
  return {
    async read(bytes) {
      const thin = thinMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const { headers, leaves, isWhole } = await parse(thin.bytes);
      const { texts, isCut } = textsOf(leaves.filter(isText));
      const reports = leaves.filter(({ type }) => REPORT.test(type)).slice(0, MAX_PARTS);
      return {
        headers: new Map([...headers].map(([name, value]) => [name, valuesOf(value)])),
        texts,
        reports: reports.map(reportOf),
        truncated: thin.isCut || !isWhole || isCut,
        unreadable: texts.length + reports.length === 0,
      } satisfies ReadMail;
    },
  };
}

/** Never fails: what was read until the parser gave up is what there is. */
function parse(bytes: Buffer): Promise<ParsedMail> {
  const parser = new LeafParser({
    ...LIMITS,
    ignoreEmbedded: true,
    keepDeliveryStatus: true,
    checksumAlgo: false,
  });
  const leaves: Leaf[] = [];
  let headers: Headers = new Map();
  return new Promise((resolve) => {
    parser.on('headers', (read) => (headers = read));
    parser.on('data', (part) => part.type === 'attachment' && leaves.push(leafOf(part)));
    parser.on('end', () => resolve({ headers, leaves, isWhole: true }));
    parser.on('error', () => resolve({ headers, leaves, isWhole: false }));
    parser.end(bytes);
  });
}

function leafOf(part: AttachmentStream): Leaf {
  const chunks: Buffer[] = [];
  part.content.on('data', (chunk: Buffer) => chunks.push(chunk));
  part.content.on('error', () => part.release?.());
  part.content.on('end', () => part.release?.());
  const label = part.headers.get('content-type');
  return {
    type: (part.contentType || 'text/plain').toLowerCase(),
    charset: isStructured(label) ? (label.params['charset'] ?? '') : '',
    isFile: part.contentDisposition === 'attachment' || part.filename !== undefined,
    chunks,
  };
}

function isText({ type, isFile }: Leaf): boolean {
  return TEXT.test(type) && !isFile;
}

/** The texts, as many and as much of them as is read. */
function textsOf(leaves: Leaf[]): { texts: MailText[]; isCut: boolean } {
  const room = { plain: MAX_TEXT, html: MAX_TEXT };
  let isCut = leaves.length > MAX_PARTS;
  const texts = leaves.slice(0, MAX_PARTS).map(({ type, charset, chunks }): MailText => {
    const format = type === 'text/html' ? 'html' : 'plain';
    const content = decodeText(Buffer.concat(chunks), charset);
    const kept = content.slice(0, room[format]);
    isCut ||= kept.length < content.length;
    room[format] -= kept.length;
    return { format, content: kept };
  });
  return { texts, isCut };
}

function reportOf({ type, charset, chunks }: Leaf): MailReport {
  return { type, content: decodeText(Buffer.concat(chunks).subarray(0, MAX_REPORT), charset) };
}

/** A header as texts; of addresses only those, of the `List-…` headers, which mailparser collects, the names. */
function valuesOf(value: HeaderValue): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Date) return [];
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one));
  if (isStructured(value)) return [[value.value, ...parametersOf(value.params)].join('; ')];
  return isAddressed(value) ? value.value.flatMap(mailboxesOf) : Object.keys(value);
}

function parametersOf(params: Record<string, string>): string[] {
  return Object.entries(params).map(([name, value]) => `${name}=${value}`);
}

function mailboxesOf({ address, group }: EmailAddress): string[] {
  return group ? group.flatMap(mailboxesOf) : address ? [address] : [];
}

function isStructured(value: unknown): value is { value: string; params: Record<string, string> } {
  return typeof value === 'object' && value !== null && 'params' in value;
}

function isAddressed(value: object): value is { value: EmailAddress[] } {
  return 'value' in value && Array.isArray(value.value);
}
