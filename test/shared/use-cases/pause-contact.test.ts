import { beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type LocalDate } from '../../../shared/domain/time.ts';
import { commitWrite } from '../../../shared/use-cases/commit-write.ts';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { pauseContact } from '../../../shared/use-cases/pause-contact.ts';
import { ok } from '../../../shared/domain/result.ts';
import { callService } from '../../support/call-desk.ts';
import { allCalls, placesOf, published, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { interrupt } from '../../support/interleave.ts';
import { addRequest, newestEmailOf, queueMails, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** Therapist 1 wants neither mail nor calls before a day. */
const pause = (until: LocalDate, service = world.service) =>
  commitWrite(service, undefined, async (changes) => {
    const paused = await pauseContact(service, changes, { therapistId: 1, until });
    return paused.ok ? ok('') : paused;
  });

/** Midnight in Berlin. */
const midnight = (date: LocalDate) => plus(`${date}T00:00:00.000Z`, -HOUR_MS);

describe('a pause', () => {
  it('ends with the first instant of its day by the wall clock, also where that is summer time', async () => {
    await pause('2026-12-07');
    expect((await world.contact(1)).pausedUntil).toBe('2026-12-06T23:00:00.000Z');
    await pause('2027-06-01');
    expect((await world.contact(1)).pausedUntil).toBe('2027-05-31T22:00:00.000Z');
  });

  it.each(['2026-11-22', '2026-11-23', '2027-11-30'])('does not end on %s', async (until) => {
    world.at(SEND_TIME);
    expect(await pause(until)).toMatchObject({
      error: { code: 'invalid_request', errors: [{ field: '/paused_until' }] },
    });
    expect(await world.contact(1)).not.toHaveProperty('pausedUntil');
  });

  it('is no objection, and nobody else is told', async () => {
    await pause('2026-12-07');
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
    expect(await published(world, 'therapist_objected')).toEqual([]);
  });
});

describe('the daily batch', () => {
  it('writes to a paused therapist for the day on which the pause ends, and not before', async () => {
    world.therapist(1);
    await addRequest(world, 1, { therapist: 1 });
    await pause('2026-12-07');
    expect(await world.batch()).toMatchObject({ emails: 0, deferred: { paused: 1 } });
    world.at(plus(midnight('2026-12-07'), -DAY_MS - HOUR_MS));
    expect(await world.batch()).toMatchObject({ therapists: 0 });
    world.at(plus(midnight('2026-12-07'), -DAY_MS));
    expect(await world.batch()).toMatchObject({ emails: 1 });
    expect(await world.email(await newestEmailOf(world, 1))).toMatchObject({
      notBefore: midnight('2026-12-07'),
    });
  });

  it('goes by the pause that was confirmed last, be it shorter', async () => {
    world.therapist(1);
    await addRequest(world, 1, { therapist: 1 });
    await pause('2027-03-01');
    expect(await world.batch()).toMatchObject({ emails: 0 });
    world.at(SEND_TIME);
    await pause('2026-11-24');
    expect(await world.batch()).toMatchObject({ emails: 1 });
  });
});

describe('a mail that is queued', () => {
  it('waits for the end of the pause with its turn, and leaves then', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await pause('2026-12-07');
    await world.pump();
    expect(world.ses.accepted).toEqual([]);
    expect(await world.email(id)).toMatchObject({ state: 'queued', notBefore: midnight('2026-12-07') });
    expect((await world.contact(1)).guard.heldBy).toBe(id);
    world.at('2026-12-07T08:00:00.000Z');
    await world.pump();
    expect(world.ses.accepted).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('whose claim has read the therapist before the pause commits does not leave', async () => {
    await queueMails(world, [1]);
    const pump = world.actor();
    // The pump writes its lease and state alone; the first transaction is the claim.
    const paused = interrupt(
      pump,
      ({ operation }) => operation === 'TransactWriteItems',
      () => pause('2026-12-07'),
    );
    await pump.processEmailQueue({});
    expect(paused.done).toBe(true);
    expect(world.ses.accepted).toEqual([]);
  });
});

describe('the sweep', () => {
  it('looks at a paused therapist when the pause is over, and calls him then', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await pause('2026-12-08');
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ postponed: 1, booked: 0, mail_awaited: 0, handed_over: 0 });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: midnight('2026-12-08') });
    world.at(plus(midnight('2026-12-08'), -MINUTE_MS));
    expect(await world.sweep()).toMatchObject({ postponed: 0, booked: 0 });
    world.at(midnight('2026-12-08'));
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    const [booked] = await allCalls(world);
    expect(booked?.call.startsAt).toBe('2026-12-10T13:00:00.000Z');
    expect(await violations(world)).toEqual([]);
  });

  it('does not hand over to staff meanwhile what a follow-up email has asked', async () => {
    world.therapist(1, { telefon: null });
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    world.at('2026-12-01T00:00:00.000Z');
    await world.batch();
    world.at('2026-12-01T08:00:00.000Z');
    await world.pump();
    expect(world.ses.accepted).toHaveLength(2);
    await pause('2027-01-11');
    world.at('2026-12-08T09:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ postponed: 1, handed_over: 0 });
    world.at(midnight('2027-01-11'));
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
  });

  it('does not call him with others of his practice', async () => {
    const telefon = '030 23129999';
    for (const id of [1, 2]) world.therapist(id, { telefon });
    await sendMail(world, 1, [1]);
    await sendMail(world, 2, [2]);
    await pause('2026-12-08');
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await world.sweep();
    const calls = await allCalls(world);
    expect(calls.map(({ call }) => call.therapistIds)).toEqual([[2]]);
  });
});

describe('calls that are booked', () => {
  beforeEach(async () => {
    await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
  });

  it('inside the pause are canceled: their requests wait for a call after it', async () => {
    await pause('2026-12-08');
    expect((await allCalls(world)).map(({ call }) => call.state)).toEqual(['canceled']);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await world.sweep()).toMatchObject({ postponed: 1 });
    world.at(midnight('2026-12-08'));
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    expect((await allCalls(world)).map(({ call }) => call.localDate)).toEqual(['2026-11-30', '2026-12-10']);
    expect(await violations(world)).toEqual([]);
  });

  it('on the day on which it ends stay', async () => {
    const time = { date: '2026-12-03', time: '15:00' };
    await createCall(callService(world), { therapistId: 1, time });
    await pause('2026-12-03');
    const states = (await allCalls(world)).map(({ call }) => [call.localDate, call.state]);
    expect(Object.fromEntries(states)).toEqual({ '2026-11-30': 'canceled', '2026-12-03': 'scheduled' });
  });

  it('by somebody who has not seen the pause are not', async () => {
    await pause('2026-12-08');
    const time = { date: '2026-12-03', time: '15:00' };
    expect(await createCall(callService(world), { therapistId: 1, time })).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'therapist_absent' } },
    });
    const booked = await createCall(callService(world), { therapistId: 1 });
    expect(booked.ok).toBe(true);
    const dates = (await allCalls(world)).map(({ call }) => call.localDate);
    expect(dates.toSorted()).toEqual(['2026-11-30', '2026-12-10']);
  });
});

describe('a booking that has read the therapist before the pause commits', () => {
  it('is not made', async () => {
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    const sweeper = world.actor();
    const paused = interrupt(
      sweeper,
      ({ operation }) => operation === 'TransactWriteItems',
      () => pause('2026-12-08'),
    );
    expect(await sweeper.checkUnansweredEmails({})).toMatchObject({ postponed: 1, booked: 0 });
    expect(paused.done).toBe(true);
    expect(await allCalls(world)).toEqual([]);
  });
});
