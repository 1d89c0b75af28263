type Label = 'from' | 'sent' | 'to' | 'cc' | 'subject';

const LABELS: Record<string, Label> = {
  ...{ von: 'from', from: 'from', absender: 'from' },
  ...{ gesendet: 'sent', 'gesendet am': 'sent', sent: 'sent', datum: 'sent', date: 'sent' },
  ...{ an: 'to', to: 'to', empfänger: 'to', cc: 'cc', kopie: 'cc', 'antwort an': 'cc', 'reply-to': 'cc' },
  ...{ betreff: 'subject', subject: 'subject', thema: 'subject' },
};

/** A label at the beginning of a line, bold as plain text shows it, or not. */
const LABELLED = /^\s{0,8}[*_]{0,2}([\p{L}-]{2,12}(?: \p{L}{2})?)[*_]{0,2}\s{0,4}:[*_]{0,2}(?=\s|$)/u;

const MAX_LINES = 14;
const NEEDED = 3;

/**
 * How many lines from an index on are the header of a mail, as Outlook and others put it above what they quote: at
 * least three of sender, date, recipients and subject, the sender among them. Long ones may be wrapped.
 */
export function headerBlockLength(lines: string[], index: number): number {
  if (!labelOf(lines[index])) return 0;
  const found = new Set<Label>();
  let length = 0;
  let unlabelled = 0;
  for (let count = 1; count <= MAX_LINES && unlabelled < 3; count++) {
    const line = lines[index + count - 1];
    if (line === undefined) break;
    const label = labelOf(line);
    if (label) {
      found.add(label);
      length = count;
      unlabelled = 0;
    } else unlabelled += 1;
  }
  return found.size >= NEEDED && found.has('from') ? length : 0;
}

function labelOf(line = ''): Label | undefined {
  const label = LABELLED.exec(line)?.[1]?.toLowerCase();
  return label === undefined ? undefined : LABELS[label];
}
