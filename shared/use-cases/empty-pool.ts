import type { Contact } from '../domain/contact/contact.ts';
import type { Changes } from './changes.ts';
import type { BatchOutcome } from './batch-outcome.ts';
import { isKnown, moveToCallPath, moveToWorkItem, type KnownRequest } from './move-requests.ts';
import { readPool } from './read-pool.ts';
import type { Service } from './service.ts';

/** So many requests move in one transaction. */
const PAGE = 10;

/**
 * Moves a page of requests out of the pool of a therapist whom no mail can reach: to the call path when the address
 * is the reason, to a work item when he objected (CONTRACT §1). He stays due while more are waiting.
 */
export async function emptyPool(
  service: Service,
  changes: Changes,
  { contact, to }: { contact: Contact; to: 'call' | 'work_item' },
): Promise<BatchOutcome> {
  const pool = await readPool(service, contact.therapistId, { limit: PAGE, verify: true });
  const requests: KnownRequest[] = [];
  for (const pooled of pool.requests) {
    const request = await changes.request(pooled.requestId);
    if (!request || !isKnown(request) || request.place !== 'pending') continue;
    requests.push(request);
    changes.write(service.store.removeFromPool(pooled));
  }
  if (to === 'call') moveToCallPath(service, changes, requests);
  else moveToWorkItem(service, changes, { requests, reason: 'objected' });
  changes.putContact(contact);
  const stillDue = pool.more ? { dueAt: service.clock.now() } : {};
  changes.changePool(contact.therapistId, { kind: 'due', ...stillDue, poolVersion: contact.poolVersion });
  return requests.length > 0 ? { kind: 'moved', to, more: pool.more } : { kind: 'nothing_waiting' };
}
