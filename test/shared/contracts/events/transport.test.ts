import { describe, expect, it } from '@jest/globals';
import { recordsOf } from '../../../../shared/contracts/events/transport.ts';
import { readIncomingEvent } from '../../../../shared/contracts/events/incoming.ts';

const record = (partition: number, offset: number, changes = {}) => ({
  topic: 'matching-events',
  partition,
  offset,
  timestamp: Date.UTC(2025, 2, 1, 10),
  timestampType: 'CREATE_TIME',
  key: Buffer.from('7').toString('base64'),
  value: Buffer.from(`record ${offset}`).toString('base64'),
  headers: [],
  ...changes,
});
const batch = (records: Record<string, unknown[]>) => ({
  eventSource: 'aws:kafka',
  bootstrapServers: 'b-1.example:9098',
  records,
});
const at = '2025-03-01T10:00:00.000Z';

describe('recordsOf a Kafka event source', () => {
  it('gives position, identifier and bytes of a record', () => {
    expect(recordsOf(batch({ 'matching-events-3': [record(3, 41)] }))).toEqual([
      {
        itemIdentifier: { partition: 'matching-events-3', offset: 41 },
        position: { topic: 'matching-events', partition: 3, offset: 41, at },
        bytes: Buffer.from('record 41'),
      },
    ]);
  });

  it('keeps partitions together, each in the order of its offsets', () => {
    const records = recordsOf(
      batch({ 'm-0': [record(0, 10), record(0, 9)], 'm-1': [record(1, 3), record(1, 2), record(1, 20)] }),
    );
    expect(records.map(({ position }) => [position.partition, position.offset])).toEqual([
      [0, 9],
      [0, 10],
      [1, 2],
      [1, 3],
      [1, 20],
    ]);
  });

  it.each([null, undefined, ''])('gives empty bytes for the value %j', (value) => {
    const [tombstone] = recordsOf(batch({ 'm-0': [record(0, 1, { value })] }));
    expect(readIncomingEvent(tombstone!.bytes)).toEqual({ kind: 'unreadable', reason: 'empty' });
  });

  it.each([-1, undefined, 1e18])('reads on past the record time %j', (timestamp) => {
    expect(recordsOf(batch({ 'm-0': [record(0, 1, { timestamp })] }))[0]!.position.at).toBe(
      '1970-01-01T00:00:00.000Z',
    );
  });
});

describe('recordsOf an EventBridge rule', () => {
  const payload = { match_id: 7, patient_id: 11, therapist_id: 13 };
  const rule = (detailType: string, detail: unknown) => ({
    version: '0',
    id: 'bridge-1',
    'detail-type': detailType,
    source: 'matching-service',
    account: '000000000000',
    time: '2025-03-01T10:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail,
  });

  it('takes an envelope as it is, with its own time', () => {
    const envelope = {
      eventId: 'event-1',
      eventType: 'match.created',
      version: '1.0',
      timestamp: '2025-02-01T08:00:00',
      producer: 'x',
      payload,
    };
    const [only, ...others] = recordsOf(rule('match.created', envelope));
    expect(others).toEqual([]);
    expect(only).toEqual({
      position: { topic: 'matching-events', at: '2025-02-01T08:00:00.000Z' },
      bytes: Buffer.from(JSON.stringify(envelope)),
    });
  });

  it('wraps a bare payload, so that it reads like an event', () => {
    const [only] = recordsOf(rule('match.created', payload));
    expect(only!.position).toEqual({ topic: 'matching-events', at });
    expect(readIncomingEvent(only!.bytes)).toMatchObject({
      kind: 'event',
      eventId: 'bridge-1',
      event: { type: 'request_created', requestId: 7, at },
    });
  });

  it.each([
    ['therapist.updated', 'therapist-events'],
    ['patient.deleted', 'patient-events'],
    ['constructor', 'eventbridge'],
  ])('files %s under %s', (detailType, topic) => {
    expect(recordsOf(rule(detailType, {}))[0]!.position.topic).toBe(topic);
  });
});

it.each([{}, null, { records: { 'm-0': [{ offset: 'x' }] } }])('throws on the foreign event %j', (event) => {
  expect(() => recordsOf(event)).toThrow();
});
