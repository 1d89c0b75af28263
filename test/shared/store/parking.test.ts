import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { localClientConfig } from '../../../local/clients.ts';
import { startS3Double, type S3Double } from '../../../local/s3-double.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { ParkedRecord } from '../../../shared/domain/stores.ts';
import { createParking } from '../../../shared/store/parking.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const INLINE_LIMIT = 64 * 1024;
const DAY_S = 24 * 60 * 60;

const db = testTables();
let s3: S3Double;
let client: S3Client;
let clock = createSimulatedClock(NOON);
let parking: ReturnType<typeof createParking>;
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
  parking = createParking({
    client: db.client,
    clock,
    table: db.tables.runtime,
    s3: client,
    bucket: 'parking',
  });
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
  const found: Awaited<ReturnType<typeof parking.listParked>>['items'] = [];
  let next: string | undefined;
  do {
    const page = await parking.listParked(2, next);
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found.filter((each) => each.topic === topic);
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
    expect(await listed()).toEqual([{ ...coordinates, id, size: 8 }]);
  });

  it('is parked once, however often it is delivered', async () => {
    await parking.park(record());
    await parking.park(record({ at: '2026-11-23T12:05:00.000Z' }));
    expect(await listed()).toHaveLength(1);
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
});
