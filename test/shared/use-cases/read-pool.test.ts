import { beforeEach, describe, expect, it } from '@jest/globals';
import { newContact } from '../../../shared/domain/contact/contact.ts';
import { isKnown, toPooled } from '../../../shared/use-cases/move-requests.ts';
import { aPooledRequest, aRequest } from '../../support/aggregates.ts';
import { countItemsRead } from '../../support/items-read.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

beforeEach(() => {
  world.therapist(1);
});

const pooled = (limit = 100) => world.service.store.firstPooled(1, limit);
const pooledIds = async () => (await pooled()).map(({ requestId }) => requestId);
const mailed = async () =>
  (await world.entries(await newestEmailOf(world, 1)))?.map(({ requestId }) => requestId);
const request = async (id: number, patient: Record<string, unknown> = {}) => {
  world.patient(id, patient);
  await world.match({ id, therapist: 1 });
};

/** Registration dates that rise while the ids fall. */
const registeredOn = (id: number) =>
  `${2026 - Math.floor(id / 336)}-${pad(12 - (Math.floor(id / 28) % 12))}-${pad(28 - (id % 28))}`;
const pad = (n: number) => String(n).padStart(2, '0');

/** Puts pending requests straight into the tables. */
async function store(ids: number[]): Promise<void> {
  const { store } = world.service;
  for (let from = 0; from < ids.length; from += 50) {
    const requests = ids.slice(from, from + 50).map((id) => aRequest(id, { registeredOn: registeredOn(id) }));
    const writes = requests
      .filter(isKnown)
      .flatMap((each) => [store.saveRequest(each), store.addToPool(toPooled(each))]);
    expect(await store.commit(writes)).toEqual({ ok: true });
  }
  await store.commit([store.growPool(1, world.clock.now())]);
}

describe('a large pool', () => {
  it('FAULTS 35: of 2 000 requests gives the five oldest to the mail, and ten items are read at most', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => index + 1);
    await store(ids);
    for (const id of ids.slice(-5)) world.patient(id);
    const batch = world.actor();
    const read = countItemsRead(batch.runtime.aws.dynamoDb());
    expect(await batch.dailyBatch({})).toMatchObject({ emails: 1, requests: 5, failed: 0 });
    expect(await mailed()).toEqual([2000, 1999, 1998, 1997, 1996]);
    expect(read.items).toBeGreaterThanOrEqual(6);
    expect(read.items).toBeLessThanOrEqual(10);
    expect(await world.contact(1)).toHaveProperty('dueAt');
  });
});

describe('requests without a registration date', () => {
  it('get their place in the order once the patient service knows it', async () => {
    for (const id of [1, 2, 3]) await request(id, { startdatum: undefined });
    await request(4);
    world.patient(2, { startdatum: '2026-01-01' });
    world.patient(3, { startdatum: '2026-06-01' });
    await world.batch();
    expect(await mailed()).toEqual([2, 4, 3, 1]);
    expect(await world.request(2)).toMatchObject({ registeredOn: '2026-01-01' });
    expect(await world.request(1)).not.toHaveProperty('registeredOn');
  });

  it('make room for others when their date is later than theirs', async () => {
    for (const id of [1, 2, 3, 4, 5, 6, 7]) await request(id, { startdatum: undefined });
    for (const id of [1, 2]) world.patient(id, { startdatum: '2026-11-01' });
    for (const id of [6, 7]) world.patient(id, { startdatum: '2026-01-01' });
    await world.batch();
    expect(await mailed()).toEqual([6, 7, 1, 2, 3]);
    expect(await pooledIds()).toEqual([4, 5]);
  });

  it('are looked up again for at most twenty of them', async () => {
    for (let id = 1; id <= 40; id++) await request(id, { startdatum: undefined });
    world.patients.requests.length = 0;
    await world.batch();
    expect(world.patients.requests.length).toBeLessThanOrEqual(20);
    expect(await mailed()).toEqual([1, 2, 3, 4, 5]);
  });

  it('are not put off for ever by new ones with a date', async () => {
    await request(1, { startdatum: undefined });
    for (let id = 2; id <= 8; id++) await request(id, { startdatum: '2026-11-01' });
    world.patient(1, { startdatum: '2026-01-01' });
    await world.batch();
    expect(await mailed()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a pool item that does not fit its request', () => {
  it('is deleted when the request is elsewhere, and the others are mailed', async () => {
    for (const id of [1, 2]) await request(id);
    const [first] = await pooled();
    const stored = await world.request(1);
    const { store: tables } = world.service;
    await tables.commit([tables.saveRequest({ ...stored!, place: 'closed' })]);
    expect(await world.batch()).toMatchObject({ emails: 1, requests: 1, failed: 0 });
    expect(await mailed()).toEqual([2]);
    expect(await pooled()).not.toContainEqual(first);
  });

  it('is deleted when the request has another place in the order', async () => {
    await request(1);
    const { store: tables } = world.service;
    const stale = aPooledRequest(1, { orderKey: '2020-01-01#2026-11-22T23:50:00.000Z#0000000000000001' });
    await tables.commit([tables.addToPool(stale)]);
    await world.batch();
    expect(await mailed()).toEqual([1]);
    expect(await pooledIds()).toEqual([]);
  });

  it('is left alone when the request is not written yet, and does not keep others from their mail', async () => {
    const { store: tables } = world.service;
    await tables.commit([tables.addToPool(aPooledRequest(9, { orderKey: '2020-01-01#early' }))]);
    await request(1);
    await world.batch();
    expect(await mailed()).toEqual([1]);
    expect(await pooledIds()).toEqual([9]);
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.accepted).toHaveLength(1);
  });

  it('of a therapist with nothing else is looked at again every day', async () => {
    const { store: tables } = world.service;
    await tables.commit([
      tables.saveContact(newContact(1), { kind: 'grown', dueAt: world.clock.now() }),
      tables.addToPool(aPooledRequest(9)),
    ]);
    expect(await world.batch()).toMatchObject({ therapists: 1, emails: 0, failed: 0 });
    expect(await world.contact(1)).toMatchObject({ dueAt: '2026-11-23T23:50:00.000Z' });
    expect(await pooledIds()).toEqual([9]);
  });
});
