import { beforeEach, describe, expect, it } from '@jest/globals';
import { SCOPES, type Scope } from '../../../shared/contracts/http/operation.ts';
import { HOUR_MS } from '../../../shared/domain/time.ts';
import { createOutbox } from '../../../shared/store/outbox.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { draftFor, garble } from '../../support/api-seed-outbox.ts';
import { openApi, type Api } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { anUnwritableEvent } from '../../support/outbox-events.ts';
import { parkedRecordsOf } from '../../support/parked-records.ts';
import { addRequest, newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const PATH = '/api/outbox';
let api: Api;
let staff: ApiCaller;

beforeEach(async () => {
  world.at(SEND_TIME);
  world.therapist(1);
  world.therapist(2);
  api = await openApi(world);
  staff = callerOf(api);
});

const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const emailNamed = (id: string) => ({ kind: 'email', id });
const draft = (therapistId = 1) => draftFor(world, therapistId);
const release = (aggregate: object, options = {}) => staff.post(`${PATH}/release`, { aggregate }, options);
const announce = (aggregate: object, options = {}) => staff.post(`${PATH}/announce`, { aggregate }, options);

interface Told {
  eventId: string;
  eventType: string;
  seq: number;
  payload: Record<string, unknown>;
}
/** What was published so far, in order. */
const published = () => world.bus.entries.map(({ Detail = '' }) => JSON.parse(Detail) as Told);
const toldOf = (emailId: string) =>
  published()
    .filter(({ payload }) => payload['email_id'] === emailId)
    .map(({ eventType, seq, payload }) => [seq, eventType, payload['announced'] ?? false]);

/** An email with its event created long ago and a later one, both waiting. */
async function withTwoEvents(): Promise<string> {
  const id = await draft();
  const read = await staff.get(`/api/emails/${id}`);
  await staff.put(`/api/emails/${id}`, { status: 'canceled' }, read.body.version);
  return id;
}

describe('the outbox', () => {
  it('owes nothing when all is published', async () => {
    await draft();
    await world.relay();
    expect((await staff.get(PATH)).body).toEqual({
      owed: 0,
      complete: true,
      blocked: [],
      items: [],
      next_cursor: null,
    });
  });

  it('shows what waits by ids, types and times alone, page by page, and since when', async () => {
    const ids = [await draft(), await draft(2), await draft()];
    world.clock.advance(HOUR_MS);
    const { body } = await staff.get(PATH, { limit: '2' });
    expect(body).toMatchObject({ owed: 3, complete: true, oldest_at: SEND_TIME, oldest_age_seconds: 3600 });
    expect(body.items).toHaveLength(2);
    const rest = await staff.get(PATH, { limit: '2', cursor: body.next_cursor ?? '' });
    expect(rest.body.next_cursor).toBeNull();
    const items = [...(body.items ?? []), ...(rest.body.items ?? [])];
    expect(items.map(({ aggregate }) => (aggregate as { id: string }).id).sort()).toEqual(ids.toSorted());
    expect(items[0]).toEqual({
      aggregate: expect.objectContaining({ kind: 'email' }) as object,
      seq: 1,
      event_id: expect.stringMatching(/^ev_/) as unknown,
      event_type: 'communication.email_created',
      at: SEND_TIME,
    });
  });

  it('FAULTS 22: shows which aggregate is blocked, by what', async () => {
    const id = await withTwoEvents();
    await draft(2);
    await garble(world, id);
    await world.relay();
    const { body } = await staff.get(PATH);
    expect(body).toMatchObject({
      owed: 2,
      blocked: [{ aggregate: emailNamed(id), seq: 1, reason: 'unreadable' }],
      items: [
        { aggregate: emailNamed(id), seq: 1 },
        { aggregate: emailNamed(id), seq: 2, event_type: 'communication.email_canceled' },
      ],
    });
  });

  it.each(SCOPES.filter((scope) => scope !== 'ops.read'))('is nothing for %s alone', async (scope) => {
    expect((await callerOf(api, { scopes: [scope] }).get(PATH)).status).toBe(403);
  });
});

describe('a release', () => {
  it('FAULTS 22: gives the number of an event that cannot be read to the present state, and keeps what it held', async () => {
    const id = await withTwoEvents();
    await garble(world, id);
    await world.relay();
    expect(toldOf(id)).toEqual([]);
    const answer = await release(emailNamed(id));
    expect([answer.status, answer.body]).toEqual([200, { aggregate: emailNamed(id), done: 'replaced' }]);
    await world.drain();
    expect(toldOf(id)).toEqual([
      [1, 'communication.email_canceled', true],
      [2, 'communication.email_canceled', false],
    ]);
    const [parked] = (await parkedRecordsOf(world).listParked({}, { limit: 9 })).items;
    expect(parked).toMatchObject({ topic: 'communication-events', reason: 'not_publishable', size: 6 });
    const kept = await staff.get(`/api/parked-records/${parked?.id}`);
    expect(kept.body['text']).toBe('{"id":');
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 22: replaces an event that breaks its contract, and tells the rest of the present state behind all others', async () => {
    await addRequest(world, 11, { therapist: 1 });
    await world.batch();
    await world.pump();
    const id = await newestEmailOf(world, 1);
    await world.answer({
      emailId: id,
      content: 'Leider nein.',
      decisions: [{ number: 1, outcome: 'rejected', reason: 'no_capacity' }],
    });
    await garble(world, id, JSON.stringify({ ...anUnwritableEvent(id, 1), payload: [] }));
    expect((await staff.get(PATH)).body).toMatchObject({ blocked: [{ reason: 'not_publishable', seq: 1 }] });
    expect((await release(emailNamed(id))).body).toMatchObject({ done: 'replaced' });
    await world.drain();
    expect(toldOf(id)).toEqual([
      [1, 'communication.email_sent', true],
      [2, 'communication.email_sent', false],
      [3, 'communication.email_answered', false],
      [4, 'communication.email_answered', true],
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('wakes the relay at once where nothing stands in the way', async () => {
    await world.drain();
    await world.bus.stop();
    const id = await draft();
    await world.drain();
    await world.bus.restart();
    await world.drain();
    expect(toldOf(id)).toEqual([]);
    expect((await release(emailNamed(id))).body).toMatchObject({ done: 'retried' });
    await world.drain();
    expect(toldOf(id)).toEqual([[1, 'communication.email_created', false]]);
    expect(problem(await release(emailNamed(id)))).toEqual([404, '/problems/not-found']);
  });

  it('is refused where nothing true can be said instead, and leaves the row', async () => {
    await addRequest(world, 11, { therapist: 1 });
    const event = { ...anUnwritableEvent('x', 1), aggregate: { kind: 'request' as const, id: '11' } };
    const { client, tables, clock } = world;
    const outbox = createOutbox(client, tables.outbox);
    const unreadable = { ...event, payload: [] as unknown as Record<string, unknown> };
    await createUnitOfWork(client, clock).commit([outbox.addEvent(unreadable)]);
    const refused = await release({ kind: 'request', id: 11 });
    expect(problem(refused)).toEqual([409, '/problems/nothing-to-announce']);
    expect((await staff.get(PATH)).body).toMatchObject({
      blocked: [{ aggregate: { kind: 'request', id: 11 } }],
    });
    expect((await parkedRecordsOf(world).listParked({}, { limit: 9 })).items).toEqual([]);
  });

  it('has one effect under one key, and by two at once', async () => {
    const id = await withTwoEvents();
    await garble(world, id);
    const answers = await Promise.all([
      release(emailNamed(id), { key: 'release-1' }),
      release(emailNamed(id), { key: 'release-1' }),
    ]);
    for (const { status, body } of answers) expect([status, body['done']]).toEqual([200, 'replaced']);
    await world.drain();
    expect((await release(emailNamed(id), { key: 'release-1' })).body).toMatchObject({ done: 'replaced' });
    expect(toldOf(id).map(([seq]) => seq)).toEqual([1, 2]);
  });
});

describe('an announcement', () => {
  it('publishes the present state of an email again: same type, new id, next number', async () => {
    const id = await draft();
    await world.drain();
    const answer = await announce(emailNamed(id));
    expect([answer.status, answer.body]).toEqual([200, { aggregate: emailNamed(id), events: 1 }]);
    await world.drain();
    const [first, second] = published().filter(({ payload }) => payload['email_id'] === id);
    expect(second).toMatchObject({ eventType: first?.eventType, seq: 2 });
    expect(second?.eventId).not.toBe(first?.eventId);
    expect(second?.payload).toEqual({ ...first?.payload, announced: true });
    expect(await violations(world)).toEqual([]);
  });

  it('has one effect under one key', async () => {
    const id = await draft();
    for (const _again of [1, 2]) expect((await announce(emailNamed(id), { key: 'once' })).status).toBe(200);
    await world.drain();
    expect(toldOf(id).map(([seq]) => seq)).toEqual([1, 2]);
    expect((await announce(emailNamed(id), { key: 'twice' })).status).toBe(200);
    await world.drain();
    expect(toldOf(id).map(([seq]) => seq)).toEqual([1, 2, 3]);
  });

  it.each([
    [{ kind: 'email', id: 'em_00000000000000000000000000' }],
    [{ kind: 'call', id: 'pc_00000000000000000000000000' }],
    [{ kind: 'request', id: 4711 }],
    [{ kind: 'therapist', id: 4711 }],
  ])('of nobody is not found: %j', async (aggregate) => {
    expect(problem(await announce(aggregate))).toEqual([404, '/problems/not-found']);
  });

  it.each([
    [{ kind: 'therapist', id: '7' }],
    [{ kind: 'request', id: 0 }],
    [{ kind: 'email', id: 7 }],
    [{ kind: 'patient', id: 7 }],
    [{ kind: 'email', id: 'em_1#2' }],
    ['email'],
    [null],
  ])('of %j is refused', async (aggregate) => {
    const answer = await staff.post(`${PATH}/announce`, { aggregate });
    expect(problem(answer)).toEqual([400, '/problems/invalid-request']);
  });

  it('needs ops.write', async () => {
    const scopes: Scope[] = SCOPES.filter((scope) => scope !== 'ops.write');
    const reader = callerOf(api, { scopes });
    const body = { aggregate: emailNamed(await draft()) };
    expect((await reader.post(`${PATH}/announce`, body)).status).toBe(403);
    expect((await reader.post(`${PATH}/release`, body)).status).toBe(403);
  });
});
