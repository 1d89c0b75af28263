import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localClientConfig } from '../../../local/clients.ts';
import { startS3Double, type S3Double } from '../../../local/s3-double.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { ParkedEntry } from '../../../shared/domain/stores/parked-records.ts';
import type { ParkedRecord } from '../../../shared/domain/stores/parked-records.ts';
import { createParkedRecords } from '../../../shared/store/parked-records.ts';
import { createParking } from '../../../shared/store/parking.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const INLINE_LIMIT = 64 * 1024;
const DAY_S = 24 * 60 * 60;

const db = testTables();
let s3: S3Double;
let client: S3Client;
let clock = createSimulatedClock(NOON);
let parking: ReturnType<typeof createParking>;
let parked: ReturnType<typeof createParkedRecords>;
let topic = '';
let count = 0;

beforeAll(async () => {
  s3 = await startS3Double({ clock: createSimulatedClock(NOON) });
  client = new S3Client({ forcePathStyle: true, ...localClientConfig(s3.endpoint) });
});

afterAll(async () => {
  client.destroy();
  await s3.stop();
});

beforeEach(() => {
  topic = `topic-${++count}`;
  clock = createSimulatedClock(NOON);
  const place = { client: db.client, table: db.tables.runtime, s3: client, bucket: 'parking' };
  parking = createParking(place);
  parked = createParkedRecords({ ...place, clock });
});

const record = (fields: Partial<ParkedRecord> = {}): ParkedRecord => ({
  topic,
  partition: 3,
  offset: 41,
  reason: 'not_json',
  bytes: Buffer.from('{"broken'),
  at: NOON,
  ...fields,
});
const stored = async (id: string) => {
  const Key = { pk: 'parked', sk: id };
  return (await db.client.send(new GetCommand({ TableName: db.tables.runtime, Key }))).Item;
};

/** What the list has of the test's own topic, read page by page. */
async function listed() {
  const found: ParkedEntry[] = [];
  let next: string | undefined;
  do {
    const page = await parked.listParked({ topic }, { limit: 2, next });
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found;
}

describe('a parked record', () => {
  it('keeps its bytes, its coordinates and its reason, for 30 days', async () => {
    await parking.park(record());
    const id = `${topic}-3-0000000000000041`;
    expect(await stored(id)).toMatchObject({
      bytes: new Uint8Array(Buffer.from('{"broken')),
      reason: 'not_json',
      expires_at: Date.parse(NOON) / 1000 + 30 * DAY_S,
    });
    expect(s3.objects.has(`parking/parked/${id}`)).toBe(false);
    const { bytes: _bytes, ...coordinates } = record();
    const expiresAt = '2026-12-23T12:00:00.000Z';
    expect(await listed()).toEqual([{ ...coordinates, id, size: 8, expiresAt, version: 1 }]);
  });

  it('is parked once, however often it is delivered', async () => {
    await parking.park(record());
    await parking.park(record({ at: '2026-11-23T12:05:00.000Z' }));
    expect(await listed()).toMatchObject([{ at: '2026-11-23T12:05:00.000Z', version: 2 }]);
  });

  it('without coordinates is told from others by its bytes', async () => {
    const { partition: _partition, offset: _offset, ...placeless } = record();
    await parking.park(placeless);
    await parking.park(placeless);
    await parking.park({ ...placeless, bytes: Buffer.from('other') });
    expect((await listed()).map(({ size }) => size).toSorted()).toEqual([5, 8]);
  });

  it('of no bytes at all is parked as well', async () => {
    await parking.park(record({ bytes: new Uint8Array() }));
    expect(await listed()).toMatchObject([{ size: 0 }]);
  });

  it('lies in the table up to 64 KB and in the bucket beyond, its hash in the table', async () => {
    const small = Buffer.alloc(INLINE_LIMIT, 'a');
    const large = Buffer.alloc(INLINE_LIMIT + 1, 'a');
    await parking.park(record({ offset: 1, bytes: small }));
    await parking.park(record({ offset: 2, bytes: large }));
    const [first, second] = await listed();
    expect([first?.size, second?.size]).toEqual([small.length, large.length]);
    expect(await stored(first?.id ?? '')).toHaveProperty('bytes');
    const inBucket = await stored(second?.id ?? '');
    expect(inBucket).not.toHaveProperty('bytes');
    expect(inBucket?.['hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(s3.objects.get(`parking/parked/${second?.id}`)?.body.equals(large)).toBe(true);
    expect(s3.objects.has(`parking/parked/${first?.id}`)).toBe(false);
  });

  it('is no longer listed after 30 days, whether or not DynamoDB has removed it', async () => {
    await parking.park(record());
    clock.advance(30 * DAY_S * 1000);
    expect(await listed()).toEqual([]);
  });

  it('is listed in the order of its partition and offset', async () => {
    for (const offset of [100, 9, 20]) await parking.park(record({ offset }));
    expect((await listed()).map(({ offset }) => offset)).toEqual([9, 20, 100]);
  });

  it.each([3, INLINE_LIMIT + 1])('of %i bytes is read with them', async (size) => {
    const bytes = new Uint8Array(Buffer.alloc(size, 'a'));
    await parking.park(record({ bytes }));
    const [entry] = await listed();
    expect(await parked.getParked(entry?.id ?? '')).toEqual({ ...entry, bytes });
  });

  it('is not read when its bytes are not those that were parked', async () => {
    await parking.park(record({ bytes: Buffer.alloc(INLINE_LIMIT + 1, 'a') }));
    const [entry] = await listed();
    const Key = `parked/${entry?.id}`;
    await client.send(new PutObjectCommand({ Bucket: 'parking', Key, Body: 'other' }));
    await expect(parked.getParked(entry?.id ?? '')).rejects.toThrow('not what was parked');
  });

  it('is not read after 30 days', async () => {
    await parking.park(record());
    const [entry] = await listed();
    clock.advance(30 * DAY_S * 1000);
    expect(await parked.getParked(entry?.id ?? '')).toBeUndefined();
  });

  it('is removed in the version that was read, and in no other', async () => {
    const { commit } = createUnitOfWork(db.client, clock);
    await parking.park(record());
    const [entry] = await listed();
    await parking.park(record());
    const conflict = { ok: false, conflicts: [`parked record ${entry?.id}`] };
    expect(await commit([parked.removeParked(entry!)])).toEqual(conflict);
    const [again] = await listed();
    expect(await commit([parked.removeParked(again!)])).toEqual({ ok: true });
    expect(await listed()).toEqual([]);
    expect(await commit([parked.removeParked(again!)])).toEqual(conflict);
  });

  it('of the time before versions is read, noted and removed like any other', async () => {
    const { commit } = createUnitOfWork(db.client, clock);
    const { bytes, ...coordinates } = record();
    const hash = createHash('sha256').update(bytes).digest('hex');
    const expires_at = Date.parse(NOON) / 1000 + DAY_S;
    const sk = `${topic}-3-0000000000000041`;
    const Item = { ...coordinates, pk: 'parked', sk, bytes, hash, size: 8, expires_at };
    await db.client.send(new PutCommand({ TableName: db.tables.runtime, Item }));
    const [entry] = await listed();
    expect(entry).toMatchObject({ version: 0 });
    await parked.noteReason(entry!, 'too_deep');
    const [noted] = await listed();
    expect(noted).toEqual({ ...entry, reason: 'too_deep', version: 1 });
    expect(await commit([parked.removeParked(noted!)])).toEqual({ ok: true });
  });

  it('keeps its time when its reason changes, and changes it in the version that was read alone', async () => {
    await parking.park(record());
    const [entry] = await listed();
    await parked.noteReason(entry!, 'invalid_payload:match_id');
    await parked.noteReason(entry!, 'too_deep');
    const noted = { ...entry, reason: 'invalid_payload:match_id', version: 2 };
    expect(await listed()).toEqual([noted]);
  });

  it('is found by its topic and its reason, or the code of it', async () => {
    const page = { limit: 100 };
    const found = async (filter: Parameters<typeof parked.listParked>[0]) =>
      (await parked.listParked(filter, page)).items.map(({ offset }) => offset);
    await parking.park(record({ offset: 1 }));
    await parking.park(record({ offset: 2, reason: 'invalid_payload:match_id' }));
    await parking.park(record({ offset: 3, reason: 'invalid_payload_x' }));
    await parking.park(record({ topic: `${topic}-x`, offset: 4 }));
    expect(await found({ topic })).toEqual([1, 2, 3]);
    expect(await found({ topic: `${topic}-x` })).toEqual([4]);
    expect(await found({ topic, reason: 'invalid_payload' })).toEqual([2]);
    expect(await found({ topic, reason: 'invalid_payload:match_id' })).toEqual([2]);
    expect(await found({ topic, reason: 'invalid' })).toEqual([]);
  });
});
