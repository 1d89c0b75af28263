import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Absence } from '../../../shared/domain/phone-call/absence.ts';
import { createAbsence, type AbsenceWanted } from '../../../shared/use-cases/create-absence.ts';
import { deleteAbsence } from '../../../shared/use-cases/delete-absence.ts';
import { listAbsences } from '../../../shared/use-cases/list-absences.ts';
import { callDesk, callService, valueOf } from '../../support/call-desk.ts';
import {
  allCalls,
  allWorkItems,
  placesOf,
  published,
  sendMail,
  SWEEP_TIME,
  violations,
} from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);
const enter = (wanted: AbsenceWanted) => createAbsence(callService(world), wanted);
const absencesOf = (therapistId: number) => listAbsences(world.service, therapistId);
const timeOf = async (callId: string) => {
  const { state, localDate, localTime } = (await desk.load(callId)).call;
  return [state, localDate, localTime];
};

/** Therapist 1 can be reached Mondays 9–12 and Thursdays 14–16; it is Monday, 23 November 2026, 09:00 in Berlin. */
beforeEach(() => {
  world.therapist(1);
  world.at(SEND_TIME);
});

/** A call of therapist 1 about one request of the same number. */
async function bookAt(requestId: number, date: string, time: string): Promise<string> {
  await addRequest(world, requestId, { therapist: 1 });
  return desk.booked({ therapistId: 1, requestIds: [requestId], time: { date, time } });
}

describe('an absence over a scheduled call', () => {
  it('moves it to the next free slot, as the same call', async () => {
    const callId = await bookAt(1, '2026-11-26', '15:00');
    valueOf(await enter({ therapistId: 1, from: '2026-11-23', to: '2026-11-26' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-30', '09:00']);
    expect((await world.contact(1)).openCalls).toEqual([{ callId, startsAt: '2026-11-30T08:00:00.000Z' }]);
    expect(await placesOf(world, [1])).toEqual(['call']);
    expect(await allWorkItems(world)).toEqual([]);
    const events = await published(world, 'call_scheduled');
    expect(events.map((payload) => payload['starts_at'])).toEqual([
      '2026-11-26T14:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('moves all that there are, to slots of their own', async () => {
    const callIds = [
      await bookAt(1, '2026-11-26', '15:00'),
      await bookAt(2, '2026-11-26', '15:05'),
      await bookAt(3, '2026-11-26', '15:10'),
    ];
    valueOf(await enter({ therapistId: 1, from: '2026-11-23', to: '2026-11-26' }));
    expect(await Promise.all(callIds.map(timeOf))).toEqual([
      ['scheduled', '2026-11-30', '09:00'],
      ['scheduled', '2026-11-30', '09:05'],
      ['scheduled', '2026-11-30', '09:10'],
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('hands its requests to staff when there is no other slot, and frees its own', async () => {
    const callId = await bookAt(1, '2026-11-26', '15:00');
    valueOf(await enter({ therapistId: 1, from: '2026-11-23', to: '2026-12-31' }));
    expect((await desk.load(callId)).call.state).toBe('canceled');
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'therapist_absent', therapistId: 1, requestIds: [1], callId, status: 'open' },
    ]);
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    expect((await world.contact(1)).openCalls).toEqual([]);
    expect(await published(world, 'call_canceled')).toMatchObject([{ phone_call_id: callId }]);
    expect(await published(world, 'work_item_opened')).toMatchObject([{ reason: 'therapist_absent' }]);
    world.therapist(2);
    await desk.booked({ therapistId: 2, time: { date: '2026-11-26', time: '15:00' } });
    expect(await violations(world)).toEqual([]);
  });

  it('does so as well when nobody knows any more when the therapist can be reached', async () => {
    const callId = await bookAt(1, '2026-11-26', '15:00');
    world.therapist(1, { telefonische_erreichbarkeit: null });
    valueOf(await enter({ therapistId: 1, from: '2026-11-26', to: '2026-11-26' }));
    expect((await desk.load(callId)).call.state).toBe('canceled');
    expect(await placesOf(world, [1])).toEqual(['work_item']);
  });

  it('moves it no earlier than the therapist asked to be called back', async () => {
    const callId = await bookAt(1, '2026-11-23', '11:00');
    world.at('2026-11-23T10:05:00.000Z');
    const retryAfter = '2026-11-26T14:30:00.000Z';
    valueOf(await desk.update(callId, { status: 'failed', outcome: 'callback_at', retryAfter }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-26', '15:30']);
    world.at('2026-11-25T08:00:00.000Z');
    valueOf(await enter({ therapistId: 1, from: '2026-11-26', to: '2026-11-26' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-30', '09:00']);
  });

  it('moves one that has no agenda', async () => {
    const callId = await desk.booked({ therapistId: 1, time: { date: '2026-11-26', time: '15:00' } });
    valueOf(await enter({ therapistId: 1, from: '2026-11-23', to: '2026-11-26' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-30', '09:00']);
  });

  it.each([
    ['lies on the day before', { from: '2026-11-27', to: '2026-11-30' }],
    ['lies on the day after', { from: '2026-11-23', to: '2026-11-25' }],
  ])('leaves one alone that %s', async (_name, days) => {
    const callId = await bookAt(1, '2026-11-26', '15:00');
    const { version } = (await desk.load(callId)).call;
    valueOf(await enter({ therapistId: 1, ...days }));
    expect((await desk.load(callId)).call.version).toBe(version);
  });

  it('leaves one alone that has begun', async () => {
    const callId = await bookAt(1, '2026-11-26', '15:00');
    world.at('2026-11-26T14:01:00.000Z');
    valueOf(await enter({ therapistId: 1, from: '2026-11-26', to: '2026-11-26' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-26', '15:00']);
  });

  it('has one effect when its client repeats it, whatever came in between', async () => {
    const once = { key: 'key', fingerprint: 'one' };
    const days = { from: '2026-11-23', to: '2026-11-26' };
    const id = valueOf(await createAbsence(callService(world), { therapistId: 1, ...days, once }));
    valueOf(await deleteAbsence(world.service, { therapistId: 1, absenceId: id, version: 1 }));
    const callId = await bookAt(1, '2026-11-26', '15:00');
    expect(await createAbsence(callService(world), { therapistId: 1, ...days, once })).toEqual({
      ok: true,
      value: id,
    });
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-11-26', '15:00']);
    expect(await absencesOf(1)).toEqual([]);
  });
});

describe('an absence over the call of a practice', () => {
  const SHARED = { telefon: '030 2312 4711' };

  /** One call for therapists 1 and 2, on Monday, 30 November, 10:00 in Berlin; request and therapist have the same id. */
  async function bookMerged(hours: Record<number, Record<string, string[]>> = {}): Promise<string> {
    for (const id of [1, 2]) {
      const own = hours[id] && { telefonische_erreichbarkeit: hours[id] };
      world.therapist(id, { ...SHARED, ...own });
      await sendMail(world, id, [id]);
    }
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 1, joined: 1 });
    const [merged, ...others] = await allCalls(world);
    expect([merged?.call.therapistIds.length, others]).toEqual([2, []]);
    return merged?.call.id ?? '';
  }

  it('moves it as a whole to a time at which all can be reached', async () => {
    const callId = await bookMerged({
      1: { monday: ['9-12'], tuesday: ['9-10'], thursday: ['9-10'] },
      2: { monday: ['9-12'], thursday: ['9:30-12'] },
    });
    valueOf(await enter({ therapistId: 1, from: '2026-11-30', to: '2026-11-30' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-12-03', '09:30']);
    for (const id of [1, 2])
      expect((await world.contact(id)).openCalls).toEqual([{ callId, startsAt: '2026-12-03T08:30:00.000Z' }]);
    expect(await violations(world)).toEqual([]);
  });

  it('heeds what others of it have entered', async () => {
    const callId = await bookMerged();
    valueOf(await enter({ therapistId: 2, from: '2026-12-03', to: '2026-12-03' }));
    valueOf(await enter({ therapistId: 1, from: '2026-11-30', to: '2026-11-30' }));
    expect(await timeOf(callId)).toEqual(['scheduled', '2026-12-07', '09:00']);
  });

  it('goes on without him when there is no time at which all can be reached', async () => {
    const callId = await bookMerged();
    const before = await timeOf(callId);
    valueOf(await enter({ therapistId: 1, from: '2026-11-30', to: '2026-12-31' }));
    expect(await timeOf(callId)).toEqual(before);
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'call']);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'therapist_absent', therapistId: 1, requestIds: [1], callId },
    ]);
    expect((await world.contact(1)).openCalls).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('writes nothing while nobody can tell when another of it can be reached', async () => {
    const callId = await bookMerged();
    const before = await timeOf(callId);
    world.therapists.faults.set(2, '500');
    world.therapists.data.delete(2);
    expect(await enter({ therapistId: 1, from: '2026-11-30', to: '2026-11-30' })).toMatchObject({
      error: { code: 'unavailable' },
    });
    expect(await timeOf(callId)).toEqual(before);
    expect(await absencesOf(1)).toEqual([]);
  });
});

describe('the largest transactions of an absence', () => {
  const LARGE = { CALL_DURATION_MINUTES: '30', CALL_BUFFER_MINUTES: '10' };
  const REQUESTS = Array.from({ length: 10 }, (_, index) => index + 1);

  /** A service for large calls, and how many items its transactions have. */
  async function startLarge() {
    const large = await startWorld({ environment: LARGE });
    const sizes: number[] = [];
    const { service } = large.actor({
      faults: ({ input }) => {
        if ('TransactItems' in input && Array.isArray(input.TransactItems))
          sizes.push(input.TransactItems.length);
        return undefined;
      },
    });
    return { large, sizes, service: callService(large, service) };
  }

  it('are legal where there are more long calls than one takes: some are moved before', async () => {
    const { large, sizes, service } = await startLarge();
    try {
      large.therapist(1, { telefonische_erreichbarkeit: { thursday: ['8-20'], friday: ['8-20'] } });
      large.at(SEND_TIME);
      for (const time of ['08:30', '10:00', '11:30', '13:00', '14:30', '16:00'])
        await callDesk(large).booked({
          therapistId: 1,
          durationMinutes: 60,
          time: { date: '2026-11-26', time },
        });
      const days = { from: '2026-11-26', to: '2026-11-26' };
      valueOf(await createAbsence(service, { therapistId: 1, ...days }));
      const calls = (await allCalls(large)).map(({ call }) => call);
      expect(calls.map(({ state, localDate }) => [state, localDate])).toEqual(
        calls.map(() => ['scheduled', '2026-11-27']),
      );
      expect(new Set(calls.map(({ startsAt }) => startsAt)).size).toBe(6);
      expect(Math.max(...sizes)).toBeLessThan(100);
      expect(await violations(large)).toEqual([]);
    } finally {
      await large.stop();
    }
  });

  it.each([
    ['is moved', { from: '2026-11-30', to: '2026-11-30' }],
    ['goes on without one of them', { from: '2026-11-30', to: '2026-12-31' }],
  ])('are legal when the largest call of a practice %s', async (_name, days) => {
    const { large, sizes, service } = await startLarge();
    try {
      for (const id of [1, 2, 3]) large.therapist(id, { telefon: '030 2312 4711' });
      for (const id of REQUESTS) await addRequest(large, id, { therapist: (id % 3) + 1 });
      await large.batch();
      large.at(SEND_TIME);
      await large.pump();
      large.at(SWEEP_TIME);
      await large.sweep();
      const once = { key: 'key', fingerprint: 'one' };
      valueOf(await createAbsence(service, { therapistId: 1, ...days, once }));
      const [merged, ...others] = await allCalls(large);
      expect([merged?.call.therapistIds.length, merged?.entries.length, others]).toEqual([3, 10, []]);
      expect(merged?.call.state).toBe('scheduled');
      expect(Math.max(...sizes)).toBeLessThan(100);
      expect(await violations(large)).toEqual([]);
    } finally {
      await large.stop();
    }
  });
});

describe('an absence', () => {
  it('ends today at the earliest, by the wall clock', async () => {
    world.at('2026-12-01T23:30:00.000Z');
    expect(await enter({ therapistId: 1, from: '2026-12-01', to: '2026-12-01' })).toMatchObject({
      error: { code: 'invalid_request', errors: [{ field: '/to' }] },
    });
    valueOf(await enter({ therapistId: 1, from: '2026-12-01', to: '2026-12-02' }));
  });

  it('keeps calls away from its days, and no longer when it is deleted', async () => {
    const absenceId = valueOf(await enter({ therapistId: 1, from: '2026-11-26', to: '2026-11-26' }));
    const time = { date: '2026-11-26', time: '15:00' };
    expect(await desk.book({ therapistId: 1, time })).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'therapist_absent' } },
    });
    const stale = { therapistId: 1, absenceId, version: 2 };
    expect(await deleteAbsence(world.service, stale)).toMatchObject({
      error: { code: 'precondition_failed' },
    });
    valueOf(await deleteAbsence(world.service, { therapistId: 1, absenceId, version: 1 }));
    expect(await deleteAbsence(world.service, { therapistId: 1, absenceId, version: 1 })).toMatchObject({
      error: { code: 'not_found' },
    });
    await desk.booked({ therapistId: 1, time });
  });

  it('is one of a hundred that are not over at most, also for two who enter one at once', async () => {
    const { store } = world.service;
    const stored = (number: number, day: string): Absence => {
      const id = `ab_${String(number).padStart(3, '0')}`;
      return { id, therapistId: 1, from: day, to: day, createdAt: SEND_TIME, version: 0 };
    };
    for (let number = 0; number < 99; number++)
      await store.commit([store.saveAbsence(stored(number, '2026-12-24'))]);
    await store.commit([store.saveAbsence(stored(99, '2026-11-20'))]);
    const days = { therapistId: 1, from: '2026-12-01', to: '2026-12-01' };
    const services = [world.actor(), world.actor()].map(({ service }) => callService(world, service));
    const results = await Promise.all(services.map((service) => createAbsence(service, days)));
    expect(results.flatMap((result) => (result.ok ? [] : [result.error.code]))).toEqual([
      'too_many_absences',
    ]);
    const listed = await absencesOf(1);
    expect([listed?.length, listed?.[0]?.from]).toEqual([100, '2026-12-01']);
  });

  it.each([
    ['not_found', '404'],
    ['unavailable', '500'],
  ] as const)('is refused as %s when the directory says so', async (code, fault) => {
    world.therapists.faults.set(2, fault);
    expect(await enter({ therapistId: 2, from: '2026-12-01', to: '2026-12-01' })).toMatchObject({
      error: { code },
    });
  });
});
