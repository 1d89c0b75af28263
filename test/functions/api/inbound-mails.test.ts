import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { ANSWER, matchedTo, receive, seedInboundMails } from '../../support/api-seed-inbound-mails.ts';
import { openApi, type Api } from '../../support/api.ts';
import { placesOf, violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let api: Api;
let staff: ApiCaller;
let ids: Record<string, string>;

beforeEach(async () => {
  ids = await seedInboundMails(world);
  api = await openApi(world);
  staff = callerOf(api);
});

const LIST = '/api/inbound-mails';
const matched = () => `${LIST}/${ids['matched_mail_id']}`;
const triage = () => `${LIST}/${ids['triage_mail_id']}`;
const entry = (number: number) => `${ids['mailed_email_id']}-${number}`;
const confirmation = () => ({
  status: 'confirmed',
  entries: [
    { id: entry(1), response_outcome: 'accepted', response_notes: 'ab Januar' },
    { id: entry(2), response_outcome: 'rejected', response_reason: 'no_capacity' },
  ],
});
const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const fieldsOf = ({ body }: ApiAnswer) => body.errors?.map(({ field }) => field);
const idsOf = ({ body }: ApiAnswer) => body.items?.map(({ id }) => id);

describe('a mail that arrived', () => {
  it('says whose it is, what was written, and what that seems to decide', async () => {
    const read = await staff.get(matched());
    expect(read.body).toEqual({
      id: ids['matched_mail_id'],
      kind: 'reply',
      status: 'matched',
      matched_email_id: ids['mailed_email_id'],
      matched_by: 'token',
      therapist_id: 991,
      sender: 'praxis-991@praxis.example',
      subject: 'AW: Anfrage',
      text: ANSWER.text,
      truncated: false,
      proposals: [
        { entry: entry(1), outcome: 'accepted', words: 'Patient 1 nehme ich gern' },
        { entry: entry(2), outcome: 'rejected', reason: 'no_capacity', words: 'Patient 2 leider nicht' },
      ],
      unclear: [],
      trust: 'proven',
      received_at: '2026-11-23T08:01:00.000Z',
      created_at: '2026-11-23T08:01:00.000Z',
      updated_at: '2026-11-23T08:01:00.000Z',
      version: 1,
    });
    expect(read.headers['etag']).toBe('"1"');
  });

  it('shows dates, wishes and why it is in triage, and what strangers wrote as they did', async () => {
    const text = '<script>alert(1)</script>\u202e {{7*7}} 😀';
    const id = await receive(world, {
      kind: 'stop_request',
      triageReason: 'contradiction',
      text,
      stop: 'words',
      erasureWish: true,
      returnOn: '2026-12-07',
      pauseUntil: '2027-01-11',
      unclear: [{ words: 'mal sehen', why: 'hedge' }],
    });
    expect((await staff.get(`${LIST}/${id}`)).body).toMatchObject({
      status: 'triage',
      triage_reason: 'contradiction',
      text,
      stop: 'words',
      erasure_wish: true,
      return_date: '2026-12-07',
      pause_until: '2027-01-11',
      unclear: [{ words: 'mal sehen', why: 'hedge' }],
      proposals: [],
    });
  });

  it('is confirmed in one call, and its answer stands where answers stand', async () => {
    const confirmed = await staff.put(matched(), confirmation());
    expect([confirmed.status, confirmed.body['status'], confirmed.body.version]).toEqual([
      200,
      'confirmed',
      2,
    ]);
    const answer = await staff.get(`/api/emails/${ids['mailed_email_id']}/response`);
    expect(answer.body).toMatchObject({
      response_received: true,
      response_date: '2026-11-23T08:01:00.000Z',
      response_content: ANSWER.text,
      entries: [
        { response_outcome: 'accepted', response_notes: 'ab Januar' },
        { response_outcome: 'rejected', response_reason: 'no_capacity' },
      ],
    });
    expect(await placesOf(world, [9911, 9912])).toEqual(['answered', 'answered']);
    expect(await violations(world)).toEqual([]);
  });

  it('is assigned, paused for, objected with and dismissed', async () => {
    expect((await staff.put(triage(), { matched_email_id: ids['mailed_email_id'] })).body).toMatchObject({
      status: 'matched',
      matched_by: 'staff',
      therapist_id: 991,
    });
    expect((await staff.put(triage(), { therapist_id: 991 })).body).not.toHaveProperty('matched_email_id');
    const paused = await staff.put(triage(), { status: 'confirmed', paused_until: '2027-01-11' });
    expect(paused.body).toMatchObject({ status: 'confirmed' });
    const email = await staff.get(`/api/emails/${ids['mailed_email_id']}`);
    expect(email.body).toMatchObject({ next_contact_at: '2027-01-10T23:00:00.000Z' });
    expect((await staff.put(matched(), { status: 'confirmed', objection: true })).status).toBe(200);
    expect(await world.contact(991)).toMatchObject({ objectionSource: 'stop_request' });
    const other = await receive(world);
    const dismissed = await staff.put(`${LIST}/${other}`, { status: 'dismissed' });
    expect(dismissed.body).toMatchObject({ status: 'dismissed' });
    expect(await violations(world)).toEqual([]);
  });
});

describe('writes', () => {
  it('need the version that they replace', async () => {
    expect(problem(await api.put(matched(), confirmation()))).toEqual([
      428,
      '/problems/precondition-required',
    ]);
    expect(problem(await staff.put(matched(), confirmation(), 99))).toEqual([
      412,
      '/problems/precondition-failed',
    ]);
  });

  it('of two clients with one version: one 200, one 412', async () => {
    const answers = await Promise.all([
      staff.put(matched(), confirmation(), 1),
      staff.put(matched(), { status: 'dismissed' }, 1),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await violations(world)).toEqual([]);
  });

  it('with one Idempotency-Key have one effect, ten times at once and once more later', async () => {
    const write = () => api.put(matched(), confirmation(), { version: 1, key: 'a-key-of-this-client' });
    const answers = await Promise.all(Array.from({ length: 10 }, write));
    answers.push(await write());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await staff.get(matched())).body.version).toBe(2);
    expect(await world.emailsOf(991)).toHaveLength(2);
  });

  it('that say the same again change nothing; others are refused', async () => {
    await staff.put(matched(), confirmation());
    const again = await staff.put(matched(), confirmation());
    expect([again.status, again.body.version]).toEqual([200, 2]);
    const refused = await staff.put(matched(), { status: 'dismissed' });
    expect(problem(refused)).toEqual([409, '/problems/illegal-transition']);
    expect(refused.body).toMatchObject({ state: 'confirmed', kind: 'reply' });
  });

  it.each<[string, () => string, Scope[]]>([
    ['GET', () => LIST, ['email.read', 'email.write', 'call.read', 'ops.read']],
    ['GET', matched, ['email.read', 'email.write', 'ops.read']],
    ['PUT', matched, ['email.content', 'email.read']],
    ['PUT', matched, ['email.write', 'email.read']],
  ])('and reads need their scopes: %s', async (method, path, scopes) => {
    const body = method === 'PUT' ? { body: confirmation(), version: 1 } : {};
    expect(problem(await api.call(method, path(), { ...body, scopes }))).toEqual([
      403,
      '/problems/forbidden',
    ]);
  });
});

describe('a list of mails', () => {
  let recorded: string;
  beforeEach(async () => {
    world.clock.advance(60_000);
    recorded = await receive(world, { status: 'recorded', kind: 'automatic_reply', therapistId: 991 });
    world.clock.advance(60_000);
    const owner = matchedTo(ids['mailed_email_id'] ?? '', 991);
    ids['newest'] = await receive(world, { ...owner, kind: 'forward' });
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ['newest', 'triage_mail_id', 'matched_mail_id']],
    [{ status: 'matched' }, ['newest', 'matched_mail_id']],
    [{ status: 'triage' }, ['triage_mail_id']],
    [{ status: 'confirmed' }, []],
    [{ kind: 'reply' }, ['triage_mail_id', 'matched_mail_id']],
    [{ therapist_id: '991' }, ['newest', 'matched_mail_id']],
    [{ therapist_id: '992' }, []],
  ])('holds what waits for staff unless told, newest first: %j', async (query, expected) => {
    const listed = idsOf(await staff.get(LIST, query)) ?? [];
    // Two of them have arrived at one instant.
    expect(new Set(listed)).toEqual(new Set(expected.map((name) => ids[name])));
    if (expected[0] === 'newest') expect(listed[0]).toBe(ids['newest']);
  });

  it('holds those of one email, and those that ask nothing of anybody', async () => {
    const email_id = ids['mailed_email_id'] ?? '';
    expect(idsOf(await staff.get(LIST, { email_id }))).toEqual([ids['newest'], ids['matched_mail_id']]);
    expect(idsOf(await staff.get(LIST, { status: 'recorded' }))).toEqual([recorded]);
  });

  it('goes on with a cursor across what is matched and what is in triage, which is bound to its filters', async () => {
    const seen: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await staff.get(LIST, { limit: '1', ...(cursor && { cursor }) });
      seen.push(...(idsOf(page) ?? []));
      cursor = page.body.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(idsOf(await staff.get(LIST)));
    expect(seen).toHaveLength(3);
    const first = (await staff.get(LIST, { limit: '1' })).body.next_cursor ?? '';
    for (const query of [{ status: 'matched', cursor: first }, { cursor: `${first}x` }])
      expect(problem(await staff.get(LIST, query))).toEqual([400, '/problems/invalid-cursor']);
  });
});

describe('FAULTS 34: bad input', () => {
  it.each<[Record<string, unknown>, string[]]>([
    [{}, ['']],
    [{ status: 'matched' }, ['/status']],
    [{ status: 'confirmed' }, ['/status']],
    [{ status: 'confirmed', objection: false }, ['/objection']],
    [{ status: 'confirmed', objection: true, paused_until: '2027-01-11' }, ['/paused_until']],
    [{ status: 'confirmed', paused_until: '2027-02-30' }, ['/paused_until']],
    [{ status: 'confirmed', paused_until: '2020-01-01' }, ['/paused_until']],
    [{ status: 'confirmed', entries: [{ id: 'em_1-1', response_outcome: 'accepted' }] }, ['/entries/0/id']],
    [{ status: 'dismissed', objection: true }, ['/status']],
    [{ status: 'dismissed', therapist_id: 991 }, ['']],
    [{ therapist_id: 991, entries: [] }, ['/status']],
    [{ therapist_id: '991' }, ['/therapist_id']],
    [{ therapist_id: 99_999 }, ['/therapist_id']],
    [{ matched_email_id: 'em_00000000000000000000000000' }, ['/matched_email_id']],
    [{ status: 'dismissed', proposals: [] }, ['/proposals']],
  ])('names the fields of a change that are wrong: %j', async (body, fields) => {
    const refused = await staff.put(matched(), body);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual(fields);
    expect((await staff.get(matched())).body.version).toBe(1);
  });

  it('names an entry twice or of another email', async () => {
    const one = { id: entry(1), response_outcome: 'accepted' };
    const twice = await staff.put(matched(), { status: 'confirmed', entries: [one, one] });
    expect(fieldsOf(twice)).toEqual(['/entries']);
    const foreign = { ...one, id: 'em_00000000000000000000000000-1' };
    const other = await staff.put(matched(), { status: 'confirmed', entries: [one, foreign] });
    expect([problem(other), fieldsOf(other)]).toEqual([
      [400, '/problems/invalid-request'],
      ['/entries/1/id'],
    ]);
    expect(await placesOf(world, [9911, 9912])).toEqual(['contact_email', 'contact_email']);
  });

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ status: 'waiting' }, '?status'],
    [{ kind: 'spam' }, '?kind'],
    [{ therapist_id: '07' }, '?therapist_id'],
    [{ email_id: '1' }, '?email_id'],
    [{ sender: 'praxis@praxis.example' }, '?sender'],
  ])('names the filter that is wrong: %j', async (query, field) => {
    const refused = await staff.get(LIST, query);
    expect(problem(refused)).toEqual([400, '/problems/invalid-request']);
    expect(fieldsOf(refused)).toEqual([field]);
  });

  it.each(['in_00000000000000000000000000', 'em_00000000000000000000000000', '1', `in_${'x'.repeat(5000)}`])(
    'finds nothing under an id that is none of its kind: %.40s',
    async (id) => {
      expect(problem(await staff.get(`${LIST}/${id}`))).toEqual([404, '/problems/not-found']);
    },
  );
});
