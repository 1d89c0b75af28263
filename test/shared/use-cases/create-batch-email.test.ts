import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS, msBetween, plus } from '../../../shared/domain/time.ts';
import { answerOpenly } from '../../support/answer-openly.ts';
import { allCalls, published, sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

beforeEach(() => {
  world.therapist(1);
});

/** A pending request of therapist 1 and of a patient with the request's id. */
const request = async (id: number, patient: Record<string, unknown> = {}, at?: string) => {
  world.patient(id, patient);
  await world.match({ id, therapist: 1, ...(at !== undefined && { at }) });
};
const requests = async (from: number, to: number) => {
  for (let id = from; id <= to; id++) await request(id);
};
/** A day's batch at midnight UTC and its pump at a time of day. */
const live = async (date: string, pumpAt: string) => {
  world.at(`${date}T00:00:00.000Z`);
  await world.batch();
  world.at(`${date}T${pumpAt}:00.000Z`);
  await world.pump();
};
const mailed = async (emailId?: string) =>
  (await world.entries(emailId ?? (await newestEmailOf(world, 1))))?.map(({ requestId }) => requestId);
const pooledIds = async () =>
  (await world.service.store.firstPooled(1, 100)).map(({ requestId }) => requestId);

describe('the first requests of a therapist', () => {
  it('ride in the order of registration, then of their creation, then of their ids, unknown dates last', async () => {
    await request(1, { startdatum: undefined }, '2026-01-01T00:00:00.000Z');
    await request(3, {}, '2026-11-20T10:00:00.000Z');
    await request(2, {}, '2026-11-20T10:00:00.000Z');
    await request(4, {}, '2026-11-20T09:00:00.000Z');
    await request(5, { startdatum: '2026-02-28' }, '2026-11-21T09:00:00.000Z');
    await world.batch();
    expect(await mailed()).toEqual([5, 4, 2, 3, 1]);
  });

  it.each([
    [1, 'initial_contact'],
    [2, 'batch_request'],
    [5, 'batch_request'],
  ] as const)('make one mail by their number: %d → %s', async (count, kind) => {
    await requests(1, count);
    expect(await world.batch()).toMatchObject({ therapists: 1, emails: 1, requests: count, failed: 0 });
    expect(await world.email(await newestEmailOf(world, 1))).toMatchObject({ kind, state: 'queued' });
    expect(await published(world, 'email_created')).toMatchObject([{ kind, status: 'queued' }]);
    expect(await world.contact(1)).not.toHaveProperty('dueAt');
  });

  it('leave what does not fit to the next mail, 168 hours later at the earliest', async () => {
    await requests(1, 7);
    await world.batch();
    expect(await mailed()).toEqual([1, 2, 3, 4, 5]);
    expect(await pooledIds()).toEqual([6, 7]);
    await live('2026-11-23', '08:00');
    await answerOpenly(world, 1);
    await live('2026-11-24', '08:00');
    await live('2026-11-29', '12:00');
    await live('2026-11-30', '08:00');
    expect(world.ses.accepted).toHaveLength(1);
    expect(await mailed()).toEqual([6, 7]);
    world.at('2026-11-30T08:30:00.000Z');
    await world.pump();

    const [first, second] = world.ses.accepted;
    expect(msBetween(first!.at, second!.at)).toBe(168.5 * HOUR_MS);
    expect(await sendViolations(world, { created: [1, 2, 3, 4, 5, 6, 7] })).toEqual([]);
  });

  it('FAULTS 12: make one mail when the schedule was missed for three days, and no burst', async () => {
    await requests(1, 7);
    world.at('2026-11-26T00:00:00.000Z');
    for (let run = 0; run < 4; run++) {
      await world.batch();
      world.clock.advance(15 * 60_000);
    }
    world.at('2026-11-26T08:00:00.000Z');
    for (let run = 0; run < 3; run++) await world.pump();
    await answerOpenly(world, 1);
    for (const date of ['2026-11-27', '2026-11-30', '2026-12-02']) await live(date, '12:00');
    expect(world.ses.accepted).toHaveLength(1);
    await live('2026-12-03', '12:00');
    expect(world.ses.accepted).toHaveLength(2);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 12: make one mail when the schedule fires twice', async () => {
    await requests(1, 2);
    await world.batch();
    expect(await world.batch()).toMatchObject({ therapists: 0, emails: 0 });
    expect(await world.emailsOf(1)).toHaveLength(1);
  });

  it('wait for each other no longer than a day ahead: the weekly rhythm does not drift', async () => {
    await requests(1, 15);
    await live('2026-11-23', '08:00');
    await answerOpenly(world, 1);
    await live('2026-11-30', '08:30');
    await answerOpenly(world, 1);
    await live('2026-12-07', '09:00');
    const days = world.ses.accepted.map(({ at }) => at.slice(0, 10));
    expect(days).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a therapist who has to be left alone', () => {
  it('in his cooling period gets no mail before its end', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    await request(2);
    const until = plus(SEND_TIME, 28 * 24 * HOUR_MS);
    expect(await world.contact(1)).toMatchObject({ coolingUntil: until });

    for (const date of ['2026-11-30', '2026-12-07', '2026-12-18']) await live(date, '12:00');
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await pooledIds()).toEqual([2]);
    await live('2026-12-21', '08:00');
    expect(world.ses.accepted.map(({ at }) => at)).toEqual([SEND_TIME, until]);
  });

  it('with a call booked within a week waits for it, and for a day after it', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: { friday: [{ start: '09:00', end: '10:00' }] } });
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    const [{ call } = {}] = await allCalls(world);
    expect(call?.startsAt).toBe('2026-12-04T08:00:00.000Z');

    await request(2);
    world.at('2026-12-01T00:00:00.000Z');
    expect(await world.batch()).toMatchObject({ emails: 0, deferred: { call_scheduled: 1 } });
    await live('2026-12-04', '12:00');
    expect(await world.emailsOf(1)).toHaveLength(1);
    world.at('2026-12-05T08:00:00.000Z');
    await world.batch();
    expect(await mailed()).toEqual([2]);
  });

  it('has his due key moved, so that nobody reads him before his turn', async () => {
    await requests(1, 6);
    await world.batch();
    expect(await world.contact(1)).toMatchObject({ dueAt: '2026-11-29T00:20:00.000Z' });
    world.at('2026-11-28T00:00:00.000Z');
    expect(await world.batch()).toMatchObject({ therapists: 0 });
  });
});

describe('therapists of one mailbox', () => {
  beforeEach(() => {
    world.therapist(1, { email: 'gemeinschaftspraxis@praxis.example' });
    world.therapist(2, { email: ' Gemeinschaftspraxis@PRAXIS.example. ' });
  });
  const acceptedFor = async () => {
    const emails = await Promise.all(
      world.ses.accepted.map(({ tags }) => world.email(tags['email_id'] ?? '')),
    );
    return emails.map((email) => email?.therapistId);
  };

  it('take turns, a week apart, whoever has more requests', async () => {
    await requests(1, 12);
    for (let id = 21; id <= 26; id++) {
      world.patient(id);
      await world.match({ id, therapist: 2 });
    }
    expect(await world.batch()).toMatchObject({ emails: 1, deferred: { held: 1 } });
    for (const [date, time] of [
      ['2026-11-23', '08:00'],
      ['2026-11-24', '08:00'],
      ['2026-11-30', '08:30'],
      ['2026-12-01', '08:30'],
    ] as const)
      await live(date, time);
    world.at('2026-12-06T23:30:00.000Z');
    await world.batch();
    await live('2026-12-07', '09:00');
    const turns = await acceptedFor();
    expect(turns).toHaveLength(3);
    expect(turns[1]).not.toBe(turns[0]);
    expect(turns[2]).toBe(turns[0]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each([
    [1, 2],
    [2, 1],
  ])('do not wait for one whose data cannot be read: %d, while %d was next', async (served, unreadable) => {
    for (const id of [1, 2, 3, 4, 5, 6]) {
      world.patient(id);
      await world.match({ id, therapist: served });
    }
    await world.batch();
    world.patient(7);
    await world.match({ id: 7, therapist: unreadable });
    expect(await world.batch()).toMatchObject({ deferred: { held: 1 } });
    world.therapists.faults.set(unreadable, '500');

    await live('2026-11-23', '08:00');
    await answerOpenly(world, served);
    await live('2026-11-24', '08:00');
    world.at('2026-11-30T00:00:00.000Z');
    for (let run = 0; run < 3; run++) {
      await world.batch();
      world.clock.advance(30 * 60_000);
    }
    world.at('2026-11-30T08:30:00.000Z');
    await world.pump();
    expect(await acceptedFor()).toEqual([served, served]);
    expect(await sendViolations(world)).toEqual([]);
  });
});
