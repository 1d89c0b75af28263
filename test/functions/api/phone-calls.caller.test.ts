import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import { seedCalls } from '../../support/api-seed-calls.ts';
import { openApi, type Api } from '../../support/api.ts';
import { eventsOf } from '../../support/calendar.ts';
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

describe('what a caller is told', () => {
  const content = ['phone_number', 'phone_uri', 'script'];
  const told = (body: object) => Object.keys(body).filter((field) => content.includes(field));

  it('is the number to dial and a script, of a call that is to be made', async () => {
    const { body } = await staff.get(scheduled());
    expect(body).toMatchObject({ phone_number: '+493023120951', phone_uri: 'tel:+493023120951' });
    const { body: entries } = await staff.get(`${scheduled()}/batches`);
    expect(body['script']).toContain('Guten Tag, Frau Dr. Musterfrau, ');
    for (const entry of entries.items ?? [])
      expect(body['script']).toContain(`${String(entry['priority'])}. ${String(entry['code'])}\n`);
  });

  it('stands in the answers to writes alike', async () => {
    const made = await staff.post('/api/phone-calls', { therapist_id: 955 });
    expect(told(made.body)).toEqual(content);
    expect(made.body['script']).toContain('Guten Tag, Frau Dr. Musterfrau, ');
    const noted = await staff.put(scheduled(), { notes: 'Bitte leise.' });
    expect(noted.body['script']).toBe((await staff.get(scheduled())).body['script']);
  });

  it.each(['completed_call_id', 'canceled_call_id'])('is no script of a %s', async (name) => {
    const { body } = await staff.get(`/api/phone-calls/${ids[name]}`);
    expect(told(body)).toEqual(['phone_number', 'phone_uri']);
  });

  it('is no script in lists', async () => {
    const { body } = await staff.get('/api/phone-calls', { status: 'scheduled' });
    expect(body.items?.map(told)).toEqual([['phone_number', 'phone_uri']]);
  });

  it('is nothing to those who may not see content', async () => {
    const blind = callerOf(api, { scopes: ['call.read', 'call.write'] });
    const { body: read } = await blind.get(scheduled());
    const { body: list } = await blind.get('/api/phone-calls');
    const { body: made } = await blind.post('/api/phone-calls', { therapist_id: 955 });
    expect([read, made, ...(list.items ?? [])].flatMap(told)).toEqual([]);
  });

  it('does without sibling services that fail', async () => {
    world.therapists.faults.set(951, '500');
    world.patients.faults.set(9511, '500');
    const { status, body } = await staff.get(scheduled());
    expect(status).toBe(200);
    expect(body['script']).toContain('Guten Tag, mein Name ist');
    expect(body['script']).toContain('Nähere Angaben liegen uns zurzeit nicht vor.');
  });
});

describe('phone calls as a calendar', () => {
  const ask = (query: Record<string, string> = {}, scopes?: Scope[]) =>
    api.get('/api/phone-calls', {
      query,
      headers: { accept: 'text/calendar' },
      ...(scopes && { scopes }),
    });
  const uidOf = (name: string) => `${ids[name]}@phone-calls.communication-service`;

  it('are all calls, the canceled ones as such', async () => {
    const answer = await ask();
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    const byUid = new Map(eventsOf(answer.text).map((event) => [event['uid'], event]));
    expect([...byUid.keys()].toSorted()).toEqual(
      ['scheduled_call_id', 'completed_call_id', 'canceled_call_id'].map(uidOf).toSorted(),
    );
    const { body } = await staff.get(scheduled());
    expect(byUid.get(uidOf('scheduled_call_id'))).toMatchObject({
      status: 'CONFIRMED',
      summary: 'Anruf 1/3 (Leitung 1): 2 Anfragen',
      sequence: String(body.version),
      dtstart: String(body['starts_at']).replace(/[-:]|\.000/g, ''),
      url: 'tel:+493023120951',
    });
    expect(byUid.get(uidOf('canceled_call_id'))).toMatchObject({ status: 'CANCELLED' });
  });

  it('are those that fit the filters, whatever size a page has', async () => {
    const uids = async (query: Record<string, string>) =>
      eventsOf((await ask(query)).text).map(({ uid }) => uid);
    expect(await uids({ status: 'completed' })).toEqual([uidOf('completed_call_id')]);
    expect(await uids({ scheduled_date: '2026-11-22' })).toEqual([]);
    expect(await uids({ limit: '1' })).toHaveLength(3);
  });

  it('show the reader what he may see, and hostile notes as text', async () => {
    await staff.put(scheduled(), { notes: 'leise, bitte;\r\nBEGIN:VALARM\r\nEND:VALARM 😀' });
    const [seen] = eventsOf((await ask({ status: 'scheduled' })).text);
    const codes = (await staff.get(`${scheduled()}/batches`)).body.items?.map(({ code }) => code);
    expect(seen?.['description']).toBe(
      `tel:+493023120951\nCodes: ${codes?.join(', ')}\nleise, bitte;\nBEGIN:VALARM\nEND:VALARM 😀`,
    );
    const blind = await ask({ status: 'scheduled' }, ['call.read']);
    expect(eventsOf(blind.text)).toHaveLength(1);
    expect(blind.text).not.toMatch(/DESCRIPTION|URL|leise|\+49/);
  });

  it('change their sequence and keep their name when they are moved', async () => {
    const [before] = eventsOf((await ask({ status: 'scheduled' })).text);
    await staff.put(scheduled(), { scheduled_date: '2026-11-26', scheduled_time: '14:30' });
    const [after] = eventsOf((await ask({ status: 'scheduled' })).text);
    expect(after?.['uid']).toBe(before?.['uid']);
    expect(after?.['dtstart']).toBe('20261126T133000Z');
    expect(Number(after?.['sequence'])).toBeGreaterThan(Number(before?.['sequence']));
  });

  it('do not begin in the middle', async () => {
    const { body } = await staff.get('/api/phone-calls', { limit: '1' });
    const refused = await ask({ cursor: body.next_cursor ?? '' });
    expect([refused.status, refused.headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(refused.body.errors?.map(({ field }) => field)).toEqual(['?cursor']);
  });

  it('are what a calendar program prefers that takes anything', async () => {
    const headers = { accept: 'text/calendar, */*' };
    const answer = await api.get('/api/phone-calls', { headers });
    expect(eventsOf(answer.text)).toHaveLength(3);
  });

  it('need the scope of the list, and are no format of a single call', async () => {
    expect((await ask({}, ['email.content'])).status).toBe(403);
    const headers = { accept: 'text/calendar' };
    expect((await api.get(scheduled(), { headers })).status).toBe(406);
  });
});
