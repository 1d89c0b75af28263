import { beforeEach, describe, expect, it } from '@jest/globals';
import type { createCounters } from '../../../local/counters.ts';
import { SCOPES, type Scope } from '../../../shared/contracts/http/operation.ts';
import { DAY_MS } from '../../../shared/domain/time.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { parkRecord } from '../../support/api-seed-parked-records.ts';
import { openApi, type Api } from '../../support/api.ts';
import { kafkaRecord, MONDAY, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();
const PATH = '/api/parked-records';
const OPERATOR: Scope[] = ['ops.read', 'ops.write'];
let api: Api;
let staff: ApiCaller;

beforeEach(async () => {
  api = await openApi(world);
  staff = callerOf(api);
});

const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const idOf = (offset: number, topic = 'matching-events') => `${topic}-0-${String(offset).padStart(16, '0')}`;
const eventBytes = (eventType: string, payload: object, at = '2026-11-20T12:00:00Z') =>
  Buffer.from(JSON.stringify({ eventId: 'ev-1', eventType, version: '1.0', timestamp: at, payload }));
const created = (id: number, at?: string) =>
  eventBytes('match.created', { match_id: id, patient_id: id, therapist_id: 1 }, at);
/** Parks what the service understands by now. */
const park = (bytes: Buffer, offset: number, topic = 'matching-events') =>
  parkRecord(world, { topic, partition: 0, offset, reason: 'unsupported_version', bytes });
const poison = (bytes: Uint8Array, offset: number) => world.ingest(kafkaRecord(bytes, offset));
const redrive = (id: string, options = {}) => staff.post(`${PATH}/${id}/redrive`, undefined, options);
const listed = async (query: Record<string, string> = {}) =>
  (await staff.get(PATH, query)).body.items?.map(({ id }) => id);

describe('parked records', () => {
  it('are listed page by page, of a topic or for a reason, with what is known of them', async () => {
    await poison(Buffer.from('{"broken'), 5);
    await poison(eventBytes('match.created', { match_id: 0 }), 6);
    await park(eventBytes('patient.updated', {}), 7, 'patient-events');
    const ids = [idOf(5), idOf(6), idOf(7, 'patient-events')];
    expect(await listed()).toEqual(ids);
    const first = await staff.get(PATH, { limit: '1' });
    expect(first.body.items).toEqual([
      {
        id: idOf(5),
        topic: 'matching-events',
        partition: 0,
        offset: 5,
        reason: 'not_json',
        size: 8,
        parked_at: MONDAY,
        expires_at: '2026-12-22T23:50:00.000Z',
        version: 1,
      },
    ]);
    expect(await listed({ limit: '1', cursor: first.body.next_cursor ?? '' })).toEqual([idOf(6)]);
    expect(await listed({ topic: 'patient-events' })).toEqual([idOf(7, 'patient-events')]);
    expect(await listed({ reason: 'invalid_payload' })).toEqual([idOf(6)]);
    expect(await listed({ reason: 'invalid_payload:match_id' })).toEqual([idOf(6)]);
    expect(await listed({ topic: 'matching-events', reason: 'unsupported_version' })).toEqual([]);
  });

  it.each([
    ['text', Buffer.from('{"name": "Erika Müstermann"'), { text: '{"name": "Erika Müstermann"' }],
    ['text with a byte order mark', Buffer.from('\uFEFF{'), { text: '\uFEFF{' }],
    ['nothing', Buffer.alloc(0), { text: '' }],
    ['other bytes', Buffer.from([0xff, 0x00, 0xfe]), { base64: '/wD+' }],
  ])('show %s only to whoever may see content', async (_what, bytes, shown) => {
    await poison(bytes, 5);
    const read = await staff.get(`${PATH}/${idOf(5)}`);
    expect(read.body).toMatchObject({ ...shown, truncated: false, size: bytes.length });
    const withoutContent = await callerOf(api, { scopes: OPERATOR }).get(`${PATH}/${idOf(5)}`);
    const { text: _text, base64: _base64, truncated: _truncated, ...coordinates } = read.body;
    expect(withoutContent.body).toEqual(coordinates);
  });

  it('show the first 64 KB of a large record, to the last whole character', async () => {
    const bytes = Buffer.from(`x${'ä'.repeat(50_000)}`);
    await poison(bytes, 5);
    const { body } = await staff.get(`${PATH}/${idOf(5)}`);
    expect(body).toMatchObject({ truncated: true, size: bytes.length });
    expect(body['text']).toBe(`x${'ä'.repeat(32_767)}`);
    await poison(Buffer.alloc(100_000, 0xff), 6);
    const binary = (await staff.get(`${PATH}/${idOf(6)}`)).body;
    expect(Buffer.from(String(binary['base64']), 'base64')).toHaveLength(65_536);
  });

  it('are not there after 30 days', async () => {
    await park(created(1), 5);
    world.clock.advance(30 * DAY_MS);
    expect(await listed()).toEqual([]);
    for (const answer of [
      await staff.get(`${PATH}/${idOf(5)}`),
      await staff.delete(`${PATH}/${idOf(5)}`, 1),
      await redrive(idOf(5)),
    ])
      expect(problem(answer)).toEqual([404, '/problems/not-found']);
    expect(await world.request(1)).toBeUndefined();
  });

  it.each([10, 100_000])('of %i bytes are dropped in the version that was seen', async (size) => {
    await poison(Buffer.alloc(size, 'a'), 5);
    await poison(Buffer.alloc(size, 'a'), 5);
    expect(problem(await staff.delete(`${PATH}/${idOf(5)}`, 1))).toEqual([
      412,
      '/problems/precondition-failed',
    ]);
    expect((await staff.delete(`${PATH}/${idOf(5)}`)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect(parkedObjects(world)).toEqual([]);
  });

  it.each(['../7', 'matching-events-0-5', `x/${idOf(5)}`, 'a'.repeat(400), '%00'])(
    'are not found by %s',
    async (id) => {
      expect((await staff.get(`${PATH}/${encodeURIComponent(id)}`)).status).toBe(404);
    },
  );

  it.each(SCOPES.filter((scope) => scope !== 'ops.read'))('are nothing for %s alone', async (scope) => {
    const stranger = callerOf(api, { scopes: [scope] });
    expect((await stranger.get(PATH)).status).toBe(403);
    expect((await stranger.get(`${PATH}/${idOf(5)}`)).status).toBe(403);
  });
});

describe('a redrive', () => {
  it('applies what is understood by now, and ends the parking', async () => {
    await park(created(1), 5);
    const answer = await redrive(idOf(5));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await world.request(1)).toMatchObject({ place: 'pending', last: { offset: 5 } });
    expect(await listed()).toEqual([]);
    expect((await redrive(idOf(5))).status).toBe(404);
  });

  it('applies a record that lies in the bucket, and removes it there', async () => {
    const envelope = JSON.parse(created(1).toString()) as object;
    await park(Buffer.from(JSON.stringify({ ...envelope, note: 'x'.repeat(100_000) })), 5);
    expect(parkedObjects(world)).toHaveLength(1);
    expect((await redrive(idOf(5))).status).toBe(204);
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect(parkedObjects(world)).toEqual([]);
  });

  it('FAULTS 14, 47: changes nothing that newer records of the topic have said', async () => {
    await world.ingest(kafkaRecord(created(1), 10));
    await world.ingest(
      kafkaRecord(eventBytes('match.status_changed', { match_id: 1, new_status: 'abgelehnt' }), 12),
    );
    await park(eventBytes('match.status_changed', { match_id: 1, new_status: 'offen' }), 11);
    expect((await redrive(idOf(11))).status).toBe(204);
    expect(await world.request(1)).toMatchObject({ place: 'closed', last: { offset: 12 } });
    expect(await listed()).toEqual([]);
  });

  it('ends the parking of what does not concern this service', async () => {
    await park(eventBytes('match.archived', { match_id: 1 }), 5);
    expect((await redrive(idOf(5))).status).toBe(204);
    expect(await listed()).toEqual([]);
  });

  it('leaves what is still not understood where it is, with its present reason, for as long as before', async () => {
    await park(eventBytes('match.created', { match_id: 1 }), 5);
    world.clock.advance(DAY_MS);
    const answer = await redrive(idOf(5));
    expect(problem(answer)).toEqual([409, '/problems/not-understood']);
    expect(answer.body['reason']).toBe('invalid_payload:patient_id');
    const { body } = await staff.get(`${PATH}/${idOf(5)}`);
    expect(body).toMatchObject({
      reason: 'invalid_payload:patient_id',
      parked_at: MONDAY,
      expires_at: '2026-12-22T23:50:00.000Z',
      version: 2,
    });
    expect((await redrive(idOf(5))).status).toBe(409);
    expect((await staff.get(`${PATH}/${idOf(5)}`)).body.version).toBe(2);
    const { counts } = world.runtime.metrics as ReturnType<typeof createCounters>;
    expect(counts.get('records_parked')).toBeUndefined();
  });

  it.each([
    ['once', (n: number, failing: number) => n === failing],
    ['from then on', (n: number, failing: number) => n >= failing],
  ])(
    'FAULTS 19: is done with a record only when it is applied, whatever call fails %s',
    async (_how, fails) => {
      let refused = 0;
      // The first call reads the keys of the tokens' issuer.
      for (let failing = 2; failing <= 20; failing++) {
        await park(created(failing), failing);
        const { runtime } = world.actor({ faults: ({ n }) => (fails(n, failing) ? 'error' : undefined) });
        const invoke = world.createProcess({ aws: runtime.aws, clock: runtime.clock });
        const broken = await openApi({ ...world, invoke });
        const answer = await broken.post(`${PATH}/${idOf(failing)}/redrive`, undefined);
        if (answer.status !== 204) {
          refused++;
          expect(problem(answer)).toEqual([503, '/problems/unavailable']);
          expect(await listed()).toEqual([idOf(failing)]);
          expect((await redrive(idOf(failing))).status).toBe(204);
        }
        expect(await world.request(failing)).toMatchObject({ place: 'pending' });
        expect(await listed()).toEqual([]);
      }
      expect(refused).toBeGreaterThan(3);
    },
  );

  it('has one effect under one key, whatever is parked in its place afterwards', async () => {
    await park(created(1), 5);
    expect((await redrive(idOf(5), { key: 'redrive-1' })).status).toBe(204);
    await park(Buffer.alloc(100_000, 'a'), 5);
    expect((await redrive(idOf(5), { key: 'redrive-1' })).status).toBe(204);
    expect(await listed()).toEqual([idOf(5)]);
    expect(parkedObjects(world)).toHaveLength(1);
  });

  it('by two at once applies once', async () => {
    await park(created(1), 5);
    const answers = await Promise.all([redrive(idOf(5)), redrive(idOf(5))]);
    expect(answers.map(({ status }) => status).toSorted()[0]).toBe(204);
    expect((await world.service.store.firstPooled(1, 10)).map(({ requestId }) => requestId)).toEqual([1]);
    expect(await listed()).toEqual([]);
  });

  it('needs ops.write', async () => {
    await park(created(1), 5);
    const reader = callerOf(api, { scopes: SCOPES.filter((scope) => scope !== 'ops.write') });
    expect((await reader.post(`${PATH}/${idOf(5)}/redrive`, undefined)).status).toBe(403);
    expect((await reader.delete(`${PATH}/${idOf(5)}`, 1)).status).toBe(403);
    expect(await listed()).toEqual([idOf(5)]);
  });
});

function parkedObjects({ s3 }: World): string[] {
  return [...s3.objects.keys()].filter((path) => path.includes('parked/'));
}
