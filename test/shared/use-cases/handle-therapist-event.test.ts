import { beforeEach, describe, expect, it } from '@jest/globals';
import { newGuard } from '../../../shared/domain/contact/guard.ts';
import type { Instant } from '../../../shared/domain/time.ts';
import { allCalls, placesOf, published, sendMail, violations } from '../../support/follow-up.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { snapshot } from '../../support/snapshot.ts';
import { kafkaRecord, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let offset = 0;

const record = (eventType: string, data?: object, at: Instant = world.clock.now()) => {
  const payload = { therapist_id: 1, ...(data && { therapist_data: data }) };
  const envelope = { eventId: `t-${offset}`, eventType, version: 1, timestamp: at, payload };
  return kafkaRecord(Buffer.from(JSON.stringify(envelope)), offset++, { topic: 'therapist-events' });
};
const block = () => world.ingest(record('therapist.blocked', { status: 'gesperrt' }));
const unblock = () => world.ingest(record('therapist.unblocked'));
const pooledIds = async () =>
  (await world.service.store.firstPooled(1, 100)).map(({ requestId }) => requestId);

beforeEach(() => {
  world.therapist(1);
  for (let id = 1; id <= 9; id++) world.patient(id);
});

describe('a blocked therapist', () => {
  it('keeps nothing queued: the email is canceled, its requests are pending, its guards free', async () => {
    for (const id of [1, 2]) await world.match({ id, therapist: 1 });
    await world.batch();
    const emailId = await newestEmailOf(world, 1);
    await block();
    expect(await world.email(emailId)).toMatchObject({ state: 'canceled' });
    expect(await pooledIds()).toEqual([1, 2]);
    expect((await world.contact(1)).guard).toEqual(newGuard());
    expect(await published(world, 'email_canceled')).toMatchObject([{ reason: 'blocked' }]);

    await world.batch();
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.calls).toBe(0);
    expect(await world.contact(1)).not.toHaveProperty('dueAt');
    expect(await sendViolations(world)).toEqual([]);
  });

  it('gets requests that wait, and is written to once he is unblocked', async () => {
    await block();
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    expect(await world.emailsOf(1)).toEqual([]);
    expect(await pooledIds()).toEqual([1]);

    await unblock();
    expect(await world.contact(1)).not.toHaveProperty('blockedAt');
    await world.batch();
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.accepted).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is not written to before his turn when he is unblocked', async () => {
    await sendMail(world, 1, [1]);
    await world.match({ id: 2, therapist: 1 });
    await block();
    await unblock();
    expect(await world.contact(1)).toMatchObject({ dueAt: '2026-11-29T08:30:00.000Z' });
  });

  it('stays blocked whatever an older event says, and a repeated block changes nothing', async () => {
    const older = record('therapist.unblocked');
    const repeated = record('therapist.blocked');
    await world.ingest(repeated);
    const before = await snapshot(world);
    await world.ingest(repeated, older);
    expect(await snapshot(world)).toEqual(before);
    expect(await world.contact(1)).toHaveProperty('blockedAt');
  });

  it('keeps an email that SES may have', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await block();
    expect(await world.email(emailId)).toMatchObject({ state: 'sent' });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email' });
  });

  it('waits for his follow-up mail again once he is unblocked', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: {} });
    await sendMail(world, 1, [1]);
    world.at('2026-11-30T09:00:00.000Z');
    await world.sweep();
    expect(await world.contact(1)).toMatchObject({ awaitingFollowUpMail: [expect.any(String)] });
    await block();
    world.at('2026-12-01T00:00:00.000Z');
    await world.batch();
    expect(await world.emailsOf(1)).toHaveLength(1);
    await unblock();
    await world.batch();
    expect(await world.email(await newestEmailOf(world, 1))).toMatchObject({ kind: 'follow_up' });
  });
});

describe('what events tell of a therapist', () => {
  it('is used for his mail, before what the therapist service says', async () => {
    await world.ingest(record('therapist.updated', { nachname: 'Beispiel', email: 'neu@praxis.example' }));
    await sendMail(world, 1, [1]);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['neu@praxis.example']]);
  });
});

describe('a call that is scheduled for a therapist who is blocked', () => {
  const MORNING = '2026-11-30T08:00:00.000Z';

  it('is canceled; his requests wait for another one, once he is unblocked', async () => {
    await sendMail(world, 1, [1, 2]);
    world.at(MORNING);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    await block();
    const [call] = await allCalls(world);
    expect(call?.call.state).toBe('canceled');
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await world.sweep()).toMatchObject({ booked: 0, postponed: 1 });

    await unblock();
    world.clock.advance(24 * 3_600_000);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    expect(await violations(world)).toEqual([]);
  });

  it('goes on without him when it is about others of his practice too', async () => {
    for (const id of [1, 2]) {
      world.therapist(id, { telefon: '030 23124711' });
      await world.match({ id, therapist: id });
    }
    await world.batch();
    world.at(SEND_TIME);
    await world.pump();
    world.at(MORNING);
    expect(await world.sweep()).toMatchObject({ booked: 1, joined: 1 });
    await block();
    const [call] = await allCalls(world);
    expect(call?.call.state).toBe('scheduled');
    expect(call?.entries.filter(({ included }) => included).map(({ therapistId }) => therapistId)).toEqual([
      2,
    ]);
    expect(await violations(world)).toEqual([]);
  });
});
