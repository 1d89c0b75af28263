import { interpretMail } from '../../shared/domain/inbound/interpret-mail.ts';
import type { MailMeaning } from '../../shared/domain/inbound/mail-meaning.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import type { Expected, InboundSample } from './corpus/sample.ts';

/** Wrong: something is said that nobody meant; silent: something that was meant is not said. */
export type Outcome = 'right' | 'silent' | 'wrong';

const reader = createMailReader();

export async function read({ bytes, sent, receivedAt }: InboundSample): Promise<MailMeaning> {
  return interpretMail(await reader.read(bytes), {
    receivedAt,
    timeZone: 'Europe/Berlin',
    ...(sent && { sentText: sent.text }),
  });
}

/** What came of every field of a mail. */
export function outcomesOf(meaning: MailMeaning, expected: Expected): Record<string, Outcome> {
  const speaks = ['reply', 'forward', 'stop_request', 'unknown'].includes(expected.kind);
  return {
    kind: kindOutcome(meaning, expected),
    ...(speaks && { text: textOutcome(meaning, expected) }),
    'return date': same(meaning.returnOn, expected.returnOn),
    pause: same(meaning.pauseUntil, expected.pauseUntil),
    stop: same(meaning.stop, expected.stop),
    erasure: same(meaning.erasureWish, expected.erasureWish),
    bounce: same(meaning.bounce, expected.bounce),
    complaint: same(meaning.complaint, expected.complaint),
    truncated: same(meaning.truncated || undefined, expected.truncated),
    unreadable: same(meaning.unreadable || undefined, expected.unreadable),
  };
}

/** A mail that a person has to look at is not read wrongly. */
function kindOutcome({ kind }: MailMeaning, expected: Expected): Outcome {
  if (kind === expected.kind) return 'right';
  return kind === 'unknown' ? 'silent' : 'wrong';
}

/** Every line has to be the sender's; every line of the sender has to be there. */
function textOutcome({ ownText }: MailMeaning, { own = '', mayStay = [] }: Expected): Outcome {
  const [read, written] = [linesOf(ownText), linesOf(own)];
  const allowed = [...written, ...mayStay.map(normalized)];
  if (read.some((line) => !allowed.includes(line))) return 'wrong';
  return written.every((line) => read.includes(line)) ? 'right' : 'silent';
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(normalized)
    .filter((line) => line !== '');
}

function normalized(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

function same(read: unknown, expected: unknown): Outcome {
  if (JSON.stringify(sorted(read)) === JSON.stringify(sorted(expected))) return 'right';
  return read === undefined ? 'silent' : 'wrong';
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    : value;
}
