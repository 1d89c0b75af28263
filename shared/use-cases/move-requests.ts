import { LOOK_AHEAD_MS } from '../domain/contact/guard.ts';
import { orderKey, type PlacementRequest } from '../domain/contact/placement-request.ts';
import type { PooledRequest } from '../domain/stores/requests.ts';
import { DAY_MS, latest, plus, type Instant } from '../domain/time.ts';
import type { WorkItemReason } from '../domain/work-item.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** Work items are due a week after they were opened (CONTRACT §1). */
const WORK_ITEM_DUE_MS = 7 * DAY_MS;

/** A request that knows its therapist and patient: anything but a tombstone. */
export type KnownRequest = PlacementRequest & { therapistId: number; patientId: number };

/** Whether the creation of a request was seen. */
export function isKnown(request: PlacementRequest): request is KnownRequest {
  return request.therapistId !== undefined && request.patientId !== undefined;
}

/** A request as it stands in its therapist's pool or call queue. */
export function toPooled(request: KnownRequest): PooledRequest {
  return {
    requestId: request.id,
    therapistId: request.therapistId,
    patientId: request.patientId,
    orderKey: orderKey(request),
  };
}

/** When the batch shall look at a therapist whose guard opens at `openAt`: nobody is read before his turn. */
export function dueAt(now: Instant, openAt: Instant): Instant {
  return latest(now, plus(openAt, -LOOK_AHEAD_MS));
}

/** Puts requests of one therapist (back) into his pool, in their original order. */
export async function moveToPool(
  service: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  requests: KnownRequest[],
): Promise<void> {
  const [first] = requests;
  if (!first) return;
  for (const request of requests) {
    changes.putRequest({ ...request, place: 'pending' });
    changes.write(service.store.addToPool(toPooled(request)));
  }
  const { guard } = await changes.contact(first.therapistId);
  changes.changePool(first.therapistId, { kind: 'grown', dueAt: dueAt(service.clock.now(), guard.openAt) });
}

/** Puts requests into their therapist's queue for a phone call, to be booked by the next sweep. */
export function moveToCallPath(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  requests: KnownRequest[],
): void {
  for (const request of requests) {
    const { callId: _earlierCall, ...queued } = request;
    changes.putRequest({ ...queued, place: 'call' });
    changes.write(store.awaitCall(toPooled(request), clock.now()));
  }
}

/** What a work item is about. */
export interface WorkItemCause {
  reason: WorkItemReason;
  therapistId: number;
  requestIds: number[];
  /** The email or call that led to it. */
  origin?: { emailId?: string; callId?: string };
}

/** Opens a work item, due in a week; returns its id and due instant. */
export function openWorkItem(
  { clock, ids }: Pick<Service, 'clock' | 'ids'>,
  changes: Changes,
  { origin, ...cause }: WorkItemCause,
): { id: string; dueAt: Instant } {
  const now = clock.now();
  const item = { ...cause, ...origin, id: ids.next('wi'), dueAt: plus(now, WORK_ITEM_DUE_MS) };
  changes.putWorkItem({ ...item, status: 'open', createdAt: now, updatedAt: now, version: 0 });
  return item;
}

/** Hands requests of one therapist to staff: one work item for all, and an event for each. */
export function moveToWorkItem(
  service: Pick<Service, 'clock' | 'ids'>,
  changes: Changes,
  { requests, ...cause }: Pick<WorkItemCause, 'reason' | 'origin'> & { requests: KnownRequest[] },
): void {
  const [first] = requests;
  if (!first) return;
  const requestIds = requests.map((request) => request.id);
  const item = openWorkItem(service, changes, { ...cause, therapistId: first.therapistId, requestIds });
  for (const request of requests) {
    const announced = changes.announce(request, {
      type: 'communication.work_item_opened',
      aggregate: { kind: 'request', id: request.id },
      at: service.clock.now(),
      payload: {
        placement_request_ids: [request.id],
        therapist_id: request.therapistId,
        reason: cause.reason,
        due_at: item.dueAt,
      },
    });
    changes.putRequest({ ...announced, place: 'work_item', workItemId: item.id });
  }
}
