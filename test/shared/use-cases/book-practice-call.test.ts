import { describe, expect, it } from '@jest/globals';
import { DAY_MS, plus } from '../../../shared/domain/time.ts';
import { callDesk } from '../../support/call-desk.ts';
import { allCalls, placesOf, published, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { addRequest, queueMails, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);

/** The number of a practice, as its therapists write it. */
const PRACTICE = ['030 2312 4711', '(030) 23124711', '+49 30 23124711', '0049-30-2312-4711'];
const hours = (ranges: Record<string, string[]>) => ({ telefonische_erreichbarkeit: ranges });

/** Mails therapists of one practice, one request each; therapist, patient and request have the same id. */
async function sendToPractice(data: Record<string, unknown>[], practice: World = world) {
  for (const [index, fields] of data.entries())
    practice.therapist(index + 1, { telefon: PRACTICE[index % PRACTICE.length], ...fields });
  for (const id of data.keys()) {
    practice.patient(id + 1);
    await practice.match({ id: id + 1, therapist: id + 1 });
  }
  await practice.batch();
  practice.at(SEND_TIME);
  await practice.pump();
  practice.at(SWEEP_TIME);
}

const starts = async () =>
  (await allCalls(world)).map(({ call }) => [call.therapistIds, call.localDate, call.localTime] as const);

describe('the call of a practice', () => {
  it('is one for all therapists of its number, in order of priority, however they write the number', async () => {
    world.patient(1, { startdatum: '2026-05-01' });
    await sendToPractice([{}, {}, {}]);
    expect(await world.sweep()).toMatchObject({ booked: 1, joined: 2, failed: 0 });
    const [merged, ...others] = await allCalls(world);
    expect(others).toEqual([]);
    expect(merged?.call.therapistIds.toSorted()).toEqual([1, 2, 3]);
    expect(merged?.call.phoneNumber).toBe('+493023124711');
    expect(merged?.entries.map(({ requestId }) => requestId).toSorted()).toEqual([1, 2, 3]);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['call', 'call', 'call']);
    for (const id of [1, 2, 3])
      expect((await world.contact(id)).openCalls).toEqual([
        { callId: merged?.call.id, startsAt: merged?.call.startsAt },
      ]);
    expect(await violations(world)).toEqual([]);
  });

  it('tells siblings of every request that joins', async () => {
    await sendToPractice([{}, {}]);
    await world.sweep();
    const events = await published(world, 'call_scheduled');
    expect(events.at(-1)).toMatchObject({ placement_request_ids: expect.arrayContaining([1, 2]) });
  });

  it('takes three therapists; a fourth has a call of his own', async () => {
    await sendToPractice([{}, {}, {}, {}]);
    expect(await world.sweep()).toMatchObject({ booked: 2, joined: 2, failed: 0 });
    const sizes = (await allCalls(world)).map(({ call }) => call.therapistIds.length);
    expect(sizes.toSorted()).toEqual([1, 3]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes as many requests as an agenda holds; the rest is split off', async () => {
    world.at('2026-11-22T23:50:00.000Z');
    for (const id of [1, 2, 3]) world.therapist(id, { telefon: PRACTICE[0] });
    for (let id = 1; id <= 12; id++) await addRequest(world, id, { therapist: (id % 3) + 1 });
    await world.batch();
    world.at(SEND_TIME);
    await world.pump();
    world.at(SWEEP_TIME);
    await world.sweep();
    const calls = await allCalls(world);
    expect(calls.map(({ entries }) => entries.length).toSorted()).toEqual([4, 8]);
    expect(await violations(world)).toEqual([]);
  });

  it('waits for a time at which those who are known to share the number can all be reached', async () => {
    await sendToPractice([
      hours({ monday: ['10:00-11:00', '15:00-16:00'] }),
      hours({ monday: ['15:00-15:30'] }),
    ]);
    // Both have been called under this number before.
    for (const id of [1, 2]) await desk.cancel(await desk.booked({ therapistId: id, requestIds: [] }));
    expect(await world.sweep()).toMatchObject({ booked: 1, failed: 0 });
    expect(await starts()).toContainEqual([expect.arrayContaining([1, 2]), '2026-11-30', '15:00']);
    expect(await violations(world)).toEqual([]);
  });

  it('is split when its therapists have no hour in common', async () => {
    await sendToPractice([hours({ monday: ['10:00-11:00'] }), hours({ tuesday: ['10:00-11:00'] })]);
    expect(await world.sweep()).toMatchObject({ booked: 2, joined: 0, failed: 0 });
    expect(await starts()).toEqual(
      expect.arrayContaining([
        [[1], '2026-11-30', '10:00'],
        [[2], '2026-12-01', '10:00'],
      ]),
    );
  });

  it('is not joined by somebody who is away on that day', async () => {
    await sendToPractice([{}, {}]);
    const absence = { id: 'ab_1', from: '2026-11-30', to: '2026-11-30', createdAt: SEND_TIME, version: 0 };
    for (const therapistId of [1, 2])
      await world.service.store.commit([
        world.service.store.saveAbsence({
          ...absence,
          therapistId,
          ...(therapistId === 1 && { to: '2026-12-04' }),
        }),
      ]);
    await world.sweep();
    const dates = new Map((await starts()).flatMap(([ids, date]) => ids.map((id) => [id, date] as const)));
    expect(dates.get(1)).toBe('2026-12-07');
    expect(dates.get(2)).not.toBe('2026-11-30');
    expect(await violations(world)).toEqual([]);
  });

  it('forgets a therapist whose requests are gone, and is canceled with the last of them', async () => {
    await sendToPractice([{}, {}]);
    await world.sweep();
    const [merged] = await allCalls(world);
    const [emailOfOne = ''] = await world.emailsOf(1);
    await world.answer({ emailId: emailOfOne, decisions: [{ number: 1, outcome: 'rejected' }] });
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect((await world.contact(2)).openCalls).toHaveLength(1);
    const [emailOfTwo = ''] = await world.emailsOf(2);
    await world.answer({ emailId: emailOfTwo, decisions: [{ number: 1, outcome: 'rejected' }] });
    expect((await desk.load(merged?.call.id ?? '')).call.state).toBe('canceled');
    expect(await violations(world)).toEqual([]);
  });

  it('raises the guards of those whom it was about, once it is completed', async () => {
    await sendToPractice([{}, {}, {}]);
    await world.sweep();
    const [merged] = await allCalls(world);
    const callId = merged?.call.id ?? '';
    const [emailOfOne = ''] = await world.emailsOf(1);
    await world.answer({ emailId: emailOfOne, decisions: [{ number: 1, outcome: 'needs_follow_up' }] });
    const before = (await world.contact(1)).guard;
    world.at(plus(merged?.call.startsAt ?? '', 600_000));
    const two = merged?.entries.find(({ requestId }) => requestId === 2)?.number ?? 0;
    await desk.note(callId, two, { outcome: 'accepted', discussed: true });
    expect(await desk.update(callId, { status: 'completed', outcome: 'reached' })).toMatchObject({
      ok: true,
    });
    expect((await world.contact(1)).guard).toEqual(before);
    for (const id of [2, 3])
      expect((await world.contact(id)).guard.openAt > plus(merged?.call.startsAt ?? '', 7 * DAY_MS)).toBe(
        true,
      );
    expect(await placesOf(world, [1, 2, 3])).toEqual(['work_item', 'answered', 'work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('is tried again at a time at which all can be reached', async () => {
    const both = hours({ monday: ['10:00-12:00'], tuesday: ['10:00-11:00'], wednesday: ['14:00-15:00'] });
    await sendToPractice([both, hours({ monday: ['10:00-12:00'], wednesday: ['14:00-15:00'] })]);
    await world.sweep();
    const [merged] = await allCalls(world);
    expect(merged?.call.localDate).toBe('2026-11-30');
    world.at(plus(merged?.call.startsAt ?? '', 600_000));
    expect(await desk.update(merged?.call.id ?? '', { status: 'failed', outcome: 'busy' })).toMatchObject({
      ok: true,
    });
    expect((await desk.load(merged?.call.id ?? '')).call).toMatchObject({
      state: 'scheduled',
      try: 2,
      localDate: '2026-12-02',
      localTime: '14:00',
    });
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 49: the longest merged call', () => {
  const roomy = worldPerTest({ environment: { CALL_DURATION_MINUTES: '30', CALL_BUFFER_MINUTES: '10' } });

  it('is booked, moved by five minutes and by days, and completed, each in one legal transaction', async () => {
    const staff = callDesk(roomy);
    for (const id of [1, 2, 3]) {
      roomy.therapist(id, { telefon: PRACTICE[0] });
      for (let n = 0; n < 3; n++) await addRequest(roomy, id * 10 + n, { therapist: id });
    }
    await roomy.batch();
    roomy.at(SEND_TIME);
    await roomy.pump();
    roomy.at(SWEEP_TIME);
    expect(await roomy.sweep()).toMatchObject({ booked: 1, joined: 2, failed: 0 });
    const [merged] = await allCalls(roomy);
    const callId = merged?.call.id ?? '';
    expect(merged?.call.therapistIds).toHaveLength(3);
    expect(merged?.entries).toHaveLength(9);
    const { date, time } = { date: merged?.call.localDate ?? '', time: '10:30' };
    expect(await staff.update(callId, { date, time })).toMatchObject({ ok: true });
    expect(await staff.update(callId, { date, time: '10:35' })).toMatchObject({ ok: true });
    expect(await staff.update(callId, { date: '2026-12-03', time: '14:30' })).toMatchObject({ ok: true });
    expect(await violations(roomy)).toEqual([]);
    for (let number = 1; number <= 9; number++) await staff.note(callId, number, { outcome: 'accepted' });
    expect(await staff.update(callId, { status: 'completed' })).toMatchObject({ ok: true });
    expect(await violations(roomy)).toEqual([]);
  });
});

describe('a call that takes more than half an hour', () => {
  const slow = worldPerTest({ environment: { CALL_DURATION_MINUTES: '35' } });

  it('is made for one therapist of a practice alone', async () => {
    await sendToPractice([{}, {}], slow);
    expect(await slow.sweep()).toMatchObject({ booked: 2, joined: 0, failed: 0 });
  });
});

describe('an old backlog', () => {
  const ids = Array.from({ length: 20 }, (_, index) => index + 1);
  const callsPerDay = async () => {
    const days = Map.groupBy(await allCalls(world), ({ call }) => call.localDate);
    return [...days].map(([date, calls]) => [date, calls.length] as const).toSorted();
  };
  const silence = async (until: string) => {
    await queueMails(world, ids);
    for (const id of ids) world.therapist(id, hours({ 'Mo-Fr': ['9:00-12:00'] }));
    await world.pump();
    world.at(until);
    expect(await world.sweep()).toMatchObject({ booked: 20, failed: 0 });
  };

  it('is spread evenly over the days of a week', async () => {
    await silence(plus(SWEEP_TIME, 3 * DAY_MS));
    expect(await callsPerDay()).toEqual([
      ['2026-12-03', 4],
      ['2026-12-04', 4],
      ['2026-12-07', 4],
      ['2026-12-08', 4],
      ['2026-12-09', 3],
      // The week ends with the first slot of this day.
      ['2026-12-10', 1],
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('is what is overdue for more than a day: what falls due today is called as soon as can be', async () => {
    await silence(plus(SWEEP_TIME, 3_600_000));
    expect(await callsPerDay()).toEqual([
      ['2026-11-30', 12],
      ['2026-12-01', 8],
    ]);
  });
});
