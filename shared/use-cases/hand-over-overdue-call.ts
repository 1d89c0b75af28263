import { DAY_MS, plus } from '../domain/time.ts';
import { handOverAgenda } from './call-requests.ts';
import { commitChanges } from './commit-changes.ts';
import type { FollowUp } from './follow-up.ts';
import { stopAwaiting } from './leave-agenda.ts';
import type { Service } from './service.ts';

/**
 * A scheduled call that began a day ago and has no outcome becomes a work item (DESIGN §7): its requests need a person,
 * and its therapist no longer waits for it. The call itself stays as it is, for whoever still records its outcome.
 *
 * @param callId a call that the work index named; it is read again, since the index is a hint
 */
export async function handOverOverdueCall(service: Service, callId: string): Promise<FollowUp> {
  return commitChanges(service, async (changes) => {
    const now = service.clock.now();
    const loaded = await changes.call(callId);
    if (loaded?.call.state !== 'scheduled' || loaded.call.overdueAt !== undefined)
      return { kind: 'nothing_open' };
    if (plus(loaded.call.startsAt, DAY_MS) > now) return { kind: 'nothing_open' };
    await handOverAgenda(service, changes, { ...loaded, reason: 'call_overdue' });
    changes.putCall({ ...loaded.call, overdueAt: now, updatedAt: now });
    await stopAwaiting(service, changes, { callId, therapistIds: loaded.call.therapistIds });
    return { kind: 'handed_over', callId };
  });
}
