type Label = 'from' | 'sent' | 'to' | 'cc' | 'subject';

const LABELS: Record<string, Label> = {
  ...{ von: 'from', from: 'from', absender: 'from' },
  ...{ gesendet: 'sent', 'gesendet am': 'sent', sent: 'sent', datum: 'sent', date: 'sent' },
  ...{ an: 'to', to: 'to', empfänger: 'to', cc: 'cc', kopie: 'cc', 'antwort an': 'cc', 'reply-to': 'cc' },
  ...{ betreff: 'subject', subject: 'subject', thema: 'subject', objet: 'subject' },
  ...{ de: 'from', envoyé: 'sent', à: 'to' },
};

/** A label at the beginning of a line, bold as plain text shows it, or not. */
const LABELLED = /^\s{0,8}[*_]{0,2}([\p{L}-]{1,12}(?: \p{L}{2})?)[*_]{0,2}\s{0,4}:[*_]{0,2}(?=\s|$)/u;

const RULE = /^\s{0,8}[-–—_]{4}/;

const MAX_LINE = 1_000;
const MAX_LINES = 14;
const MAX_UNLABELLED = 2;
const NEEDED = 3;

/**
 * How many lines from an index on are the header of a mail, as Outlook and others put it above what they quote: at
 * least three of sender, date, recipients and subject, the sender among them, each once. Long ones may be wrapped. What
 * stands above an empty line is none of them when they are a header without it.
 */
export function headerBlockLength(lines: string[], index: number): number {
  if (isOnOneLine(lines[index])) return 1;
  const length = lengthFrom(lines, index);
  for (let later = 1; later < length; later++)
    if (lines[index + later - 1]?.trim() === '' && lengthFrom(lines, index + later) > 0) return 0;
  return length;
}

function lengthFrom(lines: string[], index: number): number {
  if (!labelOf(lines[index])) return 0;
  const found = new Set<Label>();
  let length = 0;
  for (const [count, line] of lines.slice(index, index + MAX_LINES).entries()) {
    const label = labelOf(line);
    if ((label && found.has(label)) || RULE.test(line)) break;
    if (label) {
      found.add(label);
      length = count + 1;
    } else if (count - length >= MAX_UNLABELLED) break;
  }
  return found.size >= NEEDED && found.has('from') ? length : 0;
}

/** "Von: A Gesendet: B An: C Betreff: D": HTML of which the line breaks are lost. */
function isOnOneLine(line = ''): boolean {
  if (line.length > MAX_LINE || labelOf(line) === undefined) return false;
  const labels = line.split(' ').flatMap((word) => labelOf(word) ?? []);
  return new Set(labels).size >= NEEDED && labels.includes('from');
}

function labelOf(line = ''): Label | undefined {
  const label = LABELLED.exec(line)?.[1]?.toLowerCase();
  return label === undefined ? undefined : LABELS[label];
}
