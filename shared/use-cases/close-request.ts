import type { Email, EmailWithEntries } from '../domain/email/email.ts';
import type { Changes } from './changes.ts';
import { detachRequest, markEntry } from './detach-request.ts';
import type { KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * Closes a request wherever it is (CONTRACT §1): a queued email or a call loses its entry, one that has left keeps it,
 * marked. Siblings are told when it left an email or a call.
 *
 * @param reason what closed it, as siblings are told
 */
export async function closeRequest(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { request, reason }: { request: KnownRequest; reason: 'closed' | 'placed_elsewhere' },
): Promise<void> {
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
    payload: { placement_request_ids: [request.id], therapist_id: request.therapistId, reason },
  });
  changes.putRequest(announced);
}

/** The email that left with the request in it, undecided, wherever the request has gone since. */
export async function carrierOf(
  changes: Changes,
  request: KnownRequest,
): Promise<EmailWithEntries | undefined> {
  const loaded = request.emailId === undefined ? undefined : await changes.email(request.emailId);
  if (!loaded || !HAS_LEFT.has(loaded.email.state)) return undefined;
  const entry = loaded.entries.find(({ requestId }) => requestId === request.id);
  return entry?.included && entry.outcome === undefined ? loaded : undefined;
}

const HAS_LEFT: ReadonlySet<Email['state']> = new Set([
  'sending',
  'unknown',
  'sent',
  'delivered',
  'bounced',
  'complained',
]);
