import type { Decision } from '../domain/email/answer.ts';
import type { EmailWithEntries, Entry, Outcome, OutcomeReason } from '../domain/email/email.ts';
import { parseEntryId } from '../domain/email/entry-id.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { answerEmail } from './record-email-response.ts';
import type { Service } from './service.ts';
import { withdrawByStaff } from './withdraw-by-staff.ts';

/** One entry of an email, as a client names it. */
export interface EntryWrite {
  entryId: string;
  /** The version of the email that the client has seen. */
  version: number;
  once?: Once | undefined;
}

/** What a client changes of an entry; absent fields stay. */
export interface EntryChanges {
  /** False withdraws the request from the email. */
  included?: boolean | undefined;
  outcome?: Outcome | undefined;
  reason?: OutcomeReason | undefined;
  notes?: string | undefined;
}

/**
 * Withdraws one entry of an email that has not left yet, or records what was answered about it, with all that follows
 * (`recordEmailResponse`).
 *
 * @returns the entry's id; or `not_found`, `precondition_failed`, `illegal_transition` with the email's state, or
 *   `invalid_request` when there is no outcome that reason and notes could belong to
 */
export async function updateEntry(
  service: Service,
  { included, outcome, reason, notes, ...target }: EntryWrite & EntryChanges,
): Promise<Result<string, Fault>> {
  return commitEntry(service, target, async (changes, found) => {
    if (included === true && !found.entry.included)
      return fail({ code: 'illegal_transition', details: { state: found.email.state } });
    if (included === false) return withdrawByStaff(service, changes, found);
    if (outcome === undefined && reason === undefined && notes === undefined) return ok(target.entryId);
    const decision = toDecision(found.entry, { outcome, reason, notes });
    if (!decision)
      return fail({
        code: 'invalid_request',
        errors: [{ field: '/response_outcome', message: 'is needed: nothing was decided yet' }],
      });
    return answerEmail(service, changes, { emailId: found.email.id, decisions: [decision] });
  });
}

/**
 * Takes a request out of an email that has not left yet; the entry stays as history, no longer included.
 *
 * @returns the entry's id; or the faults of a withdrawal by `updateEntry`
 */
export async function removeEntry(service: Service, target: EntryWrite): Promise<Result<string, Fault>> {
  return commitEntry(service, target, (changes, found) => withdrawByStaff(service, changes, found));
}

async function commitEntry(
  service: Service,
  { entryId, version, once }: EntryWrite,
  decide: (changes: Changes, found: EmailWithEntries & { entry: Entry }) => Promise<Result<string, Fault>>,
): Promise<Result<string, Fault>> {
  const id = parseEntryId(entryId);
  return commitWrite(service, once, async (changes) => {
    const loaded = id && (await changes.email(id.emailId));
    const entry = loaded?.entries.find(({ number }) => number === id?.number);
    if (!loaded || !entry) return fail({ code: 'not_found' });
    if (loaded.email.version !== version) return fail({ code: 'precondition_failed' });
    const decided = await decide(changes, { ...loaded, entry });
    return decided.ok ? ok(entryId) : decided;
  });
}

/** What is new beside what stands: a reason belongs to its outcome, notes stay with the entry. */
function toDecision(entry: Entry, { outcome, reason, notes }: EntryChanges): Decision | undefined {
  const decided = outcome ?? entry.outcome;
  if (decided === undefined) return undefined;
  const because = reason ?? (decided === entry.outcome ? entry.reason : undefined);
  return {
    number: entry.number,
    outcome: decided,
    ...(because !== undefined && { reason: because }),
    ...(notes !== undefined && { notes }),
  };
}
