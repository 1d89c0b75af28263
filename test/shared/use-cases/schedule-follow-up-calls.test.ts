import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import {
  allCalls,
  allWorkItems,
  placesOf,
  published,
  sendMail,
  SWEEP_TIME,
  sweepHourly,
  violations,
} from '../../support/follow-up.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

describe('the follow-up sweep', () => {
  it('books a call 168 hours after SES accepted the mail, and not before', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.at(plus(SWEEP_TIME, -1));
    expect(await world.sweep()).toMatchObject({ booked: 0, nothing_open: 0 });
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 1, failed: 0, finished: true });

    const [booked] = await allCalls(world);
    expect(booked?.call).toMatchObject({
      state: 'scheduled',
      therapistIds: [1],
      // The first slot in the phone hours (Monday 9 to 12) that is an hour ahead.
      startsAt: plus(SWEEP_TIME, HOUR_MS),
      localDate: '2026-11-30',
      localTime: '10:00',
      timeZone: 'Europe/Berlin',
      durationMinutes: 5,
      line: 1,
      try: 1,
      phoneNumber: '+493023120001',
      emailIds: [emailId],
    });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await world.email(emailId)).toMatchObject({ followedUp: true });
    expect(await published(world, 'call_scheduled')).toMatchObject([
      { phone_call_id: booked?.call.id, therapist_id: 1, placement_request_ids: [1, 2] },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it("counts from SES's time of the acceptance, not from ours", async () => {
    world.ses.skewMs = 10 * MINUTE_MS;
    await sendMail(world, 1, [1]);
    world.at(plus(SWEEP_TIME, 9 * MINUTE_MS));
    expect(await world.sweep()).toMatchObject({ booked: 0 });
    world.at(plus(SWEEP_TIME, 10 * MINUTE_MS));
    expect(await world.sweep()).toMatchObject({ booked: 1 });
  });

  it('does not follow up a confirmation', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    world.clock.advance(MINUTE_MS);
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    world.at(plus(SWEEP_TIME, DAY_MS));
    expect(await world.sweep()).toMatchObject({
      booked: 0,
      mail_awaited: 0,
      handed_over: 0,
      nothing_open: 0,
    });
  });

  it('makes one call of the open mails of several weeks, in order of the registration dates', async () => {
    world.patient(1, { startdatum: '2026-03-03' });
    world.patient(2, { startdatum: '2026-03-01' });
    world.patient(3, { startdatum: '2026-02-01' });
    const first = await sendMail(world, 1, [1, 2]);
    world.at('2026-11-30T09:00:00.000Z');
    const second = await sendMail(world, 1, [3]);
    expect(second).not.toBe(first);

    world.at('2026-12-07T10:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ booked: 1, joined: 0, failed: 0 });
    const [booked, ...others] = await allCalls(world);
    expect(others).toEqual([]);
    expect(booked?.call.emailIds.toSorted()).toEqual([first, second].toSorted());
    expect(booked?.entries.map(({ requestId, number }) => [number, requestId])).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    const codes = [...((await world.entries(first)) ?? []), ...((await world.entries(second)) ?? [])];
    for (const { requestId, code } of booked?.entries ?? [])
      expect(codes.find((entry) => entry.requestId === requestId)?.code).toBe(code);
    expect(await violations(world)).toEqual([]);
  });

  it('lets a mail that falls due while a call is scheduled join it', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: { monday: [{ start: '10:00', end: '11:00' }] } });
    const first = await sendMail(world, 1, [1]);
    world.at('2026-11-30T08:31:00.000Z');
    const second = await sendMail(world, 1, [2]);
    world.at('2026-11-30T09:30:00.000Z');
    expect(await world.sweep()).toMatchObject({ booked: 1 });

    world.at('2026-12-07T08:31:00.000Z');
    expect(await world.sweep()).toMatchObject({ joined: 1, booked: 0 });
    const [call, ...others] = await allCalls(world);
    expect(others).toEqual([]);
    expect(call?.call).toMatchObject({ startsAt: '2026-12-07T09:00:00.000Z', emailIds: [first, second] });
    expect(call?.entries.map(({ requestId }) => requestId)).toEqual([1, 2]);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await violations(world)).toEqual([]);
  });

  it('books a new call when the scheduled one has begun', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: { monday: [{ start: '10:00', end: '11:00' }] } });
    await sendMail(world, 1, [1]);
    world.at('2026-11-30T09:00:00.000Z');
    const second = await sendMail(world, 1, [2]);
    world.at('2026-11-30T09:30:00.000Z');
    await world.sweep();
    world.at('2026-12-07T09:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ joined: 0, booked: 1 });
    const [, call] = await allCalls(world);
    expect(call?.call).toMatchObject({ startsAt: '2026-12-14T09:00:00.000Z', emailIds: [second] });
  });

  it('skips requests that were closed meanwhile, and a mail of which nothing is left', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await sendMail(world, 2, [3]);
    const other = await newestEmailOf(world, 2);
    await world.status(1, 'abgelehnt');
    await world.status(3, 'angenommen');
    world.at(plus(SWEEP_TIME, HOUR_MS));
    expect(await world.sweep()).toMatchObject({ booked: 1, nothing_open: 1 });
    const [booked, ...others] = await allCalls(world);
    expect(others).toEqual([]);
    expect(booked?.entries.map(({ requestId }) => requestId)).toEqual([2]);
    expect(booked?.call.emailIds).toEqual([emailId]);
    expect(await world.email(other)).not.toHaveProperty('followUpAt');
    expect(await world.sweep()).toMatchObject({ booked: 0, nothing_open: 0 });
    expect(await violations(world)).toEqual([]);
  });

  it('postpones a blocked therapist by a day, and calls when the block is over', async () => {
    await sendMail(world, 1, [1]);
    await world.ingest(world.matchingRecord('therapist.blocked', { therapist_id: 1, therapist_data: {} }));
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ postponed: 1, booked: 0 });
    world.at(plus(SWEEP_TIME, DAY_MS - 1));
    expect(await world.sweep()).toMatchObject({ postponed: 0, booked: 0 });
    await world.ingest(world.matchingRecord('therapist.unblocked', { therapist_id: 1, therapist_data: {} }));
    world.at(plus(SWEEP_TIME, DAY_MS));
    expect(await world.sweep()).toMatchObject({ postponed: 0, booked: 1 });
  });

  it('postpones by a day when the therapist service does not answer', async () => {
    await sendMail(world, 1, [1]);
    world.therapists.faults.set(1, '500');
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ postponed: 1, failed: 0 });
    world.therapists.faults.clear();
    world.at(plus(SWEEP_TIME, DAY_MS));
    expect(await world.sweep()).toMatchObject({ booked: 1 });
  });

  it('hands the requests of a therapist who objected to staff', async () => {
    await sendMail(world, 1, [1, 2]);
    const { store, clock } = world.service;
    await store.commit([store.saveContact({ ...(await world.contact(1)), objectedAt: clock.now() })]);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'objected', requestIds: [1, 2], dueAt: plus(SWEEP_TIME, 7 * DAY_MS) },
    ]);
    expect(await world.sweep()).toMatchObject({ handed_over: 0 });
    expect(await violations(world)).toEqual([]);
  });

  it('calls about the requests of a mail that bounced for good, whose address gets no mail any more', async () => {
    await sendMail(world, 1, [1, 2]);
    const [mail] = world.ses.accepted;
    if (mail) await world.sesEvent(mail, 'Bounce');
    world.patient(3);
    await world.match({ id: 3, therapist: 1 });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    world.clock.advance(HOUR_MS);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    const [booked] = await allCalls(world);
    expect(booked?.entries).toMatchObject([{ requestId: 1 }, { requestId: 2 }]);
    expect(booked?.call.emailIds).toEqual([]);

    world.at(plus(SEND_TIME, 8 * DAY_MS));
    await world.batch();
    await world.sweep();
    await world.pump();
    expect(world.ses.accepted).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('never makes a second call about a request that left its call by closing', async () => {
    const emailId = await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.status(1, 'abgelehnt');
    expect((await allCalls(world))[0]?.call.state).toBe('canceled');
    await world.status(1, 'offen');
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    expect(await world.email(emailId)).toMatchObject({ followedUp: true });
    world.clock.advance(2 * DAY_MS);
    await world.sweep();
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('follows up a mail that many newer mails stand in front of', async () => {
    const emailId = await sendMail(world, 1, [1]);
    const { store } = world.service;
    const email = await world.email(emailId);
    for (let number = 0; email && number < 25; number++) {
      const { followUpAt: _none, ...newer } = { ...email, id: `em_newer_${number}`, version: 0 };
      await store.commit([store.saveEmail({ ...newer, createdAt: plus(email.createdAt, number + 1) })]);
    }
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
  });
});

describe('the agenda of a call', () => {
  const world = worldPerTest({ environment: { MAX_PATIENTS_PER_EMAIL: '4' } });

  it('takes ten requests: what does not fit is called about afterwards', async () => {
    const emails = [await sendMail(world, 1, [1, 2, 3, 4])];
    world.at('2026-11-30T09:00:00.000Z');
    emails.push(await sendMail(world, 1, [5, 6, 7, 8]));
    world.at('2026-12-07T10:00:00.000Z');
    emails.push(await sendMail(world, 1, [9, 10, 11, 12]));

    world.at('2026-12-14T12:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ booked: 1, failed: 0 });
    const [first] = await allCalls(world);
    expect(first?.call.startsAt).toBe('2026-12-17T13:00:00.000Z');
    expect(first?.entries.map(({ requestId }) => requestId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);

    await sweepHourly(world, 24);
    expect(await placesOf(world, [9, 10, 11, 12])).toEqual(Array(4).fill('contact_email'));
    world.at('2026-12-17T13:00:00.000Z');
    await sweepHourly(world, 24);
    const [, second] = await allCalls(world);
    expect(second?.call.emailIds).toEqual([emails[2]]);
    expect(second?.entries.map(({ requestId }) => requestId)).toEqual([9, 10, 11, 12]);
    expect(await violations(world)).toEqual([]);
  });
});
