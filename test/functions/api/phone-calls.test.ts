import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { seedCalls } from '../../support/api-seed-calls.ts';
import { openApi, type Api } from '../../support/api.ts';
import { allCalls, violations } from '../../support/follow-up.ts';
import { SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let api: Api;
let staff: ApiCaller;
let ids: Record<string, string>;

beforeEach(async () => {
  ids = await seedCalls(world);
  api = await openApi(world);
  staff = callerOf(api);
});

const scheduled = () => `/api/phone-calls/${ids['scheduled_call_id']}`;
const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);

describe('a phone call', () => {
  it('is where Location says, with the version that ETag says', async () => {
    const made = await staff.post('/api/phone-calls', { therapist_id: 955, notes: 'Bitte leise.' });
    expect(made.status).toBe(201);
    const read = await staff.get(made.headers['location'] ?? '');
    expect(read.body).toEqual(made.body);
    expect(read.headers['etag']).toBe(`"${made.body.version}"`);
    expect(read.body).toMatchObject({
      therapist_id: 955,
      scheduled_date: '2026-11-23',
      scheduled_time: '10:05',
      time_zone: 'Europe/Berlin',
      starts_at: '2026-11-23T09:05:00.000Z',
      duration_minutes: 5,
      status: 'scheduled',
      try: 1,
      notes: 'Bitte leise.',
      phone_number: '+493023120955',
    });
  });

  it.each([
    ['a call', scheduled, ['phone_number', 'phone_uri', 'script', 'notes']],
    ['an entry', () => `/api/phone-call-batches/${ids['scheduled_call_id']}-1`, ['follow_up_notes']],
  ] as const)('shows no content without its scope: %s', async (_name, path, content) => {
    await staff.put(scheduled(), { notes: 'Notiz' });
    await staff.put(`/api/phone-call-batches/${ids['scheduled_call_id']}-1`, { follow_up_notes: 'Notiz' });
    const seen = await staff.get(path());
    const blind = await callerOf(api, { scopes: ['call.read'] }).get(path());
    expect(Object.keys(seen.body)).toEqual(expect.arrayContaining([...content]));
    expect(Object.keys(blind.body).filter((field) => (content as readonly string[]).includes(field))).toEqual(
      [],
    );
    expect(blind.status).toBe(200);
  });

  it('stays readable after it was deleted', async () => {
    const gone = await staff.delete(scheduled());
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await staff.get(scheduled())).body).toMatchObject({ status: 'canceled' });
    expect(problem(await staff.delete(scheduled()))).toEqual([409, '/problems/illegal-transition']);
    expect(await violations(world)).toEqual([]);
  });

  it('names the states of a move that is not in the table', async () => {
    const path = `/api/phone-calls/${ids['canceled_call_id']}`;
    const refused = await staff.put(path, { status: 'completed' });
    expect(refused.body).toMatchObject({
      type: '/problems/illegal-transition',
      from: 'canceled',
      to: 'completed',
    });
  });
});

describe('writes', () => {
  const later = { scheduled_date: '2026-11-26', scheduled_time: '15:30' };

  it('need the version that they replace', async () => {
    expect(problem(await api.put(scheduled(), later))).toEqual([428, '/problems/precondition-required']);
    expect(problem(await staff.put(scheduled(), later, 99))).toEqual([412, '/problems/precondition-failed']);
    expect(problem(await staff.delete(scheduled(), 99))).toEqual([412, '/problems/precondition-failed']);
  });

  it('of two clients with one version: one 200, one 412', async () => {
    const { version = 0 } = (await staff.get(scheduled())).body;
    const entry = `/api/phone-call-batches/${ids['scheduled_call_id']}-1`;
    const answers = await Promise.all([
      staff.put(scheduled(), later, version),
      staff.put(entry, { discussed: true }, version),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('with one Idempotency-Key have one effect, 50 times at once and once more later', async () => {
    const body = { therapist_id: 955 };
    const before = (await allCalls(world)).length;
    const book = () => staff.post('/api/phone-calls', body, { key: 'a-key-of-this-client' });
    const answers = await Promise.all(Array.from({ length: 50 }, book));
    answers.push(await book());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect(await allCalls(world)).toHaveLength(before + 1);
    const other = { therapist_id: 955, notes: 'anders' };
    const reused = await staff.post('/api/phone-calls', other, { key: 'a-key-of-this-client' });
    expect(problem(reused)).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it.each<[string, string, Scope[]]>([
    ['GET', '/api/phone-calls', ['call.write', 'email.read']],
    ['POST', '/api/phone-calls', ['call.read', 'email.write']],
  ])('and reads need their scope: %s %s', async (method, path, scopes) => {
    const body = method === 'POST' ? { body: { therapist_id: 955 } } : {};
    expect(problem(await api.call(method, path, { ...body, scopes }))).toEqual([403, '/problems/forbidden']);
  });
});

describe('a list of phone calls', () => {
  beforeEach(async () => {
    for (const [date, time] of [
      ['2026-11-26', '15:00'],
      ['2026-11-26', '14:00'],
      ['2026-11-30', '09:00'],
    ])
      await staff.post('/api/phone-calls', { therapist_id: 955, scheduled_date: date, scheduled_time: time });
  });

  const startsOf = ({ body }: ApiAnswer) => body.items?.map((item) => item['starts_at']);

  it.each([
    [{ scheduled_date: '2026-11-26' }, ['2026-11-26T13:00:00.000Z', '2026-11-26T14:00:00.000Z']],
    [{ from: '2026-11-26T14:00:00Z', to: '2026-11-30T08:00:00Z' }, ['2026-11-26T14:00:00.000Z']],
    [{ therapist_id: '955', status: 'completed' }, []],
    [
      { therapist_id: '955', status: 'scheduled' },
      ['2026-11-26T13:00:00.000Z', '2026-11-26T14:00:00.000Z', '2026-11-30T08:00:00.000Z'],
    ],
  ])('is filtered and sorted by start: %j', async (query, starts) => {
    expect(startsOf(await staff.get('/api/phone-calls', query))).toEqual(starts);
  });

  it('goes on with a cursor, which is bound to its filters', async () => {
    const query = { therapist_id: '955', limit: '2' };
    const first = await staff.get('/api/phone-calls', query);
    const cursor = first.body.next_cursor ?? '';
    const second = await staff.get('/api/phone-calls', { ...query, cursor });
    expect([startsOf(first)?.length, startsOf(second)]).toEqual([2, ['2026-11-30T08:00:00.000Z']]);
    expect(second.body.next_cursor).toBeNull();
    for (const [other, given] of [
      [{ limit: '2' }, cursor],
      [query, `${cursor}x`],
      [query, 'nonsense'],
    ] as const)
      expect(problem(await staff.get('/api/phone-calls', { ...other, cursor: given }))).toEqual([
        400,
        '/problems/invalid-cursor',
      ]);
  });
});

describe('FAULTS 34: bad input', () => {
  it.each([
    [{}, ['/therapist_id']],
    [{ therapist_id: '955' }, ['/therapist_id']],
    [{ therapist_id: 0 }, ['/therapist_id']],
    [{ therapist_id: 955, line: 1 }, ['/line']],
    [{ therapist_id: 955, scheduled_date: '2026-11-26' }, ['/scheduled_time']],
    [{ therapist_id: 955, scheduled_date: '2026-02-30', scheduled_time: '10:00' }, ['/scheduled_date']],
    [{ therapist_id: 955, scheduled_date: '2026-11-26', scheduled_time: '15:02' }, ['/scheduled_time']],
    [{ therapist_id: 955, scheduled_date: '2026-11-26', scheduled_time: '24:00' }, ['/scheduled_time']],
    [{ therapist_id: 955, duration_minutes: 65 }, ['/duration_minutes']],
    [{ therapist_id: 955, duration_minutes: 7 }, ['/duration_minutes']],
    [{ therapist_id: 955, outside_phone_hours: 'false' }, ['/outside_phone_hours']],
    [{ therapist_id: 955, outside_phone_hours: true }, ['/outside_phone_hours']],
    [{ therapist_id: 955, placement_request_ids: [1, 1] }, ['/placement_request_ids']],
    [{ therapist_id: 955, placement_request_ids: [1, '2'] }, ['/placement_request_ids/1']],
    [{ therapist_id: 955, notes: '' }, ['/notes']],
    [{ therapist_id: 999_999 }, ['/therapist_id']],
  ])('names the fields of a new call that are wrong: %j', async (body, fields) => {
    const refused = await staff.post('/api/phone-calls', body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
  });

  it.each([
    [{}, ['']],
    [{ status: 'done' }, ['/status']],
    [{ outcome: 'busy' }, ['/status']],
    [{ status: 'completed', outcome: 'busy' }, ['/outcome']],
    [{ status: 'failed', outcome: 'reached' }, ['/outcome']],
    [{ status: 'completed', scheduled_time: '10:00' }, ['/status']],
    [{ status: 'completed', actual_time: '10:00' }, ['/actual_time']],
    [{ status: 'completed', retry_after: '2026-11-27T00:00:00Z' }, ['/retry_after']],
    [{ status: 'failed', outcome: 'callback_at' }, ['/retry_after']],
    [{ status: 'failed', outcome: 'wrong_number', retry_after: '2026-11-27T00:00:00Z' }, ['/retry_after']],
    [{ status: 'failed', retry_after: 'morgen' }, ['/retry_after']],
    [{ notes: 'Notiz', therapist_id: 951 }, ['/therapist_id']],
  ])('names the fields of a change that are wrong: %j', async (body, fields) => {
    const refused = await staff.put(scheduled(), body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
    expect((await staff.get(scheduled())).body).toMatchObject({ status: 'scheduled', try: 1 });
  });

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ limit: '-1' }, '?limit'],
    [{ limit: '1e9' }, '?limit'],
    [{ limit: 'abc' }, '?limit'],
    [{ status: 'done' }, '?status'],
    [{ scheduled_date: '26.11.2026' }, '?scheduled_date'],
    [{ scheduled_date: '0000-01-01' }, '?scheduled_date'],
    [{ therapist_id: '07' }, '?therapist_id'],
    [{ from: '2026-11-27T00:00:00Z', to: '2026-11-26T00:00:00Z' }, '?to'],
    [{ patient_id: '1' }, '?patient_id'],
  ])('names the filter that is wrong: %j', async (query, field) => {
    const refused = await staff.get('/api/phone-calls', query);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual([field]);
  });

  it.each([
    '/api/phone-calls/em_00000000000000000000000000',
    '/api/phone-calls/1',
    `/api/phone-calls/pc_${'x'.repeat(5000)}`,
    '/api/phone-calls/pc_00000000000000000000000000/batches',
    '/api/phone-call-batches/pc_00000000000000000000000000-1',
    '/api/phone-call-batches/em_00000000000000000000000000-1',
    '/api/phone-call-batches/1',
  ])('finds nothing under an id that is none of its kind', async (path) => {
    expect(problem(await staff.get(path))).toEqual([404, '/problems/not-found']);
  });

  it('answers 405 and what is allowed instead', async () => {
    const refused = await api.call('DELETE', '/api/phone-calls', { version: 1 });
    expect(problem(refused)).toEqual([405, '/problems/method-not-allowed']);
    expect(refused.headers['allow']).toContain('POST');
  });

  it('keeps words of people as they are', async () => {
    const notes = '<script>alert(1)</script> {{7*7}} \u2028 😀 ￿';
    const made = await staff.post('/api/phone-calls', { therapist_id: 955, notes });
    expect([made.status, made.body['notes']]).toEqual([201, notes]);
  });

  it('refuses half a surrogate pair, and what nobody can read', async () => {
    for (const unreadable of ['\\ud800', '\\u0000', 'Zeile\\u0008']) {
      const notes = `{"therapist_id": 955, "notes": "${unreadable}"}`;
      expect(fieldsOf(await staff.post('/api/phone-calls', notes))).toEqual(['/notes']);
    }
    const entry = `/api/phone-call-batches/${ids['scheduled_call_id']}-1`;
    expect(fieldsOf(await staff.put(entry, '{"follow_up_notes": "\\udc00"}'))).toEqual(['/follow_up_notes']);
  });

  it('refuses to move a call into the past', async () => {
    world.at(SEND_TIME);
    const past = await staff.put(scheduled(), { scheduled_date: '2026-11-20', scheduled_time: '10:00' });
    expect(past.body).toMatchObject({ type: '/problems/slot-not-available', reason: 'too_early' });
  });
});
