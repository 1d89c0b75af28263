import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parkedRecordsOf } from '../../support/parked-records.ts';
import { snapshot } from '../../support/snapshot.ts';
import { kafkaEvent, kafkaRecord, startWorld, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();

const creation = (id: number, fields: object = {}) => ({
  eventId: `event-${id}`,
  eventType: 'match.created',
  version: '1.0',
  timestamp: '2026-11-22T12:00:00',
  producer: 'matching-service',
  payload: { match_id: id, patient_id: id, therapist_id: 1 },
  ...fields,
});
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const listParked = async () => (await parkedRecordsOf(world).listParked({}, { limit: 100 })).items;
const pool = () => world.service.store.firstPooled(1, 100);

describe('a batch of records', () => {
  it('FAULTS 13: registers a request once, delivered three times, in a whole batch again, under another event id', async () => {
    const [first, again, second] = [creation(1), creation(1, { eventId: 'event-x' }), creation(2)].map(
      bytesOf,
    );
    const batch = [first!, first!, first!, again!, second!].map((bytes, offset) =>
      kafkaRecord(bytes, offset),
    );
    expect(await world.ingest(...batch)).toEqual({ batchItemFailures: [] });
    expect((await pool()).map(({ requestId }) => requestId)).toEqual([1, 2]);
    expect(await world.request(1)).toMatchObject({ place: 'pending', version: 1, last: { offset: 0 } });

    const before = await snapshot(world);
    expect(await world.ingest(...batch)).toEqual({ batchItemFailures: [] });
    expect(await snapshot(world)).toEqual(before);
  });

  const longText = (length: number) => bytesOf(creation(1, { producer: 'x'.repeat(length) }));
  it.each([
    ['not JSON', Buffer.from('{"eventId":'), 'not_json'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'not_utf8'],
    ['a null value', undefined, 'empty'],
    ['0 bytes', Buffer.alloc(0), 'empty'],
    ['a 5 MB string', longText(5_000_000), 'too_large'],
    ['10 000 levels', Buffer.from(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`), 'too_deep'],
    ['__proto__', Buffer.from('{"__proto__":{"alive":true}}'), 'forbidden_key'],
    ['no envelope', bytesOf({ hello: 1 }), 'invalid_envelope:eventId'],
    ['an id as text', bytesOf(creation(1, { payload: { match_id: '1' } })), 'invalid_payload:match_id'],
    ['another major version', bytesOf(creation(1, { version: 2 })), 'unsupported_version'],
  ])(
    'FAULTS 17, 18: parks %s with its coordinates, and the partition moves on',
    async (_what, bytes, reason) => {
      const place = { topic: 'matching-events', partition: 3 };
      const poison = { ...kafkaRecord(bytes ?? Buffer.alloc(0), 41, place), ...(!bytes && { value: null }) };
      const next = kafkaRecord(bytesOf(creation(2)), 42, place);
      const event = { ...kafkaEvent([]), records: { 'matching-events-3': [poison, next] } };
      expect(await world.functions.matchingEvents(event)).toEqual({ batchItemFailures: [] });

      expect(await listParked()).toMatchObject([
        {
          id: 'matching-events-3-0000000000000041',
          ...place,
          offset: 41,
          reason,
          size: bytes?.length ?? 0,
          at: world.clock.now(),
        },
      ]);
      expect((await pool()).map(({ requestId }) => requestId)).toEqual([2]);
    },
  );

  it('FAULTS 17: keeps the bytes of a large poison in the bucket', async () => {
    const bytes = longText(5_000_000);
    await world.ingest(kafkaRecord(bytes, 7));
    const { PARKING_BUCKET } = world.runtime.config;
    const parked = world.s3.objects.get(`${PARKING_BUCKET}/parked/matching-events-0-0000000000000007`);
    expect(parked?.body.equals(bytes)).toBe(true);
  });

  it('FAULTS 17: is not stopped by numbers and sizes that no table holds', async () => {
    const changed = (offset: number, data: object) =>
      kafkaRecord(
        bytesOf({
          ...creation(1),
          eventType: 'therapist.updated',
          payload: { therapist_id: 1, therapist_data: data },
        }),
        offset,
        { topic: 'therapist-events' },
      );
    const poison = { telefon: 2 ** 60, titel: 'x'.repeat(500_000), nachname: 'Musterfrau' };
    expect(await world.ingest(changed(1, poison), changed(2, { vorname: 'Erika' }))).toEqual({
      batchItemFailures: [],
    });
    const therapist = await world.service.directory.therapist(1);
    expect(therapist).toEqual({ ok: false, error: 'not_found' });
    world.therapist(1, { titel: 'Dr.', vorname: 'Anna', nachname: 'Beispiel' });
    expect(await world.service.directory.therapist(1)).toMatchObject({
      value: { title: 'Dr.', firstName: 'Erika', lastName: 'Musterfrau' },
    });
  });

  it('FAULTS 18: ignores an unknown event type and counts it', async () => {
    const counts: [string, number | undefined][] = [];
    world.runtime.metrics.count = (name, value) => void counts.push([name, value]);
    const before = await snapshot(world);
    await world.ingest(kafkaRecord(bytesOf(creation(1, { eventType: 'match.praised' })), 0));
    expect(counts).toEqual([['records_ignored', undefined]]);
    expect(await snapshot(world)).toEqual(before);
  });
});

describe('one transient fault at record 37 of 100 in p0', () => {
  const worlds: World[] = [];
  afterEach(async () => {
    await Promise.all(worlds.splice(0).map((each) => each.stop()));
  });
  beforeEach(() => {
    world.therapist(1);
  });

  const batch = () =>
    kafkaEvent([
      ...Array.from({ length: 100 }, (_, offset) => kafkaRecord(bytesOf(creation(offset + 1)), offset)),
      ...Array.from({ length: 50 }, (_, offset) =>
        kafkaRecord(bytesOf(creation(offset + 501)), offset, { partition: 1 }),
      ),
    ]);
  const readOf37 = /"request#37"/;
  const faultyActor = (of: World) =>
    of.actor({ faults: ({ input }) => (readOf37.test(JSON.stringify(input)) ? 'error' : undefined) });
  const registered = async (of: World) => {
    const ids = [...Array(100).keys(), ...Array.from({ length: 50 }, (_, index) => index + 500)];
    return (await of.service.store.getRequests(ids.map((id) => id + 1))).map(({ id }) => id);
  };
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('FAULTS 19: reports exactly that offset, p1 is committed, and a redelivery completes p0', async () => {
    expect(await faultyActor(world).matchingEvents(batch())).toEqual({
      batchItemFailures: [{ itemIdentifier: { partition: 'matching-events-0', offset: 36 } }],
    });
    expect(await registered(world)).toEqual([...range(1, 36), ...range(501, 550)]);

    const [p0] = Object.values(batch().records);
    expect(await world.ingest(...p0!.slice(36))).toEqual({ batchItemFailures: [] });
    expect(await registered(world)).toEqual([...range(1, 100), ...range(501, 550)]);
    expect((await world.service.store.firstPooled(1, 200)).length).toBe(150);
  });

  it('FAULTS 19: throws where partial answers are not understood, and the whole batch comes again', async () => {
    const whole = await startWorld({ environment: { KAFKA_PARTIAL_BATCHES: 'false' } });
    worlds.push(whole);
    await expect(faultyActor(whole).matchingEvents(batch())).rejects.toThrow('1 partitions');
    expect(await whole.functions.matchingEvents(batch())).toEqual({ batchItemFailures: [] });
    expect(await registered(whole)).toHaveLength(150);
    expect((await whole.service.store.firstPooled(1, 200)).length).toBe(150);
  });

  it('throws for an event of EventBridge, which has no partition to name', async () => {
    const event = {
      id: 'event-1',
      'detail-type': 'match.created',
      source: 'matching-service',
      time: '2026-11-22T12:00:00Z',
      detail: creation(37).payload,
    };
    await expect(faultyActor(world).matchingEvents(event)).rejects.toThrow('1 partitions');
    expect(await world.functions.matchingEvents(event)).toEqual({ batchItemFailures: [] });
    expect(await world.request(37)).toMatchObject({ place: 'pending' });
  });
});
