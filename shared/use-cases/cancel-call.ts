import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { cancelCall as asCanceled } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { handOverAgenda } from './call-requests.ts';
import { loadForWrite, refuseStep } from './call-write.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { releaseCall } from './leave-agenda.ts';
import type { Service } from './service.ts';

/** A call as a client names it: its id, and the version that the client has seen. */
export interface CallTarget {
  callId: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Staff cancel a call (CONTRACT §1): its slot is free again, its requests become work items, its history stays.
 *
 * @returns the call's id; or `not_found`, `precondition_failed`, `illegal_transition`
 */
export async function cancelCall(
  service: Service,
  { once, ...target }: CallTarget,
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const loaded = await loadForWrite(changes, target);
    if (!loaded.ok) return loaded;
    const canceled = await cancelByStaff(service, changes, loaded.value);
    return canceled.ok ? ok(target.callId) : canceled;
  });
}

/** The same as a part of a larger decision. */
export async function cancelByStaff(
  service: Service,
  changes: Changes,
  { call, entries }: CallWithEntries,
): Promise<Result<undefined, Fault>> {
  const refused = refuseStep('cancel', call, 'canceled');
  if (refused) return fail(refused);
  await handOverAgenda(service, changes, { call, entries, reason: 'call_canceled' });
  await releaseCall(service, changes, { call: asCanceled(call, service.clock.now()), entries });
  return ok(undefined);
}
