import type { Fault } from '../domain/fault.ts';
import type { CallState, CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { ok, type Result } from '../domain/result.ts';
import { loadForWrite } from './call-write.ts';
import { cancelByStaff, type CallTarget } from './cancel-call.ts';
import { beginChanges, type Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { completeCall } from './complete-call.ts';
import { failCall, type FailReport } from './fail-call.ts';
import type { CallService } from './follow-up.ts';
import { moveCall, type MoveWanted } from './move-call.ts';

/** What staff change of a call; absent parts stay. A report comes with its status alone. */
export interface CallUpdate extends MoveWanted, FailReport {
  status?: CallState | undefined;
  notes?: string | undefined;
}

/**
 * Moves a call, records how a try went, cancels it, or keeps what the caller wrote down (CONTRACT §1).
 *
 * @returns the call's id; or `not_found`, `precondition_failed`, `illegal_transition` naming the states,
 *   `slot_not_available` with the reason, `invalid_request` with the fields that cannot be true, `unavailable`
 */
export async function updateCall(
  service: CallService,
  { callId, version, once, ...update }: CallTarget & CallUpdate,
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const loaded = await loadForWrite(changes, { callId, version });
    if (!loaded.ok) return loaded;
    const { call, entries } = keepNotes(service, changes, loaded.value, update.notes);
    const done = await takeStep(service, changes, { ...update, call, entries });
    if (done.ok) return ok(callId);
    // What stands against it may be what another client has made of the call meanwhile.
    const present = await loadForWrite(beginChanges(service.store, service.ids), { callId, version });
    return present.ok ? done : present;
  });
}

function keepNotes(
  { clock }: CallService,
  changes: Changes,
  loaded: CallWithEntries,
  notes: string | undefined,
): CallWithEntries {
  if (notes === undefined || notes === loaded.call.notes) return loaded;
  const call = { ...loaded.call, notes, updatedAt: clock.now() };
  changes.putCall(call);
  return { ...loaded, call };
}

function takeStep(
  service: CallService,
  changes: Changes,
  update: CallWithEntries & CallUpdate,
): Promise<Result<undefined, Fault>> {
  const { status, date, time, durationMinutes } = update;
  switch (status) {
    case 'completed':
      return completeCall(service, changes, update);
    case 'failed':
      return failCall(service, changes, update);
    case 'canceled':
      return cancelByStaff(service, changes, update);
    case 'scheduled':
      return moveCall(service, changes, update);
    case undefined: {
      const isMove = date !== undefined || time !== undefined || durationMinutes !== undefined;
      return isMove ? moveCall(service, changes, update) : Promise.resolve(ok(undefined));
    }
  }
}
