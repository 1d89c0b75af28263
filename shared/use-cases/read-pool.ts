import { hasUnknownDate, orderKey } from '../domain/contact/placement-request.ts';
import { NewerItem } from '../domain/newer-item.ts';
import type { PooledRequest } from '../domain/stores/requests.ts';
import { commitChanges } from './commit-changes.ts';
import { isKnown, toPooled } from './move-requests.ts';
import type { Service } from './service.ts';

/** So many requests without a registration date are looked up again in one batch (DESIGN §5.1). */
const MAX_REDATED = 20;

/** How far a verified read looks past items that lost their request. */
const MAX_VERIFIED = 50;

/** A therapist's first requests, and whether the pool holds more. */
export interface PoolRead {
  requests: PooledRequest[];
  more: boolean;
}

/**
 * A therapist's first requests in order, at most `limit`, and whether more are waiting.
 *
 * One query reads one item more than the limit, however many are waiting. Requests whose registration date nobody
 * knew at their creation sort last; they get their date, and with it their place, when the directory has it now.
 * With `verify` every item is compared with its request: a stale one is deleted, one whose request is not written yet
 * is left alone (DESIGN §5.1).
 */
export async function readPool(
  service: Service,
  therapistId: number,
  { limit, verify }: { limit: number; verify: boolean },
): Promise<PoolRead> {
  const read = () =>
    verify ? readVerified(service, therapistId, limit) : readTrusting(service, therapistId, limit);
  const pool = await read();
  const undated = pool.more
    ? await service.store.firstUndated(therapistId, MAX_REDATED)
    : pool.requests.filter(({ orderKey }) => hasUnknownDate(orderKey));
  return (await findDates(service, undated)) ? read() : pool;
}

async function readTrusting(service: Service, therapistId: number, limit: number): Promise<PoolRead> {
  const pooled = await service.store.firstPooled(therapistId, limit + 1);
  // A registration that was repeated and found another date left two items: one of them is stale.
  const isTwice = new Set(pooled.map(({ requestId }) => requestId)).size < pooled.length;
  if (isTwice) return readVerified(service, therapistId, limit);
  return { requests: pooled.slice(0, limit), more: pooled.length > limit };
}

async function readVerified(service: Service, therapistId: number, limit: number): Promise<PoolRead> {
  const pooled = await service.store.firstPooled(therapistId, MAX_VERIFIED);
  const checks = await Promise.all(pooled.map((each) => check(service, each)));
  const pending = pooled.filter((_, index) => checks[index] === 'pending');
  const more = pending.length > limit || checks.includes('unwritten') || pooled.length === MAX_VERIFIED;
  return { requests: pending.slice(0, limit), more };
}

type Check = 'pending' | 'stale' | 'unwritten' | 'newer';

/** Compares a pool item with its request; a stale item goes, unless the request changes at that very moment. */
async function check({ store, metrics }: Service, pooled: PooledRequest): Promise<Check> {
  const request = await store.getRequest(pooled.requestId).catch((error: unknown) => {
    if (!(error instanceof NewerItem)) throw error;
    return error;
  });
  if (request instanceof NewerItem) {
    metrics.count('newer_items');
    return 'newer';
  }
  if (!request || !isKnown(request)) return 'unwritten';
  if (request.place === 'pending' && orderKey(request) === pooled.orderKey) return 'pending';
  await store.commit([store.saveRequest(request), store.removeFromPool(pooled)]);
  return 'stale';
}

/** Re-keys requests whose date is known now; returns whether any was. */
async function findDates(service: Service, undated: PooledRequest[]): Promise<boolean> {
  const found = await Promise.all(undated.map((each) => findDate(service, each)));
  return found.includes(true);
}

async function findDate(service: Service, pooled: PooledRequest): Promise<boolean> {
  const patient = await service.directory.patient(pooled.patientId);
  const registeredOn = patient.ok ? patient.value.registeredOn : undefined;
  if (registeredOn === undefined) return false;
  return commitChanges(service, async (changes) => {
    const request = await changes.request(pooled.requestId);
    if (!request || !isKnown(request) || request.place !== 'pending') return false;
    const dated = { ...request, registeredOn };
    changes.putRequest(dated);
    changes.write(service.store.removeFromPool(pooled), service.store.addToPool(toPooled(dated)));
    return true;
  });
}
