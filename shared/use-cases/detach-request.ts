import { liveEntries, type EmailReason, type EmailWithEntries } from '../domain/email/email.ts';
import { leaveWorkItem } from '../domain/work-item.ts';
import type { Changes } from './changes.ts';
import { cancelAndEnd } from './end-email.ts';
import { leaveAgenda } from './leave-agenda.ts';
import { toPooled, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * Takes a request out of where it waits: pool, queued email, call queue, call or work item. An email that SES may
 * have keeps its entry, marked as closed. The caller then gives the request its new place.
 *
 * @returns true when it left an email or a call, which siblings are told
 */
export async function detachRequest(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  request: KnownRequest,
): Promise<boolean> {
  switch (request.place) {
    case 'pending':
      changes.write(service.store.removeFromPool(toPooled(request)));
      return false;
    case 'contact_email':
      return leaveEmail(service, changes, request);
    case 'call':
      if (request.callId !== undefined)
        return leaveAgenda(service, changes, { callId: request.callId, requestIds: [request.id] });
      changes.write(service.store.stopAwaitingCall(toPooled(request)));
      return false;
    case 'work_item':
      await leaveItem(service, changes, request);
      return false;
    case 'answered':
    case 'closed':
    case 'erased':
      return false;
  }
}

/**
 * Takes one request out of an email that is still a draft or queued; the last one takes the email with it. The request
 * itself is left to the caller.
 */
export async function withdrawEntry(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { email, entries, requestId, reason }: EmailWithEntries & { requestId: number; reason: EmailReason },
): Promise<void> {
  const remaining = entries.map((entry) =>
    entry.requestId === requestId ? { ...entry, included: false } : entry,
  );
  changes.putEmail({ ...email, updatedAt: service.clock.now() }, remaining);
  if (liveEntries(remaining).length === 0)
    await cancelAndEnd(service, changes, { email, entries: remaining, reason });
}

async function leaveEmail(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  request: KnownRequest,
): Promise<boolean> {
  const loaded = request.emailId === undefined ? undefined : await changes.email(request.emailId);
  if (!loaded) return false;
  if (loaded.email.state === 'draft' || loaded.email.state === 'queued')
    await withdrawEntry(service, changes, { ...loaded, requestId: request.id, reason: 'no_requests_left' });
  else markEntry(service, changes, { ...loaded, requestId: request.id });
  return true;
}

/** Marks the entry of a request as closed in an email that SES may have. */
export function markEntry(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  { email, entries, requestId }: EmailWithEntries & { requestId: number },
): void {
  const now = clock.now();
  const marked = entries.map((entry) =>
    entry.requestId === requestId ? { ...entry, closedAt: now } : entry,
  );
  changes.putEmail({ ...email, updatedAt: now }, marked);
}

async function leaveItem(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  request: KnownRequest,
): Promise<void> {
  const item = request.workItemId === undefined ? undefined : await changes.workItem(request.workItemId);
  if (item) changes.putWorkItem(leaveWorkItem(item, request.id, clock.now()));
}
