import { beforeEach, describe, expect, it } from '@jest/globals';
import { SCOPES, type Scope } from '../../../shared/contracts/http/operation.ts';
import { MINUTE_MS } from '../../../shared/domain/time.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { openApi, type Api } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { pumpEvery, queueMails, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const PATH = '/api/switches';
let api: Api;
let staff: ApiCaller;

beforeEach(async () => {
  world.at(SEND_TIME);
  api = await openApi(world);
  staff = callerOf(api);
});

const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);
const ALL_OFF = { scope: 'all', off: true, reason: 'Störung beim Versand' };
const therapistOff = (therapist_id: number) => ({ ...ALL_OFF, scope: 'therapist', therapist_id });

describe('switches', () => {
  it('are none until somebody sets one', async () => {
    const read = await staff.get(PATH);
    expect([read.status, read.headers['etag']]).toEqual([200, '"0"']);
    expect(read.body).toEqual({ items: [], next_cursor: null, version: 0 });
  });

  it('are set one by one, and tell who set them, when and why', async () => {
    await staff.put(PATH, therapistOff(7));
    const template = { scope: 'template', template: 'custom', off: true, reason: 'Testfall' };
    const set = await callerOf(api, { subject: 'staff-2' }).put(PATH, template);
    expect([set.status, set.headers['etag']]).toEqual([200, '"2"']);
    expect(set.body).toEqual({
      items: [
        { ...therapistOff(7), by: 'staff-1', changed_at: SEND_TIME },
        { ...template, by: 'staff-2', changed_at: SEND_TIME },
      ],
      next_cursor: null,
      version: 2,
    });
    expect((await staff.get(PATH)).body).toEqual(set.body);
    const on = await staff.put(PATH, { scope: 'therapist', therapist_id: 7, off: false, reason: 'erledigt' });
    expect(on.body).toMatchObject({ items: [template], version: 3 });
  });

  it('show their reason only to whoever may see content', async () => {
    await staff.put(PATH, ALL_OFF);
    const operator = callerOf(api, { scopes: ['ops.read', 'ops.write'] });
    const shown = { scope: 'all', off: true, by: 'staff-1', changed_at: SEND_TIME };
    expect((await operator.get(PATH)).body.items).toEqual([shown]);
    expect((await operator.put(PATH, ALL_OFF)).body.items).toEqual([shown]);
    expect((await staff.get(PATH)).body.items).toEqual([{ ...shown, reason: ALL_OFF.reason }]);
  });

  it('need the version of all of them, the first time as well', async () => {
    expect(problem(await api.put(PATH, ALL_OFF))).toEqual([428, '/problems/precondition-required']);
    expect(problem(await staff.put(PATH, ALL_OFF, 1))).toEqual([412, '/problems/precondition-failed']);
    const answers = await Promise.all([1, 2, 3].map((id) => staff.put(PATH, therapistOff(id), 0)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    expect((await staff.get(PATH)).body.items).toHaveLength(1);
  });

  it('FAULTS 50: are set once by a client who repeats himself', async () => {
    const set = () => api.put(PATH, ALL_OFF, { version: 0, key: 'stop-1' });
    const [first, again] = [await set(), await set()];
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    const other = await api.put(PATH, therapistOff(7), { version: 1, key: 'stop-1' });
    expect(problem(other)).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it.each<[string, Scope]>([
    ['GET', 'ops.read'],
    ['PUT', 'ops.write'],
  ])('need their scope: %s', async (method, needed) => {
    const scopes = SCOPES.filter((scope) => scope !== needed);
    expect(problem(await api.call(method, PATH, { scopes }))).toEqual([403, '/problems/forbidden']);
  });

  it.each([
    [{}, ['/scope', '/off']],
    [{ scope: 'all' }, ['/off']],
    [{ scope: 'all', off: true }, ['/reason']],
    [{ scope: 'all', off: 'true', reason: 'x' }, ['/off']],
    [{ ...ALL_OFF, reason: '' }, ['/reason']],
    [{ ...ALL_OFF, reason: ' \n ' }, ['/reason']],
    [{ ...ALL_OFF, reason: 'x'.repeat(201) }, ['/reason']],
    [{ ...ALL_OFF, scope: 'therapists' }, ['/scope']],
    [{ ...ALL_OFF, by: 'staff-2' }, ['/by']],
    [{ ...ALL_OFF, template: 'follow_up' }, ['/template']],
    [{ ...ALL_OFF, therapist_id: 7 }, ['/therapist_id']],
    [{ ...ALL_OFF, scope: 'template' }, ['/template']],
    [{ ...ALL_OFF, scope: 'template', template: 'base_email' }, ['/template']],
    [{ ...ALL_OFF, scope: 'template', template: 'custom', therapist_id: 7 }, ['/therapist_id']],
    [{ ...ALL_OFF, scope: 'template', therapist_id: 7 }, ['/template', '/therapist_id']],
    [{ ...ALL_OFF, scope: 'therapist' }, ['/therapist_id']],
    [{ scope: 'therapist', template: null, therapist_id: 7, off: false }, ['/template']],
    [therapistOff(0), ['/therapist_id']],
    [{ ...ALL_OFF, scope: 'therapist', therapist_id: '7' }, ['/therapist_id']],
    [{ items: [ALL_OFF] }, ['/scope', '/off', '/items']],
  ])('name the fields that are wrong: %j', async (body, fields) => {
    const refused = await staff.put(PATH, body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
    expect((await staff.get(PATH)).body).toMatchObject({ items: [], version: 0 });
  });

  it('are refused where there are as many as there may be', async () => {
    const { store } = world.service;
    const items = Array.from({ length: 200 }, (_, index) => ({
      scope: 'therapist' as const,
      therapistId: index + 1,
      by: 'staff-1',
      changedAt: SEND_TIME,
    }));
    await store.commit([store.saveSwitches({ items, version: 0 })]);
    const refused = await staff.put(PATH, ALL_OFF);
    expect(problem(refused)).toEqual([409, '/problems/too-many-switches']);
    expect(refused.body['max_switches']).toBe(200);
    expect((await staff.put(PATH, { scope: 'therapist', therapist_id: 7, off: false })).status).toBe(200);
    expect((await staff.put(PATH, ALL_OFF)).body.items).toHaveLength(200);
  });
});

describe('mail', () => {
  it('stops at once when it is switched off, says so, and leaves when it is on again', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await staff.put(PATH, therapistOff(1));
    expect(await world.pump()).toMatchObject({ accepted: 0 });
    const email = await staff.get(`/api/emails/${id}`);
    expect(email.body).toMatchObject({ status: 'queued', error_message: 'switched_off', tries: 0 });

    await staff.put(PATH, { scope: 'therapist', therapist_id: 1, off: false });
    await pumpEvery(world, 10 * MINUTE_MS, 1);
    const sent = await staff.get(`/api/emails/${id}`);
    expect(sent.body).toMatchObject({ status: 'sent', attempt: 1 });
    expect(sent.body).not.toHaveProperty('error_message');
    expect(await violations(world)).toEqual([]);
  });
});
