import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { callDesk, callService, valueOf } from '../../support/call-desk.ts';
import {
  allCalls,
  ledger,
  placesOf,
  published,
  sendMail,
  SWEEP_TIME,
  violations,
} from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { tellOfTherapist } from '../../support/told-therapists.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);

/** Monday 23 November 2026, 09:00 in Berlin; therapists are reached Mondays 9–12 and Thursdays 14–16. */
beforeEach(() => world.at(SEND_TIME));

describe('a call at the next free time', () => {
  it('is booked in the phone hours after the lead time, and siblings are told', async () => {
    world.therapist(1);
    const callId = await desk.booked({ therapistId: 1, notes: 'Bitte Frau Beispiel verlangen.' });
    const { call, entries } = await desk.load(callId);
    expect(call).toMatchObject({
      state: 'scheduled',
      startsAt: '2026-11-23T09:00:00.000Z',
      localDate: '2026-11-23',
      localTime: '10:00',
      durationMinutes: 5,
      line: 1,
      try: 1,
      phoneNumber: '+493023120001',
      notes: 'Bitte Frau Beispiel verlangen.',
    });
    expect(entries).toEqual([]);
    expect(await published(world, 'call_scheduled')).toMatchObject([
      { phone_call_id: callId, therapist_id: 1, placement_request_ids: [], starts_at: call.startsAt },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('is about all that the therapist owes an answer to, due or not', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const callId = await desk.booked({ therapistId: 1 });
    const { call, entries } = await desk.load(callId);
    expect(entries.map(({ requestId, emailId: from }) => [requestId, from])).toEqual([
      [1, emailId],
      [2, emailId],
    ]);
    expect(call.emailIds).toEqual([emailId]);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await world.email(emailId)).toMatchObject({ followedUp: true });
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 0, joined: 0 });
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('does not exist when the phone hours have none', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: {} });
    expect(await desk.book({ therapistId: 1 })).toEqual({
      ok: false,
      error: {
        code: 'no_slot_available',
        details: { searched_until: '2026-12-07T08:00:00.000Z' },
      },
    });
    expect(await allCalls(world)).toEqual([]);
  });
});

describe('a call at a chosen time', () => {
  const thursday = (time: string) => ({ date: '2026-11-26', time });

  it('is booked at that time, for as long as asked', async () => {
    world.therapist(1);
    const callId = await desk.booked({ therapistId: 1, time: thursday('15:00'), durationMinutes: 30 });
    expect((await desk.load(callId)).call).toMatchObject({
      startsAt: '2026-11-26T14:00:00.000Z',
      durationMinutes: 30,
    });
    expect((await ledger(world)).cells).toHaveLength(12);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['outside of the phone hours', thursday('13:55'), 'outside_phone_hours'],
    ['before the lead time', { date: '2026-11-23', time: '09:55' }, 'too_early'],
    ['after the horizon', { date: '2026-12-07', time: '09:05' }, 'too_late'],
  ])('is refused %s', async (_name, time, reason) => {
    world.therapist(1);
    expect(await desk.book({ therapistId: 1, time })).toEqual({
      ok: false,
      error: { code: 'slot_not_available', details: { reason } },
    });
  });

  it('may lie outside of the phone hours when staff say so', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: {} });
    const callId = await desk.booked({ therapistId: 1, time: thursday('18:00'), outsidePhoneHours: true });
    expect((await desk.load(callId)).call.localTime).toBe('18:00');
  });

  it('FAULTS 25: of 15 minutes is refused over a booked 5-minute slot', async () => {
    world.therapist(1);
    await desk.booked({ therapistId: 1, time: thursday('15:10') });
    const longer = { therapistId: 1, time: thursday('15:00'), durationMinutes: 15 };
    expect(await desk.book(longer)).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'therapist_booked' } },
    });
    expect(await allCalls(world)).toHaveLength(1);
  });

  it('is refused when no line is free', async () => {
    world.therapist(1);
    world.therapist(2);
    await desk.booked({ therapistId: 1, time: thursday('15:00') });
    expect(await desk.book({ therapistId: 2, time: thursday('15:00') })).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'no_free_line' } },
    });
  });
});

describe('a call about chosen requests', () => {
  it('takes pending ones out of the pool, so that no mail goes out about them', async () => {
    world.therapist(1);
    await addRequest(world, 1, { therapist: 1 });
    await addRequest(world, 2, { therapist: 1 });
    await desk.booked({ therapistId: 1, requestIds: [1] });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'pending']);
    expect((await ledger(world)).pool.map(({ requestId }) => requestId)).toEqual([2]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes a part of a mail, and the rest is followed up in its time (I6)', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const first = await desk.booked({ therapistId: 1, requestIds: [2] });
    expect((await desk.load(first)).call.emailIds).toEqual([]);
    expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'call']);
    await desk.update(first, { status: 'completed' });
    world.at(SWEEP_TIME);
    await world.sweep();
    const [, second] = await allCalls(world);
    expect(second?.call.emailIds).toEqual([emailId]);
    expect(second?.entries.map(({ requestId }) => requestId)).toEqual([1]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes requests out of a work item', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'needs_follow_up' }] });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    await desk.booked({ therapistId: 1, requestIds: [1, 2] });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect([...(await ledger(world)).workItems.values()].map(({ status }) => status)).toEqual([
      'done',
      'done',
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('names those that it cannot take: unknown, of another therapist, queued, answered or closed', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    world.therapist(2);
    await addRequest(world, 3, { therapist: 2 });
    await addRequest(world, 4, { therapist: 1 });
    await world.status(4, 'angenommen');
    expect(await desk.book({ therapistId: 1, requestIds: [1, 2, 3, 4, 5] })).toEqual({
      ok: false,
      error: {
        code: 'request_not_available',
        details: { placement_request_ids: [1, 3, 4, 5] },
      },
    });
    expect(await placesOf(world, [1, 2, 3, 4])).toEqual(['answered', 'work_item', 'pending', 'closed']);
  });

  it('is refused for a request that waits in a queued mail', async () => {
    world.therapist(1);
    await addRequest(world, 1, { therapist: 1 });
    await world.batch();
    expect(await desk.book({ therapistId: 1, requestIds: [1] })).toMatchObject({
      error: { code: 'request_not_available' },
    });
  });

  it('is refused when they are more than an agenda holds', async () => {
    world.therapist(1);
    const requestIds = Array.from({ length: 11 }, (_, index) => index + 1);
    for (const id of requestIds) await addRequest(world, id, { therapist: 1 });
    expect(await desk.book({ therapistId: 1, requestIds })).toEqual({
      ok: false,
      error: { code: 'agenda_full', details: { most: 10 } },
    });
  });
});

describe('a therapist who cannot be called', () => {
  it.each([
    ['nobody knows', undefined, 'invalid_request'],
    ['has no phone number', { telefon: null }, 'no_phone_number'],
    ['has a number that cannot be dialled', { telefon: '2312' }, 'no_phone_number'],
  ])('%s', async (_name, data, code) => {
    if (data) world.therapist(1, data);
    expect(await desk.book({ therapistId: 1 })).toMatchObject({ ok: false, error: { code } });
  });

  it('is the directory’s fault when it does not answer', async () => {
    world.therapists.faults.set(1, '500');
    expect(await desk.book({ therapistId: 1 })).toMatchObject({ error: { code: 'unavailable' } });
  });
});

describe('a booking that its client repeats', () => {
  it('has one effect for one key, and none for the same key with another body', async () => {
    world.therapist(1);
    const once = { key: 'k1', fingerprint: 'f1' };
    const service = callService(world);
    const first = valueOf(await createCall(service, { therapistId: 1, once }));
    const again = await Promise.all(
      Array.from({ length: 10 }, () => createCall(service, { therapistId: 1, once })),
    );
    expect(again.map(valueOf)).toEqual(again.map(() => first));
    expect(await createCall(service, { therapistId: 1, once: { ...once, fingerprint: 'f2' } })).toEqual({
      ok: false,
      error: { code: 'idempotency_key_reused' },
    });
    expect(await allCalls(world)).toHaveLength(1);
  });
});

describe('FAULTS 50: a booking that commits, and dies before it answers', () => {
  it('has one effect when its client repeats it', async () => {
    world.therapist(1);
    const once = { key: 'k1', fingerprint: 'f1' };
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'TransactWriteItems' ? 'die_after' : undefined),
    });
    await expect(createCall(callService(world, dying.service), { therapistId: 1, once })).rejects.toThrow();
    const [committed] = await allCalls(world);
    expect(await createCall(callService(world), { therapistId: 1, once })).toEqual({
      ok: true,
      value: committed?.call.id,
    });
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 25: many bookings of one slot at once', () => {
  const time = { date: '2026-11-26', time: '15:00' };

  it('give one call to one therapist', async () => {
    await tellOfTherapist(world, 1);
    const services = [world.actor(), world.actor()].map(({ service }) => callService(world, service));
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => createCall(services[index % 2]!, { therapistId: 1, time })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = results.flatMap((result) => (result.ok ? [] : [result.error.code]));
    expect(new Set(refusals)).toEqual(new Set(['slot_not_available']));
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('give one call on one line', async () => {
    const therapists = Array.from({ length: 200 }, (_, index) => index + 1);
    for (const id of therapists) await tellOfTherapist(world, id);
    const service = callService(world);
    const results = await Promise.all(
      therapists.map((therapistId) => createCall(service, { therapistId, time })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });
});
