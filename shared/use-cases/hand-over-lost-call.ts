import { activeLines, isStaffed } from '../domain/phone-call/caller-line.ts';
import { cancelCall } from '../domain/phone-call/call-states.ts';
import { handOverAgenda } from './call-requests.ts';
import { commitChanges } from './commit-changes.ts';
import { releaseCall } from './leave-agenda.ts';
import type { Service } from './service.ts';

/**
 * A scheduled call that nobody is there to make, because its line is gone or staffed at other times, becomes a work item
 * to book it anew (DESIGN §7).
 *
 * @returns whether it was so
 */
export async function handOverLostCall(service: Service, callId: string): Promise<boolean> {
  const { store, clock, settings } = service;
  return commitChanges(service, async (changes) => {
    const loaded = await changes.call(callId);
    const now = clock.now();
    if (loaded?.call.state !== 'scheduled' || loaded.call.startsAt <= now) return false;
    const { call, entries } = loaded;
    if (isStaffed(activeLines(await store.getLineUp(), settings.calls.lines), call)) return false;
    await handOverAgenda(service, changes, { call, entries, reason: 'line_gone' });
    await releaseCall(service, changes, { call: cancelCall(call, now), entries });
    return true;
  });
}
