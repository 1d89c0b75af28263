import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { orderKey } from '../../../shared/domain/contact/placement-request.ts';
import type { PooledRequest } from '../../../shared/domain/stores/requests.ts';
import { createRequests } from '../../../shared/store/requests.ts';
import { shardOf } from '../../../shared/store/shards.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { aPooledRequest, aRequest, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let store: ReturnType<typeof connect>;
let therapistId = 0;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createRequests(client, tables.contacts),
  };
}

beforeEach(() => {
  store = connect();
  therapistId++;
});

/** Ids of their own for every test. */
const idOf = (n: number) => therapistId * 1000 + n;
const request = (n: number, fields: Parameters<typeof aRequest>[1] = {}) =>
  aRequest(idOf(n), { therapistId, ...fields });
const pooled = (n: number, fields: Parameters<typeof aRequest>[1] = {}): PooledRequest =>
  aPooledRequest(idOf(n), { therapistId, orderKey: orderKey(request(n, fields)) });

describe('a request', () => {
  it('comes back as it was saved, and is unknown before', async () => {
    const full = request(1, { emailId: 'em_1', callId: 'pc_1', workItemId: 'wi_1', failedMails: 2, seq: 4 });
    expect(await store.getRequest(full.id)).toBeUndefined();
    await store.commit([store.saveRequest(full)]);
    expect(await store.getRequest(full.id)).toEqual({ ...full, version: 1 });
  });

  it('without its creation comes back without therapist and patient', async () => {
    const { therapistId: _therapist, patientId: _patient, registeredOn: _date, ...tombstone } = request(1);
    await store.commit([store.saveRequest(tombstone)]);
    expect(await store.getRequest(tombstone.id)).toEqual({ ...tombstone, version: 1 });
  });

  it('is read in the order asked for, more than a hundred at a time, unknown ones left out', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => idOf(index + 1)).toReversed();
    for (const id of ids) await store.commit([store.saveRequest(aRequest(id))]);
    const found = await store.getRequests([idOf(999), ...ids]);
    expect(found.map(({ id }) => id)).toEqual(ids);
  });
});

describe('the list of a patient', () => {
  const listed = (n: number) => ({ requestId: idOf(n), therapistId: 7 });
  const list = async (...numbers: number[]) => {
    for (const n of numbers)
      await store.commit([
        store.listUnderPatient({ requestId: idOf(n), patientId: therapistId, therapistId: 7 }),
      ]);
  };

  it('names his requests, each once, before they are written', async () => {
    await list(1, 2, 1);
    await store.commit([
      store.listUnderPatient({ requestId: idOf(3), patientId: therapistId + 500, therapistId: 7 }),
    ]);
    expect(await store.requestsOfPatient(therapistId, 10)).toEqual({ items: [listed(1), listed(2)] });
    expect(await store.requestsOfPatient(therapistId + 1000, 10)).toEqual({ items: [] });
  });

  it('comes in pages', async () => {
    await list(1, 2, 3);
    const first = await store.requestsOfPatient(therapistId, 2);
    expect(first.items).toEqual([listed(1), listed(2)]);
    expect(await store.requestsOfPatient(therapistId, 2, first.next)).toEqual({ items: [listed(3)] });
  });
});

describe('the pool of a therapist', () => {
  const add = async (...items: PooledRequest[]) => {
    for (const item of items) await store.commit([store.addToPool(item)]);
  };

  it('is ordered by registration date, then time, then id, unknown dates last', async () => {
    const { registeredOn: _date, ...undated } = request(1, { requestedAt: '2020-01-01T00:00:00.000Z' });
    const last = { ...pooled(1), orderKey: orderKey(undated) };
    const inOrder = [
      pooled(9, { registeredOn: '2025-12-31' }),
      pooled(8, { requestedAt: '2026-11-22T00:00:00.000Z' }),
      pooled(2),
      pooled(10),
      last,
    ];
    await add(...inOrder.toReversed());
    expect(await store.firstPooled(therapistId, 10)).toEqual(inOrder);
    expect(await store.firstPooled(therapistId, 2)).toEqual(inOrder.slice(0, 2));
  });

  it('holds a request once, however often it is added, and lets it go', async () => {
    await add(pooled(1), pooled(1), pooled(2));
    expect(await store.firstPooled(therapistId, 10)).toEqual([pooled(1), pooled(2)]);
    await store.commit([store.removeFromPool(pooled(1))]);
    expect(await store.firstPooled(therapistId, 10)).toEqual([pooled(2)]);
  });

  it('is not his call queue', async () => {
    await add(pooled(1));
    await store.commit([store.awaitCall(pooled(2), NOON)]);
    expect(await store.firstPooled(therapistId, 10)).toEqual([pooled(1)]);
    expect(await store.firstAwaitingCall(therapistId, 10)).toEqual([{ ...pooled(2), nextAttemptAt: NOON }]);
  });
});

describe('the move into an email', () => {
  const save = (fields: Parameters<typeof aRequest>[1] = {}) =>
    store.commit([store.saveRequest(request(1, fields)), store.addToPool(pooled(1, fields))]);
  const move = () => store.commit(store.moveToEmail(pooled(1), 'em_1'));
  const refused = () => ({ ok: false, conflicts: [`request ${idOf(1)}`] });

  it('takes a pending request out of the pool and raises its version', async () => {
    await save();
    expect(await move()).toEqual({ ok: true });
    const moved = request(1, { place: 'contact_email', emailId: 'em_1', version: 2 });
    expect(await store.getRequest(idOf(1))).toEqual(moved);
    expect(await store.firstPooled(therapistId, 10)).toEqual([]);
  });

  it.each(['contact_email', 'call', 'work_item', 'answered', 'closed', 'erased'] as const)(
    'refuses a request whose place is %s',
    async (place) => {
      await save({ place });
      expect(await move()).toEqual(refused());
      expect(await store.getRequest(idOf(1))).toMatchObject({ place, version: 1 });
      expect(await store.firstPooled(therapistId, 10)).toHaveLength(1);
    },
  );

  it('refuses a request that is not written yet', async () => {
    await store.commit([store.addToPool(pooled(1))]);
    expect(await move()).toEqual(refused());
    expect(await store.getRequest(idOf(1))).toBeUndefined();
  });

  it('refuses a request that got another place in the order meanwhile', async () => {
    await save({ registeredOn: '2026-02-01' });
    expect(await move()).toEqual(refused());
  });
});

describe('the queue for calls', () => {
  it('names a therapist once a page while an attempt is due, and stops', async () => {
    const shard = shardOf(therapistId);
    const due = async (now = NOON) => (await store.therapistsAwaitingCalls(shard, now, 10)).items;
    const [first, second, later] = [pooled(1), pooled(2), pooled(3)];
    await store.commit([store.awaitCall(first, NOON), store.awaitCall(second, NOON)]);
    await store.commit([store.awaitCall(later, '2026-11-24T12:00:00.000Z')]);
    expect((await due()).filter((id) => id === therapistId)).toHaveLength(1);
    expect(await store.firstAwaitingCall(therapistId, 2)).toMatchObject([first, second]);

    await store.commit([store.stopAwaitingCall(first), store.stopAwaitingCall(second)]);
    expect(await due()).not.toContain(therapistId);
    expect(await due('2026-11-24T12:00:00.000Z')).toContain(therapistId);
  });

  it('moves the next attempt of a request that it holds', async () => {
    await store.commit([store.awaitCall(pooled(1), NOON)]);
    await store.commit([store.awaitCall(pooled(1), '2026-11-25T12:00:00.000Z')]);
    const { items } = await store.therapistsAwaitingCalls(shardOf(therapistId), NOON, 10);
    expect(items).not.toContain(therapistId);
    expect(await store.firstAwaitingCall(therapistId, 10)).toEqual([
      { ...pooled(1), nextAttemptAt: '2026-11-25T12:00:00.000Z' },
    ]);
  });
});
