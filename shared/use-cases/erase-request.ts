import type { PlacementRequest } from '../domain/contact/placement-request.ts';
import type { ErasedCounts } from '../domain/privacy/erasure.ts';
import { scrubRequest } from '../domain/privacy/scrub.ts';
import type { Changes } from './changes.ts';
import { detachRequest } from './detach-request.ts';
import { isKnown, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * Erases a request wherever it is (CONTRACT §1): it leaves pool, queued email, call or work item, and forgets its patient.
 * Siblings are told when it left an email or a call. One that is not there, or was erased, changes nothing.
 */
export async function eraseRequest(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  requestId: number,
): Promise<ErasedCounts> {
  const request = await changes.request(requestId);
  if (!request || (request.place === 'erased' && !isKnown(request))) return {};
  const left = isKnown(request) && (await detachRequest(service, changes, request));
  const counted = left ? announceWithdrawal(service, changes, request) : request;
  changes.putRequest(scrubRequest(counted));
  return { placementRequests: 1 };
}

function announceWithdrawal(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  request: KnownRequest,
): PlacementRequest {
  return changes.announce(request, {
    type: 'communication.placement_withdrawn',
    aggregate: { kind: 'request', id: request.id },
    at: clock.now(),
    payload: { placement_request_ids: [request.id], therapist_id: request.therapistId, reason: 'erased' },
  });
}
