import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { handOver, seedWorkItems } from '../../support/api-seed-work-items.ts';
import { openApi, type Api } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let api: Api;
let staff: ApiCaller;
let ids: Record<string, string>;

beforeEach(async () => {
  ids = await seedWorkItems(world);
  api = await openApi(world);
  staff = callerOf(api);
});

const open = () => `/api/work-items/${ids['open_work_item_id']}`;
const done = () => `/api/work-items/${ids['done_work_item_id']}`;
const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);
const therapistsOf = ({ body }: ApiAnswer) => body.items?.map((item) => item['therapist_id']);

describe('a work item', () => {
  it('says what is to be done, why, and about whom', async () => {
    const read = await staff.get(open());
    expect(read.body).toEqual({
      id: ids['open_work_item_id'],
      kind: 'reach_therapist',
      reason: 'no_way_to_reach',
      therapist_id: 961,
      placement_request_ids: [9611, 9612],
      left_placement_request_ids: [],
      due_at: '2026-11-30T08:00:00.000Z',
      status: 'open',
      created_at: '2026-11-23T08:00:00.000Z',
      updated_at: '2026-11-23T08:00:00.000Z',
      version: 1,
    });
    expect(read.headers['etag']).toBe('"1"');
  });

  it('is done, put off, opened again; its requests wait for it all the time', async () => {
    const closed = await staff.put(open(), { status: 'done' });
    expect(closed.body).toMatchObject({
      status: 'done',
      done_at: '2026-11-23T08:00:00.000Z',
      placement_request_ids: [9611, 9612],
      version: 2,
    });
    const reopened = await staff.put(open(), { status: 'open', due_at: '2026-12-24T12:00:00Z' });
    expect(reopened.body).toMatchObject({ status: 'open', due_at: '2026-12-24T12:00:00.000Z', version: 3 });
    expect(reopened.body).not.toHaveProperty('done_at');
    expect(await violations(world)).toEqual([]);
  });

  it('is done by itself when its last request has gone on, and tells which there were', async () => {
    await world.status(9611, 'abgelehnt');
    expect((await staff.get(open())).body).toMatchObject({
      status: 'open',
      placement_request_ids: [9612],
      left_placement_request_ids: [9611],
    });
    world.clock.advance(60_000);
    await world.status(9612, 'angenommen');
    expect((await staff.get(open())).body).toMatchObject({
      status: 'done',
      done_at: '2026-11-23T08:01:00.000Z',
      placement_request_ids: [],
      left_placement_request_ids: [9611, 9612],
    });
  });

  it('shows its notes to those alone who have the scope', async () => {
    const notes = '<script>alert(1)</script> {{7*7}} 😀';
    expect((await staff.put(open(), { notes })).body).toMatchObject({ notes });
    const blind = callerOf(api, { scopes: ['call.read', 'call.write'] });
    const listed = await blind.get('/api/work-items', { therapist_id: '961' });
    const changed = await blind.put(open(), { status: 'done' });
    expect([changed.status, listed.body.items?.length]).toEqual([200, 1]);
    for (const { text } of [await blind.get(open()), listed, changed]) expect(text).not.toContain('notes');
    expect((await staff.get(open())).body).toMatchObject({ notes, status: 'done' });
  });
});

describe('writes', () => {
  it('need the version that they replace', async () => {
    const body = { status: 'done' };
    expect(problem(await api.put(open(), body))).toEqual([428, '/problems/precondition-required']);
    expect(problem(await staff.put(open(), body, 99))).toEqual([412, '/problems/precondition-failed']);
  });

  it('of two clients with one version: one 200, one 412', async () => {
    const answers = await Promise.all([
      staff.put(open(), { status: 'done' }, 1),
      staff.put(open(), { notes: 'Notiz' }, 1),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('with one Idempotency-Key have one effect, 20 times at once and once more later', async () => {
    const write = () => api.put(open(), { status: 'done' }, { version: 1, key: 'a-key-of-this-client' });
    const answers = await Promise.all(Array.from({ length: 20 }, write));
    answers.push(await write());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await staff.get(open())).body.version).toBe(2);
  });

  it.each<[string, () => string, Scope[]]>([
    ['GET', () => '/api/work-items', ['call.write', 'email.read', 'email.content']],
    ['GET', open, ['call.write', 'email.content']],
    ['PUT', open, ['call.read', 'email.write', 'email.content']],
  ])('and reads need their scope: %s', async (method, path, scopes) => {
    const body = method === 'PUT' ? { body: { status: 'done' }, version: 1 } : {};
    expect(problem(await api.call(method, path(), { ...body, scopes }))).toEqual([
      403,
      '/problems/forbidden',
    ]);
  });
});

describe('a list of work items', () => {
  beforeEach(async () => {
    world.clock.advance(60_000);
    await handOver(world, 964, { requestIds: [9641], reason: 'call_canceled' });
    await staff.put(open(), { due_at: '2026-12-03T00:00:00Z' });
  });

  it.each<[Record<string, string>, number[]]>([
    [{}, [962, 964, 961]],
    [{ status: 'open', therapist_id: '964' }, [964]],
    [{ kind: 'reach_therapist' }, [962, 961]],
    [{ kind: 'rebook_call' }, [964]],
    [{ reason: 'tries_used_up' }, [962]],
    [{ kind: 'settle_answer' }, []],
    [{ due_to: '2026-11-30T08:00:30Z' }, [962]],
    [{ due_to: '2026-11-30T08:01:00Z' }, [962]],
    [{ due_to: '2026-11-01T00:00:00Z' }, []],
    [{ status: 'done' }, [963]],
    [{ status: 'done', kind: 'rebook_call' }, []],
  ])('is filtered, open ones by due date, earliest first: %j', async (query, therapists) => {
    expect(therapistsOf(await staff.get('/api/work-items', query))).toEqual(therapists);
  });

  it('has the one first that was done last', async () => {
    world.clock.advance(60_000);
    await staff.put(open(), { status: 'done' });
    expect(therapistsOf(await staff.get('/api/work-items', { status: 'done' }))).toEqual([961, 963]);
    await staff.put(done(), { status: 'open' });
    world.clock.advance(60_000);
    await staff.put(done(), { status: 'done' });
    expect(therapistsOf(await staff.get('/api/work-items', { status: 'done' }))).toEqual([963, 961]);
  });

  it('goes on with a cursor, which is bound to its filters', async () => {
    const first = await staff.get('/api/work-items', { limit: '2' });
    const cursor = first.body.next_cursor ?? '';
    const second = await staff.get('/api/work-items', { limit: '2', cursor });
    expect([therapistsOf(first), therapistsOf(second)]).toEqual([[962, 964], [961]]);
    expect(second.body.next_cursor).toBeNull();
    for (const query of [
      { status: 'done', cursor },
      { kind: 'rebook_call', cursor },
      { cursor: `${cursor}x` },
      { cursor: 'nonsense' },
    ])
      expect(problem(await staff.get('/api/work-items', query))).toEqual([400, '/problems/invalid-cursor']);
  });
});

describe('FAULTS 34: bad input', () => {
  it.each<[unknown, string[]]>([
    [{}, ['']],
    [{ status: 'closed' }, ['/status']],
    [{ due_at: 'morgen' }, ['/due_at']],
    [{ due_at: '2026-12-24T12:00:00+01:00' }, ['/due_at']],
    [{ notes: '' }, ['/notes']],
    [{ notes: 'x'.repeat(2001) }, ['/notes']],
    [{ notes: 7 }, ['/notes']],
    [{ status: 'done', kind: 'rebook_call' }, ['/kind']],
    [{ status: 'done', placement_request_ids: [1] }, ['/placement_request_ids']],
  ])('names the fields of a change that are wrong: %j', async (body, fields) => {
    const refused = await staff.put(open(), body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
  });

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ limit: '1e9' }, '?limit'],
    [{ status: 'all' }, '?status'],
    [{ kind: 'no_way_to_reach' }, '?kind'],
    [{ reason: 'reach_therapist' }, '?reason'],
    [{ therapist_id: '07' }, '?therapist_id'],
    [{ due_to: '2026-12-24' }, '?due_to'],
    [{ due_from: '2026-12-24T12:00:00Z' }, '?due_from'],
  ])('names the filter that is wrong: %j', async (query, field) => {
    const refused = await staff.get('/api/work-items', query);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual([field]);
  });

  it.each(['wi_00000000000000000000000000', 'em_00000000000000000000000000', '1', `wi_${'x'.repeat(5000)}`])(
    'finds nothing under an id that is none of its kind: %.40s',
    async (id) => {
      expect(problem(await staff.get(`/api/work-items/${id}`))).toEqual([404, '/problems/not-found']);
    },
  );

  it('answers 405 and what is allowed instead', async () => {
    const refused = await api.post('/api/work-items', { therapist_id: 961 });
    expect(problem(refused)).toEqual([405, '/problems/method-not-allowed']);
    expect(refused.headers['allow']).toContain('GET');
    expect(problem(await api.delete(open(), { version: 1 }))).toEqual([405, '/problems/method-not-allowed']);
  });
});
