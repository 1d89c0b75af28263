import type { Outcome } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { parseCallEntryId } from '../domain/phone-call/call-ids.ts';
import type { CallEntry } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { loadForWrite, refuseStep } from './call-write.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';
import { settleCallOutcomes } from './settle-call-outcomes.ts';

/** What staff note about one request of a call; absent parts stay. */
export interface CallEntryNote {
  discussed?: boolean | undefined;
  outcome?: Outcome | undefined;
  followUpRequired?: boolean | undefined;
  followUpNotes?: string | undefined;
}

/**
 * Notes what was said about one request of a call. While the call is scheduled an outcome is only noted: it takes
 * effect, with all others, when the call is completed. Afterwards it takes effect at once, late or as a correction.
 *
 * @param version of the call, which stands for its entries
 * @returns the entry's id; or `not_found`, `precondition_failed`, `illegal_transition` for a canceled call,
 *   `request_not_available` when the request left the agenda
 */
export async function updateCallEntry(
  service: Service,
  target: { entryId: string; version: number; once?: Once | undefined } & CallEntryNote,
): Promise<Result<string, Fault>> {
  const { entryId, version, once, ...note } = target;
  const { callId, number } = parseCallEntryId(entryId);
  return commitWrite(service, once, async (changes) => {
    const loaded = await loadForWrite(changes, { callId, version });
    if (!loaded.ok) return loaded;
    const { call, entries: before } = loaded.value;
    const entry = before.find((each) => each.number === number);
    if (!entry) return fail({ code: 'not_found' });
    const refused = refuseStep('note', call, call.state);
    if (refused) return fail(refused);
    if (!entry.included)
      return fail({
        code: 'request_not_available',
        details: { placement_request_ids: [entry.requestId] },
      });
    const after = before.map((each) => (each === entry ? withNote(entry, note) : each));
    changes.putCall({ ...call, updatedAt: service.clock.now() }, after);
    if (call.state !== 'scheduled') await settleCallOutcomes(service, changes, { call, before, after });
    return ok(entryId);
  });
}

/** A reason belongs to its outcome: it does not survive another one. */
function withNote(entry: CallEntry, note: CallEntryNote): CallEntry {
  const { reason, ...kept } = entry;
  const isSame = note.outcome === undefined || note.outcome === entry.outcome;
  const given = Object.fromEntries(Object.entries(note).filter(([, value]) => value !== undefined));
  return { ...kept, ...(isSame && reason !== undefined && { reason }), ...given };
}
