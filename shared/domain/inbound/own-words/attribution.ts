/** An attribution that takes more lines or characters is none. */
const MAX_LINES = 4;
const MAX_LENGTH = 400;
const MAX_NAME_WORDS = 6;
const MAX_SHORT_WORDS = 4;

const VERB =
  /(?<!\p{L})(schrieb|schrieben|geschrieben|wrote|writes|a écrit|schreef|escribió|ha scritto)(?!\p{L})/iu;
const LEAD =
  /^[-\s"'„]*(am|on|den|le|op|el|il|zitat von|quoting|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mon|tue|wed|thu|fri|sat|sun)(?!\p{L})/iu;
const QUOTING_LEAD = /^[\s"'„]*(zitat von|quoting) /i;
const QUOTING = /^[\s"'„]*(zitat von|quoting) \S.{1,200}:$/iu;
/** A year, a short date or a clock: what a person rarely puts into such a sentence. */
const MOMENT = /(?<!\d)(20\d\d|\d{1,2}\.\d{1,2}\.\d{2}|\d{1,2}:\d\d)(?!\d)/;
const BRACKETED = /<([^<>\s]{3,320})>/;
/** What follows the verb when somebody tells what was written instead of naming who wrote. */
const CLAUSE = /(?<!\p{L})(dass|daß|that|ich|wir|sie|mir|uns|he|she|you|we)(?!\p{L})/iu;

/**
 * How many lines from an index on are an attribution, the words that a mail program puts above a quote: "Am 3.12.2026
 * um 8:15 schrieb A <a@b.example>:", wrapped or not. It names a moment and who wrote, and ends with a colon. Of lines
 * that could begin it the last one does: what stands right above are words of the sender.
 */
export function attributionLength(lines: string[], index: number): number {
  const length = lengthFrom(lines, index);
  const isSure = saysWhen(lines[index] ?? '');
  for (let later = 1; later < length; later++) {
    const isBetter = saysWhen(lines[index + later] ?? '') || !isSure;
    if (isBetter && lengthFrom(lines, index + later) > 0) return isName(lines, index) ? length : 0;
  }
  return length;
}

function lengthFrom(lines: string[], index: number): number {
  if (!mayBegin(lines, index)) return 0;
  let text = '';
  for (let count = 1; count <= MAX_LINES; count++) {
    const line = lines[index + count - 1]?.trim() ?? '';
    text = `${text} ${line}`.trimStart();
    if (line === '' || text.length > MAX_LENGTH) return 0;
    if (isFollowedByQuote(text)) return count;
    if (/(:|[-–]{3,})$/.test(line))
      return isAttribution(text) || (isShortOne(text) && isQuoted(lines, index + count)) ? count : 0;
  }
  return 0;
}

function mayBegin(lines: string[], index: number): boolean {
  const line = lines[index] ?? '';
  return line.length <= MAX_LENGTH && (saysWhen(line) || saysWho(line) || isName(lines, index));
}

/** "Am … schrieb A <a@b.example>: Guten Tag" on one line. */
function isFollowedByQuote(text: string): boolean {
  const end = text.search(/>: /);
  return end >= 0 && isAttribution(text.slice(0, end + 2));
}

/** Whether the next lines that are not empty are marked as a quote. */
export function isQuoted(lines: string[], index: number): boolean {
  const next = lines.slice(index, index + 4).find((line) => line.trim() !== '');
  return next !== undefined && /^\s{0,8}>/.test(next);
}

/** Whether a line begins as an attribution does, with a moment. */
function saysWhen(line: string): boolean {
  return QUOTING.test(line) || (LEAD.test(line) && MOMENT.test(line)) || isDatedSender(line.trim());
}

function saysWho(line: string): boolean {
  return namesAddress(line) || VERB.test(line) || QUOTING_LEAD.test(line);
}

/** Whether a line is a name that stands alone above its address. */
function isName(lines: string[], index: number): boolean {
  const [line = '', next = ''] = lines.slice(index, index + 2);
  const isAlone = (lines[index - 1] ?? '').trim() === '' && !/[.!?:]\s*$/.test(line);
  return isAlone && line.trim() !== '' && line.split(' ').length <= MAX_NAME_WORDS && /^\s*</.test(next);
}

function isAttribution(text: string): boolean {
  if (QUOTING.test(text) || isDatedSender(text)) return true;
  const verb = VERB.exec(text);
  if (!verb) return false;
  const after = text.slice(verb.index + verb[0].length);
  if (!MOMENT.test(text)) return namesAddress(text) && after === ':';
  return (LEAD.test(text) || namesAddress(text)) && !CLAUSE.test(after.replace(BRACKETED, ''));
}

/** "Am 3.12. schrieb A:", "Sie schrieben:" right above a marked quote. */
function isShortOne(text: string): boolean {
  return VERB.test(text) && (LEAD.test(text) || text.split(' ').length <= MAX_SHORT_WORDS);
}

/** "3. Dez. 2026, 08:15 von a@b.example:" (Tutanota). */
function isDatedSender(text: string): boolean {
  const [sender = '', by = ''] = text.split(' ').slice(-2).reverse();
  return sender.includes('@') && /^(von|by|from)$/i.test(by) && /^.{0,30}(?<!\d)20\d\d/.test(text);
}

/** Whether an address stands in angle brackets. */
function namesAddress(text: string): boolean {
  return BRACKETED.exec(text)?.[1]?.includes('@') === true;
}
