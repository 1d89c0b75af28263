import { isAfter, type PlacementRequest } from '../domain/contact/placement-request.ts';
import type { Outcome, OutcomeReason } from '../domain/email/email.ts';
import type { PresentEvent } from '../domain/events.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';

interface Decision {
  outcome: Outcome;
  reason?: OutcomeReason;
  source: 'email' | 'call';
  at: Instant;
}

/**
 * What siblings have to know of a placement request by now: what was decided about it, that it waits for staff, or that it
 * left its email or call by closing (CONTRACT §4). A request that waits elsewhere is told of by its email or call, and of
 * one that was erased nothing is told.
 */
export async function presentRequest(changes: Changes, request: PlacementRequest): Promise<PresentEvent[]> {
  const { id, therapistId, place } = request;
  if (place === 'erased' || therapistId === undefined) return [];
  const decision = await decisionOf(changes, request);
  const workItem =
    place === 'work_item' && request.workItemId !== undefined
      ? await changes.workItem(request.workItemId)
      : undefined;
  const about = { placement_request_ids: [id], therapist_id: therapistId };
  const answered: PresentEvent[] = decision && isSettled(place) ? [answer(about, decision)] : [];
  if (workItem) return [...answered, opened(about, workItem)];
  return place === 'closed' && answered.length === 0 ? withdrawal(about, request) : answered;
}

/** A request that waits again, or for the first time, has no answer that counts. */
function isSettled(place: PlacementRequest['place']): boolean {
  return place === 'answered' || place === 'work_item' || place === 'closed';
}

type About = Record<string, unknown>;

function answer(about: About, { outcome, reason, source }: Decision): PresentEvent {
  const payload = { ...about, outcome, reason: reason ?? null, source };
  return { type: 'communication.placement_answered', payload };
}

function opened(about: About, { reason, dueAt }: { reason: string; dueAt: Instant }): PresentEvent {
  return { type: 'communication.work_item_opened', payload: { ...about, reason, due_at: dueAt } };
}

/** One that was in no email and no call left none. */
function withdrawal(about: About, request: PlacementRequest): PresentEvent[] {
  const { emailId, callId, placedElsewhere, last } = request;
  if (emailId === undefined && callId === undefined) return [];
  const elsewhere = placedElsewhere !== undefined && isAfter(placedElsewhere, last);
  const payload = { ...about, reason: elsewhere ? 'placed_elsewhere' : 'closed' };
  return [{ type: 'communication.placement_withdrawn', payload }];
}

/** The later of what its email and its call have about it. */
async function decisionOf(changes: Changes, request: PlacementRequest): Promise<Decision | undefined> {
  const decisions = [await decisionByMail(changes, request), await decisionByCall(changes, request)];
  return decisions
    .filter((decision) => decision !== undefined)
    .reduce<Decision | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
}

async function decisionByMail(
  changes: Changes,
  { id, emailId }: PlacementRequest,
): Promise<Decision | undefined> {
  const loaded = emailId === undefined ? undefined : await changes.email(emailId);
  const entry = loaded?.entries.find(({ requestId }) => requestId === id);
  if (!loaded || entry?.outcome === undefined) return undefined;
  const { outcome, reason, decidedAt = loaded.email.updatedAt } = entry;
  return { outcome, ...(reason && { reason }), source: 'email', at: decidedAt };
}

/** What a call brought counts once it is over. */
async function decisionByCall(
  changes: Changes,
  { id, callId }: PlacementRequest,
): Promise<Decision | undefined> {
  const loaded = callId === undefined ? undefined : await changes.call(callId);
  const entry = loaded?.entries.find(({ requestId }) => requestId === id);
  if (loaded?.call.state !== 'completed' || entry?.outcome === undefined) return undefined;
  const { outcome, reason } = entry;
  return { outcome, ...(reason && { reason }), source: 'call', at: loaded.call.updatedAt };
}
