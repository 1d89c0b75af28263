import type { Entry, Outcome, OutcomeReason } from './email.ts';

/** What a therapist decided about one request of an email. */
export interface Decision {
  /** The entry's number in the email. */
  number: number;
  outcome: Outcome;
  reason?: OutcomeReason;
  notes?: string;
}

/**
 * Writes decisions into an email's entries. A later decision corrects an earlier one; an entry that is not named keeps
 * what it has.
 *
 * @returns all entries, and those among them whose outcome is new or another one than before
 */
export function decideEntries(
  entries: Entry[],
  decisions: Decision[],
): { entries: Entry[]; changed: Entry[] } {
  const byNumber = new Map(decisions.map((decision) => [decision.number, decision]));
  const decided = entries.map((entry) => {
    const decision = byNumber.get(entry.number);
    if (!decision || !entry.included) return entry;
    const { outcome: _outcome, reason: _reason, notes, ...undecided } = entry;
    return { ...undecided, ...(notes !== undefined && { notes }), ...decision };
  });
  const changed = decided.filter((entry, index) => {
    const before = entries[index];
    return (
      entry.outcome !== undefined && (entry.outcome !== before?.outcome || entry.reason !== before.reason)
    );
  });
  return { entries: decided, changed };
}

/**
 * Whether an answer turns everybody down for good, which starts the therapist's cooling period (DESIGN §6): every
 * entry decided, at least one rejected, none accepted or left for a follow-up.
 */
export function turnsEverybodyDown(entries: Entry[]): boolean {
  const asked = entries.filter(({ included }) => included);
  return asked.length > 0 && asked.every(({ outcome }) => outcome === 'rejected');
}
