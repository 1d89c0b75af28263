import { interpretMail } from '../../shared/domain/inbound/interpret-mail.ts';
import type { InboundKind, MailMeaning } from '../../shared/domain/inbound/mail-meaning.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import type { Expected, InboundSample } from './corpus/sample.ts';

/** Wrong: something is said that nobody meant; silent: something that was meant is not said. */
export type Outcome = 'right' | 'silent' | 'wrong';

/** The kinds in which a sender speaks. */
const SPEAKING: InboundKind[] = ['reply', 'forward', 'stop_request', 'unknown'];

const reader = createMailReader();

export async function read({ bytes, sent, receivedAt }: InboundSample): Promise<MailMeaning> {
  return interpretMail(await reader.read(bytes), {
    receivedAt,
    timeZone: 'Europe/Berlin',
    ...(sent && { sentText: sent.text }),
  });
}

/** What came of every field of a mail that says something, or should. */
export function outcomesOf(meaning: MailMeaning, expected: Expected): [field: string, outcome: Outcome][] {
  const fields = [
    ['return date', meaning.returnOn, expected.returnOn],
    ['pause', meaning.pauseUntil, expected.pauseUntil],
    ['stop', meaning.stop, expected.stop],
    ['erasure', meaning.erasureWish, expected.erasureWish],
    ['bounce', meaning.bounce, expected.bounce],
    ['complaint', meaning.complaint, expected.complaint],
    ['truncated', meaning.truncated || undefined, expected.truncated],
    ['unreadable', meaning.unreadable || undefined, expected.unreadable],
  ] as const;
  const said = fields.filter(([, read, meant]) => read !== undefined || meant !== undefined);
  const outcomes: [string, Outcome][] = said.map(([name, read, meant]) => [name, same(read, meant)]);
  if (SPEAKING.includes(expected.kind)) outcomes.unshift(['text', textOutcome(meaning, expected)]);
  return [['kind', kindOutcome(meaning, expected)], ...outcomes];
}

/** The worst of several outcomes. */
export function worstOf(outcomes: Outcome[]): Outcome {
  return (['wrong', 'silent'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'right';
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
