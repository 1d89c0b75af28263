import type { Instant } from '../time.ts';
import type { CorrectedDecision, Entry, Outcome, OutcomeReason } from './email.ts';

/** What a therapist decided about one request of an email. */
export interface Decision {
  /** The entry's number in the email. */
  number: number;
  outcome: Outcome;
  reason?: OutcomeReason;
  notes?: string;
}

/** A decision about an entry that is named together with its email. */
export interface NamedDecision extends Decision {
  emailId: string;
}

/** Decisions as decisions about one email: an entry of another one gets a number that no entry has. */
export function decisionsAbout(emailId: string | undefined, named: NamedDecision[]): Decision[] {
  return named.map(({ emailId: owner, ...decision }) =>
    owner === emailId ? decision : { ...decision, number: 0 },
  );
}

/** An email's entries after an answer. */
export interface DecidedEntries {
  entries: Entry[];
  /** Those whose outcome or reason is new or another one than before. */
  changed: Entry[];
  /** Whether the notes of any entry changed: nobody is told, but they are kept. */
  renoted: boolean;
}

/**
 * Writes decisions, recorded at `now`, into an email's entries. A later decision corrects an earlier one, which stays as
 * history; an entry that is not named keeps what it has, and so do notes for which a decision has none.
 */
export function decideEntries(entries: Entry[], decisions: Decision[], now: Instant): DecidedEntries {
  const byNumber = new Map(decisions.map((decision) => [decision.number, decision]));
  const decided = entries.map((entry) => {
    const decision = byNumber.get(entry.number);
    return decision && entry.included ? decideEntry(entry, wordless(entry, decision), now) : entry;
  });
  const changed = decided.filter((entry, index) => isOther(entries[index], entry));
  const renoted = decided.some(({ notes }, index) => notes !== entries[index]?.notes);
  return { entries: decided, changed, renoted };
}

/** Of an erased entry nothing is kept but its state. */
function wordless({ erasedAt }: Entry, decision: Decision): Decision {
  return erasedAt === undefined ? decision : { number: decision.number, outcome: decision.outcome };
}

/** So many corrections of one entry are remembered. */
const LONGEST_HISTORY = 20;

function decideEntry(entry: Entry, decision: Decision, now: Instant): Entry {
  const { outcome: _outcome, reason: _reason, notes, ...undecided } = entry;
  const decided: Entry = { ...undecided, ...(notes !== undefined && { notes }), ...decision };
  if (!isOther(entry, decided)) return decided;
  const before = standing(entry);
  const corrected = [...(entry.corrected ?? []), ...(before ? [before] : [])].slice(-LONGEST_HISTORY);
  return { ...decided, decidedAt: now, ...(corrected.length > 0 && { corrected }) };
}

/** What stands of an entry until it is corrected. */
function standing({ outcome, reason, decidedAt }: Entry): CorrectedDecision | undefined {
  if (outcome === undefined || decidedAt === undefined) return undefined;
  return { outcome, ...(reason !== undefined && { reason }), at: decidedAt };
}

function isOther(before: Entry | undefined, after: Entry): boolean {
  return after.outcome !== undefined && (after.outcome !== before?.outcome || after.reason !== before.reason);
}

/**
 * Whether an answer turns everybody down for good, which starts the therapist's cooling period (DESIGN §6): every
 * entry decided, at least one rejected, none accepted or left for a follow-up. Nobody waits for a decision about a
 * request that was closed before it was made.
 */
export function turnsEverybodyDown(entries: Entry[]): boolean {
  const asked = entries.filter(
    ({ included, closedAt, outcome }) => included && (closedAt === undefined || outcome !== undefined),
  );
  return asked.length > 0 && asked.every(({ outcome }) => outcome === 'rejected');
}

/** Entries that are accepted after an answer and were not before; one that was closed meanwhile is past accepting. */
export function newlyAccepted(before: Entry[], after: Entry[]): Entry[] {
  const wasAccepted = new Set(
    before.filter(({ outcome }) => outcome === 'accepted').map(({ number }) => number),
  );
  return after.filter(
    ({ outcome, number, closedAt }) =>
      outcome === 'accepted' && closedAt === undefined && !wasAccepted.has(number),
  );
}
