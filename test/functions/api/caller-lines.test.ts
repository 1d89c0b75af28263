import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { openApi, type Api } from '../../support/api.ts';
import { allWorkItems, published, violations } from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ environment: { CALL_LINES: '2' } });
const PATH = '/api/caller-lines';
let api: Api;
let staff: ApiCaller;

beforeEach(async () => {
  world.at(SEND_TIME);
  api = await openApi(world);
  staff = callerOf(api);
});

const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);
const shift = (weekday: string, start: string, end: string) => ({ weekday, start, end });

describe('caller lines', () => {
  it('are as many as configured until some are stored', async () => {
    const read = await staff.get(PATH);
    expect([read.status, read.headers['etag']]).toEqual([200, '"0"']);
    expect(read.body).toEqual({
      items: [
        { number: 1, active: true },
        { number: 2, active: true },
      ],
      next_cursor: null,
      time_zone: 'Europe/Berlin',
      version: 0,
    });
  });

  it('are replaced as a whole, and read back by number as they were written', async () => {
    const items = [
      {
        number: 50,
        name: 'Telefon am Empfang',
        shifts: [shift('sunday', '00:00', '24:00'), shift('monday', '09:05', '12:30')],
        active: false,
      },
      { number: 3, active: true },
    ];
    const stored = await staff.put(PATH, { items });
    expect([stored.status, stored.headers['etag']]).toEqual([200, '"1"']);
    expect(stored.body).toMatchObject({ items: items.toReversed(), version: 1 });
    expect((await staff.get(PATH)).body).toEqual(stored.body);
    const replaced = await staff.put(PATH, { items: [{ number: 1, active: true }] });
    expect(replaced.body).toMatchObject({ items: [{ number: 1, active: true }], version: 2 });
  });

  it('need the version that is replaced, the first time as well', async () => {
    const body = { items: [{ number: 1, active: true }] };
    expect(problem(await api.put(PATH, body))).toEqual([428, '/problems/precondition-required']);
    expect(problem(await staff.put(PATH, body, 1))).toEqual([412, '/problems/precondition-failed']);
    const answers = await Promise.all([1, 2, 3].map(() => staff.put(PATH, body, 0)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    expect(problem(await staff.put(PATH, body, 0))).toEqual([412, '/problems/precondition-failed']);
  });

  it.each<[string, Scope[]]>([
    ['GET', ['call.write', 'ops.read']],
    ['PUT', ['call.read', 'ops.write']],
  ])('need their scope: %s', async (method, scopes) => {
    expect(problem(await api.call(method, PATH, { scopes }))).toEqual([403, '/problems/forbidden']);
  });

  it.each([
    [{}, ['/items']],
    [{ items: [] }, ['/items']],
    [{ items: [{ number: 1, active: true }], version: 0 }, ['/version']],
    [{ items: [{ number: 0, active: true }] }, ['/items/0/number']],
    [{ items: [{ number: 51, active: true }] }, ['/items/0/number']],
    [{ items: [{ number: 1 }] }, ['/items/0/active']],
    [{ items: [{ number: 1, active: true, name: '' }] }, ['/items/0/name']],
    [{ items: [1, 1].map((number) => ({ number, active: true })) }, ['/items']],
    [{ items: Array.from({ length: 51 }, () => ({ number: 1, active: true })) }, ['/items']],
  ])('name the fields that are wrong: %j', async (body, fields) => {
    const refused = await staff.put(PATH, body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
  });

  it.each([
    [shift('monday', '12:00', '09:00'), 'end'],
    [shift('monday', '09:00', '09:00'), 'end'],
    [shift('monday', '9:00', '12:00'), 'start'],
    [shift('monday', '24:00', '24:00'), 'start'],
    [shift('monday', '09:00', '24:01'), 'end'],
    [shift('Montag', '09:00', '12:00'), 'weekday'],
    [shift('1', '09:00', '12:00'), 'weekday'],
  ])('have shifts that begin before they end: %j', async (wrong, field) => {
    const shifts = [shift('monday', '09:00', '12:00'), wrong];
    const refused = await staff.put(PATH, { items: [{ number: 1, active: true, shifts }] });
    expect(fieldsOf(refused)).toContain(`/items/0/shifts/1/${field}`);
  });

  it('say what an empty list of shifts is to be instead', async () => {
    const refused = await staff.put(PATH, { items: [{ number: 1, active: true, shifts: [] }] });
    expect(refused.body.errors).toEqual([
      { field: '/items/0/shifts', message: expect.stringMatching(/leave it out .* active/) },
    ]);
  });

  it('take as many lines and shifts as there may be', async () => {
    const shifts = Array.from({ length: 50 }, () => shift('monday', '09:00', '12:00'));
    const items = Array.from({ length: 50 }, (_, index) => ({ number: index + 1, active: true, shifts }));
    expect((await staff.put(PATH, { items })).status).toBe(200);
    const more = [{ number: 1, active: true, shifts: [...shifts, ...shifts.slice(0, 1)] }];
    expect(fieldsOf(await staff.put(PATH, { items: more }))).toEqual(['/items/0/shifts']);
  });
});

describe('calls', () => {
  const time = { scheduled_date: '2026-11-26', scheduled_time: '15:00' };
  /** A call with a therapist about the request of the same number. */
  const book = (id: number, more: object = {}) =>
    staff.post('/api/phone-calls', { therapist_id: id, placement_request_ids: [id], ...more });
  beforeEach(async () => {
    for (const id of [1, 2]) {
      world.therapist(id);
      await addRequest(world, id, { therapist: id });
    }
  });

  it('are made in the shifts of their line', async () => {
    const shifts = [shift('thursday', '15:30', '15:45'), shift('thursday', '15:40', '16:00')];
    await staff.put(PATH, { items: [{ number: 7, active: true, shifts }] });
    expect((await book(1)).body).toMatchObject({
      line: 7,
      scheduled_date: '2026-11-26',
      scheduled_time: '15:30',
    });
    expect((await book(2, time)).body).toMatchObject({ reason: 'no_free_line' });
  });

  it('are not made while no line is active', async () => {
    await staff.put(PATH, { items: [{ number: 1, active: false }] });
    expect(problem(await book(1))).toEqual([409, '/problems/no-slot-available']);
  });

  it.each([
    ['is gone', { number: 3, active: true }],
    ['is not active', { number: 2, active: false }],
    ['is staffed at other times', { number: 2, active: true, shifts: [shift('monday', '09:00', '12:00')] }],
  ])('go to staff, by the next sweep, when their line %s', async (_name, second) => {
    const [kept, lost] = [await book(1, time), await book(2, time)];
    expect([kept.body['line'], lost.body['line']]).toEqual([1, 2]);
    await staff.put(PATH, { items: [{ number: 1, active: true }, second] });
    expect(await world.sweep()).toMatchObject({ handed_over: 1, failed: 0 });
    const statusOf = async ({ body: { id = '' } }: ApiAnswer) =>
      (await staff.get(`/api/phone-calls/${id}`)).body['status'];
    expect([await statusOf(kept), await statusOf(lost)]).toEqual(['scheduled', 'canceled']);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'line_gone', therapistId: 2, requestIds: [2], callId: lost.body.id },
    ]);
    expect(await published(world, 'call_canceled')).toMatchObject([{ phone_call_id: lost.body.id }]);
    expect(await world.sweep()).toMatchObject({ handed_over: 0 });
    expect((await book(2)).status).toBe(201);
    expect(await violations(world)).toEqual([]);
  });
});
