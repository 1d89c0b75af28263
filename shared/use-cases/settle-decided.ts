import type { Outcome, OutcomeReason } from '../domain/email/email.ts';
import type { Changes } from './changes.ts';
import { detachRequest } from './detach-request.ts';
import { isKnown, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** Where requests were decided: an email that was answered, or a call that is over. */
export type DecidedIn = { emailId: string } | { callId: string };

/** A decided entry of either. */
interface DecidedEntry {
  requestId: number;
  outcome?: Outcome;
  reason?: OutcomeReason;
}

/**
 * Gives every decided request its outcome's place and tells siblings (DESIGN §6): the same for mail and phone. One that
 * was closed or erased meanwhile keeps its own; what needs a follow-up becomes one work item for each therapist.
 */
export async function settleDecided(
  service: Service,
  changes: Changes,
  { origin, entries }: { origin: DecidedIn; entries: DecidedEntry[] },
): Promise<void> {
  const needFollowUp: KnownRequest[] = [];
  for (const entry of entries) {
    const request = await changes.request(entry.requestId);
    if (!request || !isKnown(request)) continue;
    const announced = announcePlacement(service, changes, { request, entry, origin });
    if (request.place === 'closed' || request.place === 'erased') {
      changes.putRequest(announced);
      continue;
    }
    if (!isThere(request, origin)) await detachRequest(service, changes, request);
    if (entry.outcome === 'needs_follow_up') needFollowUp.push(announced);
    else changes.putRequest({ ...announced, place: 'answered' });
  }
  const byTherapist = Map.groupBy(needFollowUp, ({ therapistId }) => therapistId);
  for (const requests of byTherapist.values())
    moveToWorkItem(service, changes, { requests, reason: 'needs_follow_up', origin });
}

function isThere(request: KnownRequest, origin: DecidedIn): boolean {
  return 'emailId' in origin
    ? request.place === 'contact_email' && request.emailId === origin.emailId
    : request.place === 'call' && request.callId === origin.callId;
}

function announcePlacement(
  { clock }: Service,
  changes: Changes,
  { request, entry, origin }: { request: KnownRequest; entry: DecidedEntry; origin: DecidedIn },
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
      source: 'emailId' in origin ? 'email' : 'call',
    },
  });
}
