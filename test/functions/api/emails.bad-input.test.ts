import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMAIL_OPERATIONS } from '../../../shared/contracts/http/emails.ts';
import type { Operation } from '../../../shared/contracts/http/operation.ts';
import { fillIn, seedEmails, type Placeholders } from '../../support/api-seed.ts';
import { openApi, type Api } from '../../support/api.ts';
import { startWorld, type World } from '../../support/world.ts';

/** One world for all: what is refused leaves no trace. */
let world: World;
let ids: Placeholders;
let api: Api;
beforeAll(async () => {
  world = await startWorld();
  ids = await seedEmails(world);
  api = await openApi(world);
});
afterAll(() => world.stop());

const draft = { therapist_id: 905, subject: 'Frage', body_html: '<p>Text</p>' };

describe('FAULTS 34: a new email', () => {
  it.each([
    ['no body', undefined, 415, '/problems/unsupported-media-type'],
    ['an empty body', '', 400, '/problems/invalid-json'],
    ['a list', '[]', 400, '/problems/invalid-json'],
    ['null', 'null', 400, '/problems/invalid-json'],
    ['no JSON', '{"therapist_id":905', 400, '/problems/invalid-json'],
    ['a field twice', '{"therapist_id":905,"therapist_id":904}', 400, '/problems/invalid-json'],
    ['a prototype', '{"__proto__":{"therapist_id":905}}', 400, '/problems/invalid-json'],
    ['10 000 levels', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, '/problems/invalid-json'],
    ['1.1 MB', { ...draft, body_html: 'x'.repeat(1_100_000) }, 413, '/problems/payload-too-large'],
    ['5 MB', { ...draft, body_html: 'x'.repeat(5_000_000) }, 413, '/problems/payload-too-large'],
  ])('with %s is refused', async (_, body, status, type) => {
    expect(await api.post('/api/emails', body)).toMatchObject({ status, body: { type } });
  });

  it.each([
    ['/therapist_id', { therapist_id: '905' }],
    ['/therapist_id', { therapist_id: 0 }],
    ['/therapist_id', { therapist_id: 1.5 }],
    ['/therapist_id', { therapist_id: 2 ** 53 }],
    ['/placement_request_ids/1', { placement_request_ids: [9051, '9052'] }],
    ['/placement_request_ids', { placement_request_ids: [9051, 9051] }],
    ['/follow_up_required', { follow_up_required: 'false' }],
    ['/status', { status: 'sent' }],
    ['/template', { template: 'confirmation' }],
    ['/not_before', { not_before: '2026-11-23' }],
    ['/not_before', { not_before: '2026-11-23T08:00:00+01:00' }],
    ['/not_before', { not_before: '9999-11-23T08:00:00Z' }],
    ['/recipient_email', { recipient_email: 'a@b' }],
    ['/recipient_email', { recipient_email: 'a@praxis.example, b@praxis.example' }],
    ['/recipient_email', { recipient_email: `${'a'.repeat(400)}@praxis.example` }],
    ['/subject', { subject: 'Frage\r\nBcc: x@praxis.example' }],
    ['/subject', { subject: 'x'.repeat(151) }],
    ['/batch_id', { batch_id: 'zwei Worte' }],
    ['/override/reason', { override: { reason: '' } }],
    ['/sent_at', { sent_at: '2026-11-23T08:00:00Z' }],
  ])('is refused for %s in %j', async (field, changes) => {
    const { status, body } = await api.post('/api/emails', { ...draft, ...changes });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ field }] });
  });

  it('is refused for a number that is written in another way than a number', async () => {
    const body = JSON.stringify(draft).replace('905', '9.05e2');
    expect((await api.post('/api/emails', body, { headers: JSON_TYPE })).status).toBe(400);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

describe('FAULTS 34: a list', () => {
  it.each(['0', '-1', '1e9', 'abc', '101', '1.5', ' 5', ''])('is refused for limit=%s', async (limit) => {
    const { status, body } = await api.get('/api/emails', { query: { limit } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: '?limit' }] });
  });

  it.each([
    { therapist_id: '+7' },
    { therapist_id: '1e3' },
    { therapist_id: '9007199254740993' },
    { status: 'Sent' },
    { response_received: '1' },
    { created_from: 'yesterday' },
    { patient_id: '1' },
  ])('is refused for %j, by its name', async (query) => {
    const { status, body } = await api.get('/api/emails', { query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: `?${Object.keys(query).join()}` }] });
  });

  it('is refused for an end that is not after its beginning', async () => {
    const at = '2026-11-23T08:00:00Z';
    const { body } = await api.get('/api/emails', { query: { created_from: at, created_to: at } });
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ field: '?created_to' }] });
  });

  it('is refused for a cursor that was tampered with, made up or sealed for other filters', async () => {
    const { body } = await api.get('/api/emails', { query: { limit: '1' } });
    const cursor = body.next_cursor ?? '';
    const others = [
      { cursor: `A${cursor}` },
      { cursor: `${cursor}A` },
      { cursor: 'e30' },
      { cursor, status: 'sent' },
    ];
    for (const query of others) {
      const answer = await api.get('/api/emails', { query });
      expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-cursor' } });
    }
    expect((await api.get('/api/emails', { query: { limit: '50', cursor } })).status).toBe(200);
  });
});

describe('ids of other resources', () => {
  const [em, pc] = ['em_01m82tna20mg24b52b2nw00001', 'pc_01m82tna20mg24b52b2nw00001'];

  it.each([
    `/api/emails/${pc}`,
    `/api/emails/${em}-1`,
    `/api/emails/${em.toUpperCase()}`,
    '/api/emails/em_%00',
    `/api/emails/${pc}/response`,
    `/api/emails/${pc}/batches`,
    `/api/email-batches/${em}`,
    `/api/email-batches/${pc}-1`,
    `/api/email-batches/${em}-0`,
  ])('are not found: %s', async (path) => {
    expect(await api.get(path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  });

  it('are not found when they are longer than a key of a table may be', async () => {
    expect((await api.get(`/api/emails/em_${'x'.repeat(3000)}`)).status).toBe(404);
  });

  it('are no entries of the email that is answered', async () => {
    const entries = [{ id: `${ids['answered_email_id'] ?? ''}-1`, response_outcome: 'accepted' }];
    const { status, body } = await api.post(`/api/emails/${ids['sent_email_id'] ?? ''}/response`, {
      entries,
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: '/entries/0/id' }] });
  });
});

describe('whatever a client sends', () => {
  const writes = (EMAIL_OPERATIONS as readonly Operation[]).flatMap((operation) =>
    operation.body ? operation.examples.map((example) => ({ operation, example })) : [],
  );
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('queued', 'sent', 'canceled', true, 0, -1, 1e308, '9051', 9051, [9051], { reason: 'x' }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const names = fc.constantFrom(
    ...['therapist_id', 'status', 'template', 'subject', 'body_html', 'body_text', 'variables', 'override'],
    ...['recipient_email', 'recipient_name', 'placement_request_ids', 'batch_id', 'not_before'],
    ...['follow_up_required', 'follow_up_notes', 'included', 'response_outcome', 'response_reason'],
    ...['response_notes', 'response_content', 'response_date', 'entries', 'placement_request_id'],
  );

  it('the answer is no fault of the service', async () => {
    const cases = fc.record({
      write: fc.constantFrom(...writes),
      changes: fc.dictionary(names, values, { maxKeys: 3 }),
      version: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ write: { operation, example }, changes, version }) => {
        const { params = {}, body } = fillIn(example, ids);
        const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
        const sent = { ...(body as object), ...changes };
        const answer = await api.call(operation.method, path, { body: sent, version });
        expect({ sent, status: answer.status, fine: answer.status < 500 }).toMatchObject({ fine: true });
      }),
      { numRuns: 150 },
    );
  });
});
