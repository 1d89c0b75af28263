import type { RequestStatus } from '../domain/contact/incoming-event.ts';
import {
  isAfter,
  isStale,
  type PlacementRequest,
  type Position,
} from '../domain/contact/placement-request.ts';
import { withoutMark, type Email } from '../domain/email/email.ts';
import { scheduleFollowUp } from '../domain/email/follow-up.ts';
import { scrubRequest } from '../domain/privacy/scrub.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { carrierOf, closeRequest } from './close-request.ts';
import { commitChanges } from './commit-changes.ts';
import { isKnown, moveToPool, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

export interface StatusChange {
  requestId: number;
  status: RequestStatus;
  alive: boolean;
  at: Instant;
}

/**
 * Applies what the matching service says of a request's status: closes it wherever it is, or opens it again. What
 * was said before its patient was placed elsewhere opens nothing.
 *
 * @returns `tombstone` when the creation was not seen yet, `stale` when a newer event was applied already, `noted`
 *   when nothing but the position changed
 */
export async function changeRequestStatus(
  service: Service,
  change: StatusChange,
  position: Position,
): Promise<'tombstone' | 'stale' | 'noted' | 'closed' | 'reopened'> {
  return commitChanges(service, async (changes) => {
    const request = await changes.request(change.requestId);
    if (!request) {
      changes.putRequest(toTombstone(change, position));
      return 'tombstone';
    }
    if (isStale(position, request.last)) return 'stale';
    const noted = { ...request, accepted: change.status === 'accepted', last: position };
    if (
      request.alive === change.alive ||
      request.place === 'erased' ||
      isOvertaken(request, change, position)
    ) {
      changes.putRequest(noted);
      return 'noted';
    }
    const moved = { ...noted, alive: change.alive };
    if (!isKnown(moved)) changes.putRequest({ ...moved, place: change.alive ? 'pending' : 'closed' });
    else if (change.alive && (await changes.contact(moved.therapistId)).erasedAt !== undefined) {
      changes.putRequest(scrubRequest(moved));
      return 'noted';
    } else if (change.alive) await reopen(service, changes, moved);
    else await closeRequest(service, changes, { request: moved, reason: 'closed' });
    return change.alive ? 'reopened' : 'closed';
  });
}

/** Whether the request was told to be alive before its patient was placed elsewhere. */
function isOvertaken(
  { placedElsewhere }: PlacementRequest,
  { alive }: StatusChange,
  position: Position,
): boolean {
  return alive && placedElsewhere !== undefined && !isAfter(position, placedElsewhere);
}

/** A status before its creation: remembered until the creation completes it. */
function toTombstone(change: StatusChange, position: Position): PlacementRequest {
  return {
    id: change.requestId,
    place: change.alive ? 'pending' : 'closed',
    alive: change.alive,
    accepted: change.status === 'accepted',
    requestedAt: change.at,
    failedMails: 0,
    last: position,
    seq: 0,
    version: 0,
  };
}

/** Back to the unanswered email that still carries it, else to the pool with its original order (CONTRACT §1). */
async function reopen(service: Service, changes: Changes, request: KnownRequest): Promise<void> {
  const carrier = await carrierOf(changes, request);
  if (!carrier || carrier.email.answered || !AWAITS_ANSWER.has(carrier.email.state)) {
    await moveToPool(service, changes, [{ ...request, failedMails: 0 }]);
    return;
  }
  const { email, entries } = carrier;
  const unmarked = withoutMark(entries, request.id);
  // The sweep may have dropped the follow-up while all requests were closed.
  const awaited = scheduleFollowUp(email, unmarked, {
    now: service.clock.now(),
    afterMs: service.settings.followUpAfterMs,
  });
  changes.putEmail(awaited, unmarked);
  if (email.followedUp)
    moveToWorkItem(service, changes, {
      requests: [request],
      reason: 'reopened_after_follow_up',
      origin: { emailId: email.id },
    });
  else changes.putRequest({ ...request, place: 'contact_email' });
}

const AWAITS_ANSWER: ReadonlySet<Email['state']> = new Set(['sending', 'unknown', 'sent', 'delivered']);
