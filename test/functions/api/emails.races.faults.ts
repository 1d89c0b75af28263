import { beforeEach, describe, expect, it } from '@jest/globals';
import { seedEmails, type Placeholders } from '../../support/api-seed.ts';
import { openApi } from '../../support/api.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { placesOf, published, violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

let ids: Placeholders;
beforeEach(async () => {
  ids = await seedEmails(world);
});

/** The API in another process, whose calls to DynamoDB may fail. */
const apiOf = (faults?: (call: Call) => Fault | undefined) => {
  const { runtime } = world.actor(faults && { faults });
  return openApi({ ...world, invoke: world.createProcess({ aws: runtime.aws, clock: runtime.clock }) });
};

const order = {
  therapist_id: 905,
  status: 'queued',
  template: 'initial_contact',
  placement_request_ids: [9051],
};

describe('two clients who saw the same version', () => {
  it.each([
    ['cancel', { status: 'canceled' }, 'queued'],
    ['change its follow-up of', { follow_up_required: false }, 'sent'],
  ])('%s an email: one does, the other is told', async (_, body, name) => {
    const path = `/api/emails/${ids[`${name}_email_id`] ?? ''}`;
    const [one, other] = [await apiOf(), await apiOf()];
    const version = Number((await one.get(path)).body.version);
    const answers = await Promise.all([one, other].map((api) => api.put(path, body, { version })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await violations(world)).toEqual([]);
  });

  it('withdraw and answer an entry: the later one is told', async () => {
    const path = `/api/email-batches/${ids['sent_email_id'] ?? ''}-1`;
    const [one, other] = [await apiOf(), await apiOf()];
    const version = Number((await world.email(ids['sent_email_id'] ?? ''))?.version);
    const accepted = { response_outcome: 'accepted' };
    const rejected = { response_outcome: 'rejected' };
    const answers = await Promise.all([
      one.put(path, accepted, { version }),
      other.put(path, rejected, { version }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await published(world, 'placement_answered')).toHaveLength(2);
    expect(await violations(world)).toEqual([]);
  });
});

describe('one therapist, two emails queued at once', () => {
  it('one of them gets the turn', async () => {
    const [one, other] = [await apiOf(), await apiOf()];
    const free = { therapist_id: 905, status: 'queued', subject: 'Frage', body_html: '<p>Text</p>' };
    const answers = await Promise.all([one.post('/api/emails', order), other.post('/api/emails', free)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.type).toBe('/problems/contact-frequency-exceeded');
    expect(await violations(world)).toEqual([]);
  });
});

describe('a write with an Idempotency-Key', () => {
  const key = 'b6b2a1f0-3b8a-4a0e-9d0e-000000000001';
  const madeFor905 = () => world.emailsOf(905);

  it('has one effect when it comes 50 times at once, and once more', async () => {
    const apis = await Promise.all([apiOf(), apiOf(), apiOf()]);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => apis[index % 3]!.post('/api/emails', order, { key })),
    );
    answers.push(await apis[0].post('/api/emails', order, { key }));
    // A machine that is too busy answers some with 503 or 500, which says nothing: the client asks again.
    const told = answers.filter(({ status }) => status < 500);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(told.map(({ headers }) => headers['location'])).size).toBe(1);
    expect(await madeFor905()).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['dies before it commits', 'die_before', 0],
    ['dies between its commit and its answer', 'die_after', 1],
    ['sees an error for what was applied', 'error_after_applied', 1],
  ] as const)('has one effect when the process %s and the client repeats it', async (_, fault, committed) => {
    const broken = await apiOf(({ operation }) => (operation === 'TransactWriteItems' ? fault : undefined));
    const first = await broken.post('/api/emails', order, { key });
    expect(first.status).toBeGreaterThanOrEqual(500);
    expect(await madeFor905()).toHaveLength(committed);
    const again = await (await apiOf()).post('/api/emails', order, { key });
    expect(again.status).toBe(201);
    expect(await madeFor905()).toEqual([again.body.id]);
    expect(await placesOf(world, [9051])).toEqual(['contact_email']);
    expect(await published(world, 'email_created')).toContainEqual(
      expect.objectContaining({ email_id: again.body.id }),
    );
    expect(await violations(world)).toEqual([]);
  });

  it('is refused with another body, and means something else to another caller or for another resource', async () => {
    const api = await apiOf();
    await api.post('/api/emails', order, { key });
    const other = { ...order, status: 'draft' };
    const reused = await api.post('/api/emails', other, { key });
    expect(reused).toMatchObject({ status: 422, body: { type: '/problems/idempotency-key-reused' } });
    const stranger = await api.post('/api/emails', order, { key, subject: 'staff-2' });
    expect(stranger.status).toBe(409);
    const entry = { placement_request_id: 9021 };
    const elsewhere = await api.post(`/api/emails/${ids['queued_email_id'] ?? ''}/batches`, entry, { key });
    expect(elsewhere.status).toBe(201);
  });

  it('may be repeated although the version that it was meant for is gone', async () => {
    const api = await apiOf();
    const path = `/api/emails/${ids['draft_email_id'] ?? ''}`;
    const change = { subject: 'Neuer Betreff' };
    const first = await api.put(path, change, { version: 1, key });
    const again = await api.put(path, change, { version: 1, key });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect((await api.put(path, change, { version: 1 })).status).toBe(412);
  });

  it('withdraws an entry once', async () => {
    const api = await apiOf();
    const path = `/api/email-batches/${ids['queued_email_id'] ?? ''}-1`;
    const answers = [
      await api.delete(path, { version: 1, key }),
      await api.delete(path, { version: 1, key }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(await placesOf(world, [9022])).toEqual(['pending']);
  });

  it('is refused once the write was refused only as long as the reason stands', async () => {
    const api = await apiOf();
    const path = `/api/emails/${ids['queued_email_id'] ?? ''}/batches`;
    const entry = { placement_request_id: 9061 };
    expect((await api.post(path, entry, { key })).status).toBe(409);
    world.patient(9061);
    await world.match({ id: 9061, therapist: 902 });
    expect((await api.post(path, entry, { key })).status).toBe(201);
  });
});
