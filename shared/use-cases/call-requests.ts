import { liveAgenda } from '../domain/phone-call/call-states.ts';
import type { CallEntry, CallWithEntries } from '../domain/phone-call/phone-call.ts';
import type { WorkItemReason } from '../domain/work-item.ts';
import type { Changes } from './changes.ts';
import { isKnown, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** Requests that some entries of a call hold: those that left the agenda or went elsewhere do not count. */
export async function requestsOfCall(
  changes: Changes,
  callId: string,
  entries: CallEntry[],
): Promise<KnownRequest[]> {
  const requests: KnownRequest[] = [];
  for (const { requestId } of liveAgenda(entries)) {
    const request = await changes.request(requestId);
    if (request && isKnown(request) && request.place === 'call' && request.callId === callId)
      requests.push(request);
  }
  return requests;
}

/** Hands what a call holds to staff: one work item for each of its therapists. */
export async function handOverAgenda(
  service: Pick<Service, 'clock' | 'ids'>,
  changes: Changes,
  { call, entries, reason }: CallWithEntries & { reason: WorkItemReason },
): Promise<void> {
  const held = await requestsOfCall(changes, call.id, entries);
  const byTherapist = Map.groupBy(held, ({ therapistId }) => therapistId);
  const cause = { reason, origin: { callId: call.id } };
  for (const requests of byTherapist.values()) moveToWorkItem(service, changes, { requests, ...cause });
}
