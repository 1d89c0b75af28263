import { liveAgenda } from '../domain/phone-call/call-states.ts';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { requestsOfCall } from './call-requests.ts';
import { leaveAgenda } from './leave-agenda.ts';
import { moveToCallPath } from './move-requests.ts';
import { scheduledCallsOf } from './scheduled-calls.ts';
import type { Service } from './service.ts';

/**
 * Takes a therapist out of the calls that are scheduled for him, because he must not be called now: his requests wait
 * for a call again, and a call that was about nobody else is canceled.
 *
 * @param only which of these calls; all unless told
 */
export async function releaseFromCalls(
  service: Service,
  changes: Changes,
  therapistId: number,
  only: (call: PhoneCall) => boolean = () => true,
): Promise<void> {
  const contact = await changes.contact(therapistId);
  for (const { call, entries } of await scheduledCallsOf(service, changes, contact)) {
    if (!only(call)) continue;
    const his = liveAgenda(entries).filter((entry) => entry.therapistId === therapistId);
    const requests = await requestsOfCall(changes, call.id, his);
    await leaveAgenda(service, changes, {
      callId: call.id,
      requestIds: his.map(({ requestId }) => requestId),
    });
    moveToCallPath(service, changes, requests);
  }
}

/**
 * The same one call at a time, each in a transaction of its own: for a larger decision that has no room for all of them. It
 * has to release what is booked meanwhile, and is made again on what this has changed.
 */
export async function releaseAhead(
  service: Service,
  therapistId: number,
  only: (call: PhoneCall) => boolean = () => true,
): Promise<void> {
  const { openCalls } = await service.store.getContact(therapistId);
  for (const { callId } of openCalls)
    await commitChanges(service, (changes) =>
      releaseFromCalls(service, changes, therapistId, (call) => call.id === callId && only(call)),
    );
}
