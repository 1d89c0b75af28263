const LF = 0x0a;
const CR = 0x0d;

/** What is kept of a mail: more than people write, less than takes long to read. */
const MAX_MAIL = 1_500_000;
const MAX_SECTION = 256_000;
const MAX_ATTACHMENT = 4_000;
const MAX_HEADERS = 64_000;

/** How far into a section its headers are looked for. */
const HEAD = 2_000;

/** A content whose words do not matter. */
const ATTACHMENT = /^content-type:[ \t\r\n]*(?!text\/|message\/|multipart\/)[a-z]/im;

/** A mail that was cut to what is read, and whether anything of that is missing. */
export interface ThinMail {
  bytes: Buffer;
  isCut: boolean;
}

/**
 * Cuts a mail of any size and shape down to at most 1.5 MB before a parser sees it: every section between two lines
 * that begin with `--`, as boundaries do, to 256 KB, an attachment to 4 KB, so that words behind large attachments are
 * still found. Lines that end in CR alone end in LF afterwards. Takes time linear in what is kept, with one fast look
 * at the rest.
 */
export function thinMail(bytes: Buffer): ThinMail {
  const source = withLineFeeds(bytes);
  const kept: Buffer[] = [];
  let room = MAX_MAIL;
  let isCut = false;
  let start = 0;
  while (start < source.length && room > 0) {
    const section = source.subarray(start, endOfSection(source, start));
    start += section.length;
    const isAttachment = ATTACHMENT.test(headOf(section));
    const part = section.subarray(0, Math.min(isAttachment ? MAX_ATTACHMENT : MAX_SECTION, room));
    const isWhole = part.length === section.length;
    kept.push(part);
    if (!isWhole && section.at(-1) === LF) kept.push(Buffer.of(LF));
    isCut ||= !isWhole && !isAttachment;
    room -= part.length;
  }
  const headers = thinHeaders(Buffer.concat(kept));
  return { bytes: headers.bytes, isCut: isCut || headers.isCut || start < source.length };
}

/** The end of the section that begins at an offset: behind the line break in front of the next `--`. */
function endOfSection(source: Buffer, start: number): number {
  const next = source.indexOf('\n--', start);
  return next < 0 ? source.length : next + 1;
}

function headOf(section: Buffer): string {
  const [head = ''] = section.toString('latin1', 0, HEAD).split(/\n\r?\n/, 1);
  return head;
}

/** Drops headers that no mail needs, so that those before them and the text are still read. */
function thinHeaders(bytes: Buffer): ThinMail {
  const crlf = bytes.indexOf('\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const end = crlf < 0 || (lf >= 0 && lf < crlf) ? lf : crlf;
  const length = end < 0 ? bytes.length : end;
  if (length <= MAX_HEADERS) return { bytes, isCut: false };
  const lastLine = bytes.lastIndexOf(LF, MAX_HEADERS);
  const body = end < 0 ? Buffer.alloc(0) : bytes.subarray(end);
  return { bytes: Buffer.concat([bytes.subarray(0, Math.max(lastLine, 0)), body]), isCut: true };
}

function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(LF) || !bytes.includes(CR)) return bytes;
  const kept = Buffer.from(bytes.subarray(0, MAX_MAIL));
  for (let at = kept.indexOf(CR); at >= 0; at = kept.indexOf(CR, at + 1)) kept[at] = LF;
  return kept;
}
