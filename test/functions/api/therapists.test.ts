import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { openApi, type Api } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const HOURS = '/api/therapists/1/phone-hours';
const ABSENCES = '/api/therapists/1/absences';
let api: Api;
let staff: ApiCaller;
let blind: ApiCaller;

beforeEach(async () => {
  world.at(SEND_TIME);
  world.therapist(1);
  api = await openApi(world);
  staff = callerOf(api);
  blind = callerOf(api, { scopes: ['call.read', 'call.write'] });
});

const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);

describe('phone hours', () => {
  const BROKEN = { Mo: ['9-10', '9:30-12'], Mi: 'nach Vereinbarung', Fr: '22:00-24:00' };

  it('are read from the directory now: windows, and what was not understood', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: BROKEN });
    const read = await staff.get(HOURS);
    expect(read.body).toEqual({
      therapist_id: 1,
      time_zone: 'Europe/Berlin',
      windows: [
        { weekday: 'monday', start: '09:00', end: '12:00' },
        { weekday: 'friday', start: '22:00', end: '24:00' },
      ],
      not_understood: ['Mi: nach Vereinbarung'],
      not_understood_count: 1,
    });
    world.therapist(1, { telefonische_erreichbarkeit: null });
    expect((await staff.get(HOURS)).body).toMatchObject({ windows: [], not_understood: [] });
  });

  it('show nothing that somebody wrote without the scope for it', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: BROKEN });
    const read = await blind.get(HOURS);
    expect(read.body).not.toHaveProperty('not_understood');
    expect(read.body).toMatchObject({ not_understood_count: 1 });
  });

  it('are those by which calls are booked', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: 'mi 10-10:15' });
    expect((await staff.get(HOURS)).body['windows']).toEqual([
      { weekday: 'wednesday', start: '10:00', end: '10:15' },
    ]);
    expect((await staff.post('/api/phone-calls', { therapist_id: 1 })).body).toMatchObject({
      scheduled_date: '2026-11-25',
      scheduled_time: '10:00',
    });
  });

  it('of nobody are not found; while the directory is silent nobody can tell', async () => {
    expect(problem(await staff.get('/api/therapists/2/phone-hours'))).toEqual([404, '/problems/not-found']);
    world.therapists.faults.set(3, '500');
    const silent = await staff.get('/api/therapists/3/phone-hours');
    expect(problem(silent)).toEqual([503, '/problems/unavailable']);
    expect(silent.headers['retry-after']).toBeDefined();
  });
});

describe('an absence', () => {
  const days = { from: '2026-12-21', to: '2027-01-03' };

  it('is where Location says, with the version that ETag says, until it is deleted', async () => {
    const made = await staff.post(ABSENCES, { ...days, note: 'Weihnachten' });
    expect(made.status).toBe(201);
    const path = made.headers['location'] ?? '';
    const read = await staff.get(path);
    expect(read.body).toEqual({
      id: path.split('/').at(-1),
      therapist_id: 1,
      ...days,
      time_zone: 'Europe/Berlin',
      note: 'Weihnachten',
      created_at: SEND_TIME,
      version: 1,
    });
    expect([made.body, made.headers['etag'], read.headers['etag']]).toEqual([read.body, '"1"', '"1"']);
    expect(problem(await staff.delete(path, 2))).toEqual([412, '/problems/precondition-failed']);
    expect(problem(await api.delete(path))).toEqual([428, '/problems/precondition-required']);
    expect((await staff.delete(path)).status).toBe(204);
    expect(problem(await staff.get(path))).toEqual([404, '/problems/not-found']);
    expect(problem(await staff.delete(path, 1))).toEqual([404, '/problems/not-found']);
  });

  it('is not found under another therapist', async () => {
    const { body } = await staff.post(ABSENCES, days);
    expect((await staff.get(`/api/therapists/2/absences/${body.id}`)).status).toBe(404);
    expect((await staff.delete(`/api/therapists/2/absences/${body.id}`, 1)).status).toBe(404);
  });

  it('shows no note without its scope', async () => {
    const { headers } = await staff.post(ABSENCES, { ...days, note: 'Operation' });
    for (const path of [headers['location'] ?? '', ABSENCES]) {
      expect((await staff.get(path)).text).toContain('Operation');
      expect((await blind.get(path)).text).not.toContain('note');
    }
    expect((await blind.post(ABSENCES, { ...days, note: 'Kur' })).text).not.toContain('Kur');
  });

  it('moves the calls that it covers, which the list of calls shows at once', async () => {
    await addRequest(world, 1, { therapist: 1 });
    const time = { scheduled_date: '2026-11-26', scheduled_time: '15:00' };
    const call = await staff.post('/api/phone-calls', { therapist_id: 1, ...time });
    await staff.post(ABSENCES, { from: '2026-11-23', to: '2026-11-26' });
    const listed = await staff.get('/api/phone-calls', { scheduled_date: '2026-11-30' });
    expect(listed.body.items).toMatchObject([{ id: call.body.id, scheduled_time: '09:00' }]);
    expect((await staff.post('/api/phone-calls', { therapist_id: 1, ...time })).body).toMatchObject({
      reason: 'therapist_absent',
    });
    expect(await violations(world)).toEqual([]);
  });

  it('becomes a work item where the call cannot be moved', async () => {
    await addRequest(world, 1, { therapist: 1 });
    const call = await staff.post('/api/phone-calls', { therapist_id: 1, placement_request_ids: [1] });
    await staff.post(ABSENCES, { from: '2026-11-23', to: '2026-12-31' });
    const items = await staff.get('/api/work-items', { reason: 'therapist_absent' });
    expect(items.body.items).toMatchObject([
      { kind: 'reach_therapist', phone_call_id: call.body.id, placement_request_ids: [1] },
    ]);
  });

  it('is entered once with one Idempotency-Key, 20 times at once', async () => {
    const enter = () => staff.post(ABSENCES, days, { key: 'a-key-of-this-client' });
    const answers = await Promise.all(Array.from({ length: 20 }, enter));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect((await staff.get(ABSENCES)).body.items).toHaveLength(1);
  });

  it.each([
    [{}, ['/from', '/to']],
    [{ from: '2026-12-21' }, ['/to']],
    [{ ...days, to: '2026-12-20' }, ['/to']],
    [{ ...days, to: '2027-12-22' }, ['/to']],
    [{ from: '2026-02-30', to: '2026-12-21' }, ['/from']],
    [{ from: '21.12.2026', to: '2026-12-21' }, ['/from']],
    [{ from: '2026-11-20', to: '2026-11-22' }, ['/to']],
    [{ ...days, note: '' }, ['/note']],
    [{ ...days, note: 'x'.repeat(1001) }, ['/note']],
    [{ ...days, therapist_id: 1 }, ['/therapist_id']],
  ])('is refused by the fields that are wrong: %j', async (body, fields) => {
    const refused = await staff.post(ABSENCES, body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
    expect((await staff.get(ABSENCES)).body.items).toEqual([]);
  });

  it.each([
    ['a single day, today', { from: '2026-11-23', to: '2026-11-23' }],
    ['one that has begun', { from: '2026-11-01', to: '2026-11-30' }],
    ['366 days', { from: '2026-12-21', to: '2027-12-21' }],
  ])('may be %s', async (_name, body) => {
    expect((await staff.post(ABSENCES, body)).status).toBe(201);
  });

  it('of nobody is not found; while the directory is silent it is not entered', async () => {
    expect(problem(await staff.post('/api/therapists/2/absences', days))).toEqual([
      404,
      '/problems/not-found',
    ]);
    world.therapists.faults.set(3, '500');
    expect(problem(await staff.post('/api/therapists/3/absences', days))).toEqual([
      503,
      '/problems/unavailable',
    ]);
  });
});

describe('the list of absences', () => {
  it('holds those that are not over, by their first day', async () => {
    for (const [from, to] of [
      ['2027-01-01', '2027-01-01'],
      ['2026-11-23', '2026-11-23'],
      ['2026-11-20', '2026-12-31'],
    ])
      await staff.post(ABSENCES, { from, to });
    const firstDays = async () =>
      (await staff.get(ABSENCES)).body.items?.map((item) => [item['from'], item['to']]);
    expect(await firstDays()).toEqual([
      ['2026-11-20', '2026-12-31'],
      ['2026-11-23', '2026-11-23'],
      ['2027-01-01', '2027-01-01'],
    ]);
    // Past midnight in Berlin.
    world.at('2026-11-23T23:00:00.000Z');
    expect(await firstDays()).toEqual([
      ['2026-11-20', '2026-12-31'],
      ['2027-01-01', '2027-01-01'],
    ]);
  });

  it('is empty while the directory is silent, and not found where there is nobody', async () => {
    world.therapists.faults.set(3, '500');
    expect((await staff.get('/api/therapists/3/absences')).body).toEqual({ items: [], next_cursor: null });
    expect((await staff.get('/api/therapists/2/absences')).status).toBe(404);
  });
});

describe('therapists', () => {
  it.each<[string, string, Scope[]]>([
    ['GET', HOURS, ['call.write', 'email.content']],
    ['GET', ABSENCES, ['call.write', 'email.content']],
    ['POST', ABSENCES, ['call.read', 'email.content']],
  ])('need the scope of what is done: %s %s', async (method, path, scopes) => {
    expect(problem(await api.call(method, path, { scopes }))).toEqual([403, '/problems/forbidden']);
  });

  it.each(['0', '01', '-1', '1e3', 'x', '99999999999999999999'])('have no id like %s', async (id) => {
    expect((await staff.get(`/api/therapists/${id}/phone-hours`)).status).toBe(404);
    expect((await staff.get(`/api/therapists/${id}/absences`)).status).toBe(404);
  });
});
