import { newlyAccepted } from '../domain/email/answer.ts';
import type { CallEntry, PhoneCall } from '../domain/phone-call/phone-call.ts';
import { applyCooling } from './apply-cooling.ts';
import type { Changes } from './changes.ts';
import { confirmCallAcceptance } from './confirm-acceptance.ts';
import { detachRequest } from './detach-request.ts';
import { isKnown, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** A call that is over, with its agenda before and after what was decided. */
export interface DecidedCall {
  call: PhoneCall;
  before: CallEntry[];
  after: CallEntry[];
}

/**
 * What follows from the outcomes of a call that is over, recorded with it, late or corrected: the same as from an
 * answer by mail (DESIGN §6). Decided requests get their places, siblings are told, cooling starts or ends, and what
 * was accepted is confirmed.
 */
export async function settleCallOutcomes(
  service: Service,
  changes: Changes,
  { call, before, after }: DecidedCall,
): Promise<void> {
  const earlier = new Map(before.map((entry) => [entry.number, entry]));
  const changed = after.filter(
    ({ number, included, outcome }) =>
      included && outcome !== undefined && outcome !== earlier.get(number)?.outcome,
  );
  await settleDecided(service, changes, { callId: call.id, changed });
  for (const therapistId of call.therapistIds) {
    const his = (entry: CallEntry) => entry.therapistId === therapistId;
    const [was, is] = [before.filter(his), after.filter(his)];
    await applyCooling(service, changes, { therapistId, before: was, after: is });
    const accepted = newlyAccepted(was, is);
    const refersTo = is.find((entry) => entry.outcome === 'accepted' && entry.emailId)?.emailId;
    await confirmCallAcceptance(service, changes, { therapistId, accepted, refersTo });
  }
}

/** Every decided request gets its outcome's place; one that was closed or erased meanwhile keeps its own. */
async function settleDecided(
  service: Service,
  changes: Changes,
  { callId, changed }: { callId: string; changed: CallEntry[] },
): Promise<void> {
  const needFollowUp: KnownRequest[] = [];
  for (const entry of changed) {
    const request = await changes.request(entry.requestId);
    if (!request || !isKnown(request)) continue;
    const announced = announcePlacement(service, changes, { request, entry });
    if (request.place === 'closed' || request.place === 'erased') {
      changes.putRequest(announced);
      continue;
    }
    if (request.place !== 'call' || request.callId !== callId) await detachRequest(service, changes, request);
    if (entry.outcome === 'needs_follow_up') needFollowUp.push(announced);
    else changes.putRequest({ ...announced, place: 'answered' });
  }
  const byTherapist = Map.groupBy(needFollowUp, ({ therapistId }) => therapistId);
  for (const requests of byTherapist.values())
    moveToWorkItem(service, changes, { requests, reason: 'needs_follow_up', origin: { callId } });
}

function announcePlacement(
  { clock }: Service,
  changes: Changes,
  { request, entry }: { request: KnownRequest; entry: CallEntry },
): KnownRequest {
  return changes.announce(request, {
    type: 'communication.placement_answered',
    aggregate: { kind: 'request', id: request.id },
    at: clock.now(),
    payload: {
      placement_request_ids: [request.id],
      therapist_id: request.therapistId,
      outcome: entry.outcome,
      reason: entry.reason ?? null,
      source: 'call',
    },
  });
}
