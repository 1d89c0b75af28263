import { describe, expect, it } from '@jest/globals';
import { parkedRecordsOf } from '../../support/parked-records.ts';
import { snapshot } from '../../support/snapshot.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** What a rule of EventBridge hands over. */
const ruleEvent = (type: string, detail: unknown, { id = 'bus-1', time = '2026-11-22T12:00:00Z' } = {}) => ({
  version: '0',
  id,
  'detail-type': type,
  source: 'matching-service',
  account: '111122223333',
  time,
  region: 'eu-central-1',
  resources: [],
  detail,
});
const deliver = (...event: Parameters<typeof ruleEvent>) =>
  world.functions.matchingEvents(ruleEvent(...event));
const created = (id: number) => ({ match_id: id, patient_id: id, therapist_id: 1 });
const rejected = { match_id: 1, new_status: 'abgelehnt' };
const envelope = (eventType: string, payload: object, fields: object = {}) => ({
  eventId: 'event-1',
  eventType,
  version: '1.0',
  timestamp: '2026-11-22T12:00:00',
  payload,
  ...fields,
});
const pool = async () => (await world.service.store.firstPooled(1, 9)).map(({ requestId }) => requestId);
const parked = async () => (await parkedRecordsOf(world).listParked({}, { limit: 9 })).items;

describe('events of an EventBridge rule', () => {
  it('FAULTS 13: register a request once, delivered again, under another id, bare or in an envelope', async () => {
    await deliver('match.created', created(1));
    const before = await snapshot(world);
    await deliver('match.created', created(1));
    await deliver('match.created', created(1), { id: 'bus-2' });
    await deliver('match.created', envelope('match.created', created(1)), { id: 'bus-3' });
    expect(await snapshot(world)).toEqual(before);
    expect(await pool()).toEqual([1]);
  });

  it('FAULTS 14: know a status that comes before its creation', async () => {
    await deliver('match.status_changed', rejected, { time: '2026-11-22T12:05:00Z' });
    await deliver('match.created', created(1), { time: '2026-11-22T12:00:00Z' });
    expect(await world.request(1)).toMatchObject({ place: 'closed', therapistId: 1 });
    expect(await pool()).toEqual([]);
  });

  it('FAULTS 14: take no older status for the newer one, in whatever order they come', async () => {
    await deliver('match.created', created(1));
    await deliver('match.status_changed', rejected, { time: '2026-11-22T12:10:00Z' });
    await deliver(
      'match.status_changed',
      { match_id: 1, new_status: 'offen' },
      { time: '2026-11-22T12:05:00Z' },
    );
    expect(await world.request(1)).toMatchObject({ place: 'closed' });
  });

  it.each([
    ['null', null, 'invalid_envelope:payload'],
    ['a list', [1], 'invalid_envelope:payload'],
    ['text', 'x', 'invalid_envelope:payload'],
    ['an id as text', { ...created(1), match_id: '1' }, 'invalid_payload:match_id'],
    ['half an envelope', { eventType: 'match.created' }, 'invalid_envelope:eventId'],
    ['__proto__', JSON.parse('{"match_id":1,"__proto__":{"a":1}}') as object, 'forbidden_key'],
    ['100 levels', JSON.parse(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`) as object, 'too_deep'],
  ])('FAULTS 17: that carry %s are parked, and acknowledged', async (_what, detail, reason) => {
    expect(await deliver('match.created', detail)).toEqual({ batchItemFailures: [] });
    expect(await parked()).toMatchObject([{ topic: 'matching-events', reason }]);
    expect((await parked())[0]).not.toHaveProperty('offset');
  });

  it('FAULTS 18: of a type that nobody knows are ignored, and of a major version that nobody knows parked', async () => {
    await deliver('match.archived', created(1));
    expect(await parked()).toEqual([]);
    await deliver('match.created', envelope('match.created', created(1), { version: 2 }));
    expect(await parked()).toMatchObject([{ reason: 'unsupported_version' }]);
  });

  it('FAULTS 19: that fail for the moment throw, so that they are delivered again', async () => {
    const broken = world.actor({ faults: () => 'error' });
    await expect(broken.matchingEvents(ruleEvent('match.created', created(1)))).rejects.toThrow();
    await deliver('match.created', created(1));
    expect(await pool()).toEqual([1]);
  });
});
