import { attributionLength } from './attribution.ts';
import { headerBlockLength } from './header-block.ts';

/** Lines with which a mail program says that what follows is somebody else's. */
export interface Opening {
  length: number;
  isForward: boolean;
}

const DASHES = String.raw`[-–—_*=]{2,40}`;
const MESSAGE = String.raw`(?:e-?mail|mail|nachricht|message)`;
const ORIGINAL = new RegExp(
  String.raw`^\s{0,8}${DASHES} ?(?:ursprüngliche|original|originale)[ -]?${MESSAGE} ?:?${DASHES}\s*$`,
  'iu',
);
const FORWARDED = new RegExp(
  String.raw`^\s{0,8}(?:${DASHES} ?(?:weitergeleitete|forwarded|begin forwarded) ${MESSAGE} ?:?(?:${DASHES})?|anfang der weitergeleiteten (?:nachricht|e-?mail):|begin forwarded message:)\s*$`,
  'iu',
);
/** "-----"A" <a@b.example> schrieb: -----" (Notes), "---- On … wrote ----" (Zoho). */
const DASHED = new RegExp(String.raw`^\s{0,8}${DASHES} ?\S.{3,300}(?:schrieb|wrote):? ?${DASHES}\s*$`, 'iu');

const MAX_LINE = 400;

/** What opens a quote at an index. */
export function openingAt(lines: string[], index: number): Opening | undefined {
  const line = lines[index] ?? '';
  if (line.length > MAX_LINE || line.trim() === '') return undefined;
  if (FORWARDED.test(line)) return { length: 1, isForward: true };
  if (ORIGINAL.test(line) || DASHED.test(line)) return { length: 1, isForward: false };
  const length = headerBlockLength(lines, index) || attributionLength(lines, index);
  return length > 0 ? { length, isForward: false } : undefined;
}
