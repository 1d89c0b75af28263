import { liveAgenda } from '../domain/phone-call/call-states.ts';
import { DAY_MS, plus } from '../domain/time.ts';
import { commitChanges } from './commit-changes.ts';
import type { FollowUp } from './follow-up.ts';
import { forgetCall } from './leave-agenda.ts';
import { isKnown, moveToWorkItem, type KnownRequest } from './move-requests.ts';
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
    const requests: KnownRequest[] = [];
    for (const { requestId } of liveAgenda(loaded.entries)) {
      const request = await changes.request(requestId);
      if (request && isKnown(request) && request.place === 'call' && request.callId === callId)
        requests.push(request);
    }
    moveToWorkItem(service, changes, { requests, reason: 'call_overdue', origin: { callId } });
    changes.putCall({ ...loaded.call, overdueAt: now, updatedAt: now });
    await forgetCall(service, changes, loaded.call);
    return { kind: 'handed_over', callId };
  });
}
