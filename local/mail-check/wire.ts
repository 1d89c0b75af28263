/** A header as it came over the wire. */
export interface Header {
  /** In lower case. */
  name: string;
  /** Its lines, as they were folded. */
  lines: string[];
}

/** Longest line of RFC 5322 §2.1.1, without its end. */
const LONGEST_LINE = 998;

/** Headers that SES puts in their place itself or that every mail has, each once (RFC 5322 §3.6, RFC 2045). */
const REQUIRED = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'reply-to',
  'list-unsubscribe',
  'list-unsubscribe-post',
];
/** Headers without any text of people, who may write brackets. */
const ADDRESSES_ONLY = new Set(['message-id', 'list-unsubscribe', 'in-reply-to', 'references']);
const POSSIBLE = new Set([...REQUIRED, 'in-reply-to', 'references']);

/** What of a raw mail a server on the way might stumble over, or misread. */
export function wireFaults(raw: string): string[] {
  const lines = raw.split('\r\n');
  return [
    ...(/[^\t\r\n\x20-\x7e]/.test(raw) ? ['a byte outside of printable ASCII'] : []),
    ...(lines.some((line) => /[\r\n]/.test(line)) ? ['a line that does not end in CRLF'] : []),
    ...(lines.some((line) => line.length > LONGEST_LINE)
      ? [`a line of more than ${LONGEST_LINE} characters`]
      : []),
    ...headerFaults(headersOf(raw)),
  ];
}

/** The headers of a raw mail or of one of its parts, in their order. */
export function headersOf(raw: string): Header[] {
  const headers: Header[] = [];
  for (const line of (raw.split('\r\n\r\n')[0] ?? '').split('\r\n')) {
    if (/^[ \t]/.test(line)) headers.at(-1)?.lines.push(line);
    else headers.push({ name: line.split(':')[0]?.toLowerCase() ?? '', lines: [line] });
  }
  return headers;
}

/** A header's value with its folding undone; undefined when there is no such header. */
export function valueOf(raw: string, name: string): string | undefined {
  const header = headersOf(raw).find((each) => each.name === name);
  return header?.lines
    .join('')
    .replace(/^[^:]*:/, '')
    .trim();
}

function headerFaults(headers: Header[]): string[] {
  const counts = Map.groupBy(headers, ({ name }) => name);
  return [
    ...REQUIRED.filter((name) => !counts.has(name)).map((name) => `no ${name}`),
    ...[...counts].flatMap(([name, { length }]) => (length > 1 ? [`${length} times ${name}`] : [])),
    ...[...counts.keys()].filter((name) => !POSSIBLE.has(name)).map((name) => `a header ${name}`),
    ...headers
      .filter(({ name }) => ADDRESSES_ONLY.has(name))
      .flatMap(({ name, lines }) => (lines.every(isWhole) ? [] : [`an address broken by a fold in ${name}`])),
  ];
}

/** Whether everything that a line opens with an angle bracket is closed on it. */
function isWhole(line: string): boolean {
  return (
    [...line.matchAll(/[<>]/g)]
      .map(([bracket]) => bracket)
      .join('')
      .replaceAll('<>', '') === ''
  );
}

/** The parts of a multipart mail, each with its own headers. */
export function partsOf(raw: string): string[] {
  const [, boundary] = /boundary="([^"]+)"/.exec(valueOf(raw, 'content-type') ?? '') ?? [];
  if (boundary === undefined) return [];
  return raw
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => part.replace(/^\r\n/, ''));
}
