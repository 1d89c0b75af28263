import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { openApi, type Api } from '../../support/api.ts';
import { sendMail, violations } from '../../support/follow-up.ts';
import { acceptsOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ start: SEND_TIME });
let api: Api;
let staff: ApiCaller;

beforeEach(async () => {
  api = await openApi(world);
  staff = callerOf(api);
});

const ADDRESS = 'praxis-1@praxis.example';
const LIST = '/api/suppressions';
const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);
const addressesOf = ({ body }: ApiAnswer) => body.items?.map(({ address }) => address);

const suppress = (body: Record<string, unknown> = {}) =>
  staff.post(LIST, { address: ADDRESS, reason: 'requested', ...body });

describe('a suppression', () => {
  it('is made, read and lifted under an id that does not tell the address', async () => {
    const made = await suppress({ address: ' Praxis-1@Praxis.Example', expires_at: '2027-01-01T00:00:00Z' });
    const { id } = made.body;
    expect(id).toMatch(/^[\w-]{24}$/);
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ location: `${LIST}/${id}`, etag: '"1"' });
    expect(made.body).toEqual({
      id,
      address: ADDRESS,
      reason: 'requested',
      source: 'api',
      by: 'staff-1',
      created_at: SEND_TIME,
      expires_at: '2027-01-01T00:00:00.000Z',
      version: 1,
    });
    expect((await staff.get(`${LIST}/${id}`)).body).toEqual(made.body);
    expect((await staff.get(LIST)).body.items).toEqual([made.body]);

    expect((await staff.delete(`${LIST}/${id}`)).status).toBe(204);
    expect(problem(await staff.get(`${LIST}/${id}`))).toEqual([404, '/problems/not-found']);
    expect((await staff.get(LIST)).body.items).toEqual([]);
  });

  it('that SES reported has no client, and a bounce is not weakened by one', async () => {
    const emailId = await sendMail(world, 1, [1]);
    const at = plus(world.clock.now(), MINUTE_MS).slice(0, 19);
    await world.sesEvent(acceptsOf(world, emailId)[0]!, 'Bounce', { at: `${at}.000Z` });
    const { body } = await suppress({ expires_at: '2027-01-01T00:00:00Z' });
    expect(body).toEqual({
      id: body.id,
      address: ADDRESS,
      reason: 'bounce',
      source: 'ses',
      created_at: `${at}.000Z`,
      version: body.version,
    });
    expect(await violations(world)).toEqual([]);
  });

  it('shows its address to those alone who have the scope', async () => {
    const blind = callerOf(api, { scopes: ['ops.read', 'ops.write'] });
    const made = await blind.post(LIST, { address: ADDRESS, reason: 'other' });
    const shown = [made, await blind.get(`${LIST}/${made.body.id}`), await blind.get(LIST)];
    expect(shown.map(({ status }) => status)).toEqual([201, 200, 200]);
    for (const { text, headers } of shown) {
      expect(text).not.toContain('address');
      expect(text + JSON.stringify(headers)).not.toContain('praxis');
    }
    expect((await staff.get(LIST)).body.items).toMatchObject([{ address: ADDRESS, reason: 'other' }]);
  });

  it('keeps an email from being queued, until it is lifted', async () => {
    world.therapist(1);
    const { body } = await suppress();
    const email = { therapist_id: 1, status: 'queued', subject: 'Rückfrage', body_html: '<p>Guten Tag</p>' };
    const refused = await staff.post('/api/emails', email);
    expect(refused.body).toMatchObject({ type: '/problems/contact-stopped', reason: 'suppressed' });
    await staff.delete(`${LIST}/${body.id}`);
    expect((await staff.post('/api/emails', email)).status).toBe(201);
  });

  it.each([plus(SEND_TIME, 1), '2036-11-23T08:00:00.000Z', plus(SEND_TIME, 3653 * DAY_MS)])(
    'may end at any time of the coming ten years: %s',
    async (expires_at) => {
      expect((await suppress({ expires_at })).body).toMatchObject({ expires_at });
    },
  );

  it('that has expired is not there any more: not to be read, listed or lifted', async () => {
    const { body } = await suppress({ expires_at: plus(SEND_TIME, HOUR_MS) });
    world.clock.advance(HOUR_MS);
    expect((await staff.get(LIST)).body.items).toEqual([]);
    expect(problem(await staff.get(`${LIST}/${body.id}`))).toEqual([404, '/problems/not-found']);
    expect(problem(await staff.delete(`${LIST}/${body.id}`, 1))).toEqual([404, '/problems/not-found']);
    expect((await suppress()).body).toMatchObject({ created_at: plus(SEND_TIME, HOUR_MS), version: 2 });
  });
});

describe('writes', () => {
  it('need the version that they replace', async () => {
    const path = `${LIST}/${(await suppress()).body.id}`;
    expect(problem(await api.delete(path))).toEqual([428, '/problems/precondition-required']);
    expect(problem(await staff.delete(path, 99))).toEqual([412, '/problems/precondition-failed']);
    await suppress({ reason: 'complaint' });
    expect(problem(await staff.delete(path, 1))).toEqual([412, '/problems/precondition-failed']);
    expect((await staff.delete(path, 2)).status).toBe(204);
  });

  it('of 20 clients at once suppress an address once, for the gravest reason', async () => {
    const reasons = ['other', 'requested', 'wrong_address', 'complaint', 'bounce'];
    const writes = Array.from({ length: 20 }, (_, index) => suppress({ reason: reasons[index % 5] }));
    const answers = await Promise.all(writes);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await staff.get(LIST)).body.items).toMatchObject([{ reason: 'complaint' }]);
  });

  it('with one Idempotency-Key have one effect; another body is refused', async () => {
    const body = { address: ADDRESS, reason: 'requested' };
    const first = await api.post(LIST, body, { key: 'a-key' });
    world.clock.advance(HOUR_MS);
    const again = await api.post(LIST, body, { key: 'a-key' });
    expect([again.status, again.text]).toEqual([201, first.text]);
    const other = await api.post(LIST, { ...body, reason: 'bounce' }, { key: 'a-key' });
    expect(problem(other)).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it.each<[string, string, Scope[]]>([
    ['GET', LIST, ['ops.write', 'email.read', 'email.content']],
    ['POST', LIST, ['ops.read', 'email.write', 'email.content']],
    ['GET', `${LIST}/${'x'.repeat(24)}`, ['ops.write', 'email.content']],
    ['DELETE', `${LIST}/${'x'.repeat(24)}`, ['ops.read', 'email.content']],
  ])('and reads need their scope: %s %s', async (method, path, scopes) => {
    const body = method === 'POST' ? { body: { address: ADDRESS, reason: 'other' } } : {};
    expect(problem(await api.call(method, path, { ...body, version: 1, scopes }))).toEqual([
      403,
      '/problems/forbidden',
    ]);
  });
});

describe('a list of suppressions', () => {
  beforeEach(async () => {
    for (const [name, reason] of [
      ['a', 'requested'],
      ['b', 'wrong_address'],
      ['c', 'requested'],
    ]) {
      await suppress({ address: `${name}@praxis.example`, reason });
      world.clock.advance(1000);
    }
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ['c', 'b', 'a']],
    [{ reason: 'requested' }, ['c', 'a']],
    [{ source: 'api', reason: 'wrong_address' }, ['b']],
    [{ source: 'ses' }, []],
    [{ reason: 'complaint' }, []],
  ])('is filtered, newest first: %j', async (query, names) => {
    expect(addressesOf(await staff.get(LIST, query))).toEqual(names.map((name) => `${name}@praxis.example`));
  });

  it('goes on with a cursor, which is bound to its filters and tells no address', async () => {
    const first = await staff.get(LIST, { limit: '2' });
    const cursor = first.body.next_cursor ?? '';
    expect(Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString()).not.toContain('@');
    const second = await staff.get(LIST, { limit: '2', cursor });
    expect(addressesOf(second)).toEqual(['a@praxis.example']);
    expect(second.body.next_cursor).toBeNull();
    for (const query of [{ reason: 'requested', cursor }, { cursor: `${cursor}x` }, { cursor: 'nonsense' }])
      expect(problem(await staff.get(LIST, query))).toEqual([400, '/problems/invalid-cursor']);
  });
});

describe('FAULTS 34: bad input', () => {
  it.each<[unknown, string[]]>([
    [{}, ['/address', '/reason']],
    [{ address: 'a@b', reason: 'other' }, ['/address']],
    [{ address: 'a@praxis.example, b@praxis.example', reason: 'other' }, ['/address']],
    [{ address: 'müller@praxis.example', reason: 'other' }, ['/address']],
    [{ address: `${'x'.repeat(400)}@praxis.example`, reason: 'other' }, ['/address']],
    [{ address: 'a@praxis.example\r\nBcc: b@praxis.example', reason: 'other' }, ['/address']],
    [{ address: 7, reason: 'other' }, ['/address']],
    [{ address: ADDRESS, reason: 'spam' }, ['/reason']],
    [{ address: ADDRESS, reason: 'other', expires_at: 'morgen' }, ['/expires_at']],
    [{ address: ADDRESS, reason: 'other', expires_at: null }, ['/expires_at']],
    [{ address: ADDRESS, reason: 'other', expires_at: SEND_TIME }, ['/expires_at']],
    [{ address: ADDRESS, reason: 'other', expires_at: '2036-11-25T08:00:00Z' }, ['/expires_at']],
    [{ address: ADDRESS, reason: 'other', source: 'ses' }, ['/source']],
  ])('names the fields that are wrong and repeats none of them: %j', async (body, fields) => {
    const refused = await staff.post(LIST, body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
    expect(refused.text).not.toContain('praxis');
  });

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ reason: 'spam' }, '?reason'],
    [{ source: 'staff' }, '?source'],
    [{ address: ADDRESS }, '?address'],
  ])('names the filter that is wrong: %j', async (query, field) => {
    const refused = await staff.get(LIST, query);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual([field]);
  });

  it.each(['x'.repeat(24), 'em_00000000000000000000000000', '1', encodeURIComponent(ADDRESS)])(
    'finds nothing under an id that is none: %.30s',
    async (id) => {
      expect(problem(await staff.get(`${LIST}/${id}`))).toEqual([404, '/problems/not-found']);
    },
  );
});
