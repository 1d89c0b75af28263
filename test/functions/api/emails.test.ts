import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { DAY_MS } from '../../../shared/domain/time.ts';
import { seedEmails, type Placeholders } from '../../support/api-seed.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import { openApi, type Api } from '../../support/api.ts';
import { placesOf, violations } from '../../support/follow-up.ts';
import { acceptsOf, addRequest } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

let ids: Placeholders;
let api: Api;
let staff: ApiCaller;
beforeEach(async () => {
  ids = await seedEmails(world);
  api = await openApi(world);
  staff = callerOf(api);
});

const without = (...scopes: Scope[]) => {
  const all: Scope[] = ['email.read', 'email.write', 'email.content', 'override'];
  return callerOf(api, { scopes: all.filter((scope) => !scopes.includes(scope)) });
};
const pathOf = (name: string) => `/api/emails/${ids[`${name}_email_id`] ?? ''}`;

describe('POST /api/emails', () => {
  const order = {
    therapist_id: 905,
    status: 'queued',
    template: 'initial_contact',
    placement_request_ids: [9051],
    batch_id: 'november',
  };

  it('queues an email and says where it is, with its first entity tag', async () => {
    const { status, headers, body } = await staff.post('/api/emails', order);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/api/emails/${String(body['id'])}`, etag: '"1"' });
    expect(body).toMatchObject({
      kind: 'initial_contact',
      status: 'queued',
      therapist_id: 905,
      placement_request_ids: [9051],
      batch_id: 'november',
      recipient_email: 'praxis-905@praxis.example',
      response_received: false,
      version: 1,
    });
    expect(await placesOf(world, [9051])).toEqual(['contact_email']);
    expect((await staff.get(String(headers['location']))).body).toEqual(body);
  });

  it('sends what it queued, and shows the body as it was sent', async () => {
    const { headers } = await staff.post('/api/emails', order);
    const location = String(headers['location']);
    const preview = (await staff.get(location)).body;
    world.clock.advance(60_000);
    await world.pump();
    const sent = (await staff.get(location)).body;
    expect(sent).toMatchObject({
      status: 'sent',
      subject: preview['subject'],
      body_html: preview['body_html'],
    });
    expect(acceptsOf(world, String(sent['id']))).toHaveLength(1);
  });

  it('refuses a therapist who was written to this week, with the time when he may be', async () => {
    const { status, body } = await staff.post('/api/emails', {
      ...order,
      therapist_id: 903,
      placement_request_ids: [9031],
    });
    expect(status).toBe(409);
    const { openAt } = (await world.contact(903)).guard;
    expect(body).toMatchObject({ type: '/problems/contact-frequency-exceeded', next_contact_at: openAt });
    expect(await placesOf(world, [9031])).toEqual(['pending']);
  });

  it('lets somebody override that who may, and records who and why', async () => {
    const early = {
      ...order,
      therapist_id: 903,
      placement_request_ids: [9031],
      override: { reason: 'Die Praxis bat um Rückmeldung.' },
    };
    expect((await without('override').post('/api/emails', early)).body).toMatchObject({
      type: '/problems/forbidden',
      errors: [{ field: '/override' }],
    });
    const { status, body } = await callerOf(api, { subject: 'leitung-7' }).post('/api/emails', early);
    expect(status).toBe(201);
    expect(body).toMatchObject({ override: { by: 'leitung-7', reason: 'Die Praxis bat um Rückmeldung.' } });
    const seen = await without('email.content').get(`/api/emails/${String(body['id'])}`);
    expect(seen.body['override']).toEqual({ at: world.clock.now() });
  });

  it('makes a draft that reserves nothing unless told otherwise', async () => {
    const { status: _queued, ...draft } = order;
    expect((await staff.post('/api/emails', draft)).body).toMatchObject({ status: 'draft' });
    expect(await placesOf(world, [9051])).toEqual(['pending']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('GET /api/emails/{email_id}', () => {
  const CONTENT = ['subject', 'body_html', 'body_text', 'recipient_email', 'response_content', 'timeline'];

  it('shows what was written, sent and answered to those with the content scope alone', async () => {
    const open = (await staff.get(pathOf('answered'))).body;
    const closed = (await without('email.content').get(pathOf('answered'))).body;
    for (const field of CONTENT) expect(open).toHaveProperty(field);
    for (const field of CONTENT) expect(closed).not.toHaveProperty(field);
    expect(closed).toMatchObject({ status: 'sent', response_received: true });
    expect(JSON.stringify(closed)).not.toMatch(/Musterfrau|praxis-904|keinen freien Platz/);
  });

  it('hides notes of entries from those without it, and shows outcomes to all', async () => {
    const notes = { response_outcome: 'rejected', response_reason: 'other', response_notes: 'zieht um' };
    await staff.put(`/api/email-batches/${ids['answered_email_id'] ?? ''}-1`, notes);
    const entryOf = async (client: ApiCaller) =>
      ((await client.get(pathOf('answered'))).body['entries'] as Record<string, unknown>[])[0];
    expect(await entryOf(staff)).toMatchObject(notes);
    const seen = await entryOf(without('email.content'));
    expect(seen).toMatchObject({ response_outcome: 'rejected', response_reason: 'other' });
    expect(seen).not.toHaveProperty('response_notes');
  });

  it('says when the therapist may be written to again', async () => {
    const { openAt } = (await world.contact(903)).guard;
    expect((await staff.get(pathOf('sent'))).body).toMatchObject({ next_contact_at: openAt });
    expect((await staff.get(pathOf('draft'))).body).not.toHaveProperty('next_contact_at');
  });

  it('shows a draft with a free body as it was written, later as it would be mailed', async () => {
    const draft = (await staff.get(pathOf('draft'))).body;
    expect(draft).toMatchObject({ body_html: '<p>Wann erreichen wir Sie am besten?</p>' });
    const queued = (await staff.put(pathOf('draft'), { status: 'queued' })).body;
    expect(String(queued['body_html'])).toContain('Wann erreichen wir Sie am besten?');
    expect(String(queued['body_html'])).toContain('Musterfrau');
  });

  it('orders the entries by number and ranks them by the date of registration', async () => {
    world.patient(9021, { startdatum: '2025-01-01' });
    await addRequest(world, 9029, { therapist: 902 });
    await staff.post(`${pathOf('queued')}/batches`, { placement_request_id: 9021 });
    const { entries } = (await staff.get(pathOf('queued'))).body;
    expect(entries).toMatchObject([
      { number: 1, placement_request_id: 9022, included: true },
      { number: 2, placement_request_id: 9021, included: true },
    ]);
    const ranks = (entries as { priority: number }[]).map(({ priority }) => priority);
    expect(ranks.toSorted()).toEqual([1, 2]);
  });
});

describe('PUT /api/emails/{email_id}', () => {
  it('changes a draft and leaves what it does not name', async () => {
    const { status, headers, body } = await staff.put(pathOf('draft'), { subject: 'Neuer Betreff' }, 1);
    expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"2"' });
    expect(body).toMatchObject({
      subject: 'Neuer Betreff',
      body_html: '<p>Wann erreichen wir Sie am besten?</p>',
      version: 2,
    });
  });

  it.each([
    ['sent', { status: 'canceled' }, { from: 'sent', to: 'canceled' }],
    ['queued', { status: 'sent' }, { from: 'queued', to: 'sent' }],
    ['queued', { subject: 'zu spät' }, { state: 'queued' }],
  ])('refuses of a %s email %j, naming the states', async (name, changes, states) => {
    const { status, body } = await staff.put(pathOf(name), changes);
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/illegal-transition', ...states });
  });

  it('takes nothing of an answer: that has one way in', async () => {
    for (const field of ['response_received', 'response_date', 'response_content', 'id', 'version']) {
      const { status, body } = await staff.put(pathOf('sent'), { [field]: true });
      expect(status).toBe(400);
      expect(body.errors?.[0]).toEqual({ field: `/${field}`, message: 'is not known here' });
    }
  });

  it('cancels a queued email: its request is pending again', async () => {
    const { body } = await staff.put(pathOf('queued'), { status: 'canceled' });
    expect(body).toMatchObject({ status: 'canceled', error_message: 'canceled_by_staff' });
    expect(await placesOf(world, [9022])).toEqual(['pending']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('GET /api/emails', () => {
  const idsOf = (body: Record<string, unknown>) => (body['items'] as { id: string }[]).map(({ id }) => id);

  it('lists newest first, a page at a time', async () => {
    world.clock.advance(40 * DAY_MS);
    await staff.post('/api/emails', { therapist_id: 901, subject: 'Später', body_html: '<p>Text</p>' });
    const whole = await staff.get('/api/emails');
    expect(whole.body['next_cursor']).toBeNull();
    expect(idsOf(whole.body)).toHaveLength(5);
    const walked: string[] = [];
    let query: Record<string, string> = { limit: '2' };
    for (let pages = 0; pages < 3; pages++) {
      const { body } = await staff.get('/api/emails', query);
      walked.push(...idsOf(body));
      query = { limit: '2', cursor: String(body['next_cursor']) };
    }
    expect(walked).toEqual(idsOf(whole.body));
    expect(query['cursor']).toBe('null');
  });

  it.each([
    [{ therapist_id: '903' }, ['sent']],
    [{ status: 'draft' }, ['draft']],
    [{ response_received: 'true' }, ['answered']],
    [{ status: 'sent', response_received: 'false' }, ['sent']],
    [{ created_from: '2026-11-23T08:00:00Z' }, ['draft', 'queued']],
    [{ created_to: '2026-11-23T08:00:00Z' }, ['sent', 'answered']],
    [{ therapist_id: '999' }, []],
  ])('lists what fits %j', async (query, names) => {
    const { status, body } = await staff.get('/api/emails', query);
    expect(status).toBe(200);
    expect(new Set(idsOf(body))).toEqual(new Set(names.map((name) => ids[`${name}_email_id`])));
  });

  it('lists by the label of a client, with addresses for those with the content scope alone', async () => {
    const email = { therapist_id: 905, subject: 'Frage', body_html: '<p>Text</p>', batch_id: 'rueckfragen' };
    const { body: made } = await staff.post('/api/emails', email);
    const query = { batch_id: 'rueckfragen' };
    const [open] = (await staff.get('/api/emails', query)).body['items'] as object[];
    expect(open).toMatchObject({ id: made['id'], recipient_email: 'praxis-905@praxis.example' });
    const [closed] = (await without('email.content').get('/api/emails', query)).body['items'] as object[];
    expect(closed).not.toHaveProperty('recipient_email');
  });
});

describe('/api/emails/{email_id}/response', () => {
  it('records an answer with outcomes, and again changes nothing', async () => {
    const [first, second] = [1, 2].map((number) => `${ids['sent_email_id'] ?? ''}-${number}`);
    const answer = {
      response_content: 'Eine Person gern, eine leider nicht.',
      response_date: '2026-11-23T07:59:00Z',
      entries: [
        { id: first, response_outcome: 'accepted', response_notes: 'ab Januar' },
        { id: second, response_outcome: 'rejected', response_reason: 'no_capacity' },
      ],
    };
    const recorded = await staff.post(`${pathOf('sent')}/response`, answer);
    expect(recorded.status).toBe(200);
    expect(recorded.body).toMatchObject({
      ...answer,
      response_received: true,
      response_date: '2026-11-23T07:59:00.000Z',
    });
    expect(await placesOf(world, [9033, 9034])).toEqual(['answered', 'answered']);
    world.clock.advance(DAY_MS);
    const again = await staff.post(`${pathOf('sent')}/response`, answer);
    expect(again).toMatchObject({ status: 200, body: recorded.body });
    expect(again.headers['etag']).toBe(recorded.headers['etag']);
    expect((await staff.get(`${pathOf('sent')}/response`)).body).toEqual(recorded.body);
  });

  it('corrects words and date without telling anybody, but with a new entity tag', async () => {
    const path = `${pathOf('answered')}/response`;
    const before = await staff.get(path);
    const corrected = await staff.post(path, {
      response_content: 'Guten Tag, im Mai wieder.',
      response_date: '2026-11-23T07:00:00Z',
    });
    expect(corrected.body).toMatchObject({
      response_content: 'Guten Tag, im Mai wieder.',
      response_date: '2026-11-23T07:00:00.000Z',
    });
    expect(corrected.headers['etag']).not.toBe(before.headers['etag']);
  });

  it('keeps what a correction replaces as history', async () => {
    const path = `${pathOf('sent')}/response`;
    const id = `${ids['sent_email_id'] ?? ''}-1`;
    const first = {
      response_content: 'Leider kein Platz.',
      response_date: '2026-11-23T07:30:00.000Z',
      entries: [{ id, response_outcome: 'rejected', response_reason: 'no_capacity' }],
    };
    expect((await staff.post(path, first)).body).not.toHaveProperty('response_history');
    const recordedAt = world.clock.now();
    world.clock.advance(DAY_MS);
    const corrected = await staff.post(path, {
      response_content: 'Doch, ab Januar.',
      entries: [{ id, response_outcome: 'accepted' }],
    });
    const history = [
      { response_outcome: 'rejected', response_reason: 'no_capacity', recorded_at: recordedAt },
    ];
    const { response_content, response_date } = first;
    expect(corrected.body).toMatchObject({
      response_content: 'Doch, ab Januar.',
      response_history: [{ response_content, response_date }],
      entries: [{ id, response_outcome: 'accepted', response_history: history }, {}],
    });
    const entry = await without('email.content').get(`/api/email-batches/${id}`);
    expect(entry.body).toMatchObject({ response_history: history });
  });

  it('says that nobody answered yet', async () => {
    const { body } = await staff.get(`${pathOf('sent')}/response`);
    expect(body).toMatchObject({ response_received: false });
    expect(body).not.toHaveProperty('response_content');
  });

  it('answers those without the content scope with codes alone, and lets them read nothing', async () => {
    const typist = without('email.content');
    const answer = { response_content: 'Guten Tag, gern.' };
    const { status, body } = await typist.post(`${pathOf('sent')}/response`, answer);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('response_content');
    expect((await typist.get(`${pathOf('sent')}/response`)).status).toBe(403);
  });

  it.each(['draft', 'queued'])('refuses an answer to a %s email (FAULTS 29)', async (name) => {
    const { status, body } = await staff.post(`${pathOf(name)}/response`, { response_content: 'Guten Tag' });
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/illegal-transition', state: name });
  });

  it('finds no email that nobody knows (FAULTS 29)', async () => {
    const path = '/api/emails/em_00000000000000000000000000/response';
    expect((await staff.post(path, { response_content: 'Guten Tag' })).status).toBe(404);
  });

  it.each([
    ['in the future', '2026-11-25T08:00:00Z'],
    ['before the email', '2026-11-01T08:00:00Z'],
  ])('refuses a date %s', async (_, response_date) => {
    const answer = { response_content: 'Guten Tag', response_date };
    const { status, body } = await staff.post(`${pathOf('sent')}/response`, answer);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: '/response_date' }] });
  });
});

describe('entries', () => {
  it('are added, read, withdrawn and listed by their own ids', async () => {
    const added = await staff.post(`${pathOf('queued')}/batches`, { placement_request_id: 9021 });
    const location = `/api/email-batches/${String(added.body['id'])}`;
    expect(added.headers['location']).toBe(location);
    expect(added.body).toMatchObject({ number: 2, placement_request_id: 9021, included: true });
    expect((await staff.get(location)).body).toEqual(added.body);
    expect((await staff.delete(location)).status).toBe(204);
    const { body } = await staff.get(`${pathOf('queued')}/batches`);
    expect(body).toMatchObject({ items: [{ included: true }, { included: false }], next_cursor: null });
    expect((body['items'] as object[])[1]).not.toHaveProperty('priority');
    expect(await placesOf(world, [9021])).toEqual(['pending']);
  });

  it('have the version of their email', async () => {
    const { headers } = await staff.get(`/api/email-batches/${ids['queued_email_id'] ?? ''}-1`);
    expect(headers['etag']).toBe((await staff.get(pathOf('queued'))).headers['etag']);
  });

  it('are not added to an email that has left', async () => {
    const { status, body } = await staff.post(`${pathOf('sent')}/batches`, { placement_request_id: 9031 });
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/illegal-transition', state: 'sent' });
  });
});
