import { isStale, type PlacementRequest, type Position } from '../domain/contact/placement-request.ts';
import { withoutMark, type Email, type EmailWithEntries } from '../domain/email/email.ts';
import { scheduleFollowUp } from '../domain/email/follow-up.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { detachRequest, markEntry } from './detach-request.ts';
import { isKnown, moveToPool, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

export interface StatusChange {
  requestId: number;
  alive: boolean;
  at: Instant;
}

/**
 * Applies what the matching service says of a request's status: closes it wherever it is, or opens it again.
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
    const noted = { ...request, alive: change.alive, last: position };
    if (request.alive === change.alive || request.place === 'erased') {
      changes.putRequest(noted);
      return 'noted';
    }
    if (!isKnown(noted)) changes.putRequest({ ...noted, place: change.alive ? 'pending' : 'closed' });
    else if (change.alive) await reopen(service, changes, noted);
    else await close(service, changes, noted);
    return change.alive ? 'reopened' : 'closed';
  });
}

/** A status before its creation: remembered until the creation completes it. */
function toTombstone(change: StatusChange, position: Position): PlacementRequest {
  return {
    id: change.requestId,
    place: change.alive ? 'pending' : 'closed',
    alive: change.alive,
    requestedAt: change.at,
    failedMails: 0,
    last: position,
    seq: 0,
    version: 0,
  };
}

async function close(service: Service, changes: Changes, request: KnownRequest): Promise<void> {
  const left = await detachRequest(service, changes, request);
  const carrier = await carrierOf(changes, request);
  if (carrier) markEntry(service, changes, { ...carrier, requestId: request.id });
  const closed: KnownRequest = { ...request, place: 'closed' };
  if (!left) {
    changes.putRequest(closed);
    return;
  }
  const announced = changes.announce(closed, {
    type: 'communication.placement_withdrawn',
    aggregate: { kind: 'request', id: request.id },
    at: service.clock.now(),
    payload: { placement_request_ids: [request.id], therapist_id: request.therapistId, reason: 'closed' },
  });
  changes.putRequest(announced);
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

/** The email that left with the request in it, undecided, wherever the request has gone since. */
async function carrierOf(changes: Changes, request: KnownRequest): Promise<EmailWithEntries | undefined> {
  const loaded = request.emailId === undefined ? undefined : await changes.email(request.emailId);
  if (!loaded || !HAS_LEFT.has(loaded.email.state)) return undefined;
  const entry = loaded.entries.find(({ requestId }) => requestId === request.id);
  return entry?.included && entry.outcome === undefined ? loaded : undefined;
}

const AWAITS_ANSWER: ReadonlySet<Email['state']> = new Set(['sending', 'unknown', 'sent', 'delivered']);
const HAS_LEFT: ReadonlySet<Email['state']> = new Set([...AWAITS_ANSWER, 'bounced', 'complained']);
