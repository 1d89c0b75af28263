/** Mails byte by byte: no library smooths over what clients and servers really send. */
export interface Entity {
  headers: string[];
  body: Buffer;
}

type Encoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

interface TextForm {
  charset?: string;
  encoding?: Encoding;
  /** The bytes of the text, when they are not those that the label says. */
  bytes?: Buffer;
}

const CRLF = '\r\n';

/** Lines with the line ends of mail. */
export function wire(text: string): string {
  return text.replace(/\r?\n/g, CRLF);
}

export function plain(text: string, form: TextForm = {}): Entity {
  return textEntity('text/plain', text, form);
}

export function html(text: string, form: TextForm = {}): Entity {
  return textEntity('text/html', text, form);
}

function textEntity(type: string, text: string, form: TextForm): Entity {
  const { charset = 'utf-8', encoding = '8bit', bytes = Buffer.from(wire(text)) } = form;
  return {
    headers: [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`],
    body: encoded(bytes, encoding),
  };
}

/** A part of any type, as it is. */
export function part(type: string, body: string | Buffer, headers: string[] = []): Entity {
  return {
    headers: [`Content-Type: ${type}`, ...headers],
    body: Buffer.isBuffer(body) ? body : Buffer.from(wire(body)),
  };
}

export function attachment(type: string, name: string, bytes: Buffer): Entity {
  return {
    headers: [
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    body: encoded(bytes, 'base64'),
  };
}

let boundaries = 0;

export function multipart(subtype: string, parts: Entity[], parameters = ''): Entity {
  const boundary = `=_grenze_${++boundaries}`;
  const opened = parts.map((entity) => Buffer.concat([Buffer.from(`--${boundary}${CRLF}`), bytesOf(entity)]));
  return {
    headers: [`Content-Type: multipart/${subtype}; boundary="${boundary}"${parameters}`],
    body: Buffer.concat([...opened, Buffer.from(`--${boundary}--${CRLF}`)]),
  };
}

export function alternative(text: string, markup: string): Entity {
  return multipart('alternative', [
    plain(text, { encoding: 'quoted-printable' }),
    html(markup, { encoding: 'quoted-printable' }),
  ]);
}

/** The bytes of an entity with more headers in front. */
export function bytesOf({ headers, body }: Entity, moreHeaders: string[] = []): Buffer {
  const head = [...moreHeaders, ...headers].map((line) => wire(line) + CRLF).join('');
  return Buffer.concat([Buffer.from(head + CRLF), body, Buffer.from(CRLF)]);
}

function encoded(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'base64') {
    const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
    return Buffer.from(lines.join(CRLF));
  }
  return encoding === 'quoted-printable' ? quotedPrintable(bytes) : bytes;
}

function quotedPrintable(bytes: Buffer): Buffer {
  const lines = bytes
    .toString('latin1')
    .split(CRLF)
    .map((line) => {
      const escaped = line.replace(/[^\x20-\x3c\x3e-\x7e]/g, (character) => escapeOf(character));
      const chunks = escaped.match(/.{1,72}(?<!=.?)/g) ?? [''];
      return chunks.join(`=${CRLF}`).replace(/ $/, '=20');
    });
  return Buffer.from(lines.join(CRLF));
}

function escapeOf(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
