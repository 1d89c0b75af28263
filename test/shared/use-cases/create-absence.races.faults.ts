import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAbsent } from '../../../shared/domain/phone-call/absence.ts';
import { createAbsence } from '../../../shared/use-cases/create-absence.ts';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { updateCall } from '../../../shared/use-cases/update-call.ts';
import { callDesk, callService, valueOf } from '../../support/call-desk.ts';
import { allCalls, placesOf, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { interrupt, schedule, type OperationCall } from '../../support/interleave.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);
const DAYS = { from: '2026-11-23', to: '2026-11-26' };
const beforeCommit = ({ operation, n }: OperationCall) => operation === 'TransactWriteItems' && n === 1;

describe('a booking that has read the calendar before an absence is written', () => {
  it('is made again for another day', async () => {
    world.therapist(1);
    world.at(SEND_TIME);
    const actor = world.actor();
    const entered = interrupt(actor, beforeCommit, () =>
      createAbsence(callService(world), { therapistId: 1, ...DAYS }),
    );
    const callId = valueOf(await createCall(callService(world, actor.service), { therapistId: 1 }));
    expect(entered.done).toBe(true);
    expect((await desk.load(callId)).call.localDate).toBe('2026-11-30');
    expect(await violations(world)).toEqual([]);
  });

  it('is told when its time was chosen', async () => {
    world.therapist(1);
    world.at(SEND_TIME);
    const actor = world.actor();
    interrupt(actor, beforeCommit, () => createAbsence(callService(world), { therapistId: 1, ...DAYS }));
    const time = { date: '2026-11-26', time: '15:00' };
    expect(await createCall(callService(world, actor.service), { therapistId: 1, time })).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'therapist_absent' } },
    });
    expect(await allCalls(world)).toEqual([]);
  });

  it('of the sweep is made for another day, too', async () => {
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    const sweeper = world.actor();
    const entered = interrupt(sweeper, beforeCommit, () =>
      createAbsence(callService(world), { therapistId: 1, from: '2026-11-30', to: '2026-11-30' }),
    );
    expect(await sweeper.checkUnansweredEmails({})).toMatchObject({ booked: 1, failed: 0 });
    expect(entered.done).toBe(true);
    expect((await allCalls(world)).map(({ call }) => call.localDate)).toEqual(['2026-12-03']);
  });
});

describe('an absence that was read around before a booking is written', () => {
  it('moves that call as well', async () => {
    world.therapist(1);
    world.at(SEND_TIME);
    await addRequest(world, 1, { therapist: 1 });
    const actor = world.actor();
    const time = { date: '2026-11-26', time: '15:00' };
    const booked = interrupt(actor, beforeCommit, () =>
      desk.booked({ therapistId: 1, requestIds: [1], time }),
    );
    valueOf(await createAbsence(callService(world, actor.service), { therapistId: 1, ...DAYS }));
    expect(booked.done).toBe(true);
    expect((await allCalls(world)).map(({ call }) => call.localDate)).toEqual(['2026-11-30']);
    expect(await placesOf(world, [1])).toEqual(['call']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('an absence, a booking and a move at once, in any order of their steps', () => {
  it('leave no call in the absence', async () => {
    const shared = await startWorld();
    const sharedDesk = callDesk(shared);
    shared.at(SEND_TIME);
    let therapistId = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          therapistId += 1;
          const id = therapistId;
          shared.therapist(id);
          const callId = await sharedDesk.booked({
            therapistId: id,
            time: { date: '2026-11-30', time: '11:00' },
          });
          const { version } = (await sharedDesk.load(callId)).call;
          const actors = [shared.actor(), shared.actor(), shared.actor()] as const;
          actors.forEach((actor) => schedule(actor, scheduler));
          const [absent, booker, mover] = actors.map(({ service }) => callService(shared, service));
          const done = Promise.allSettled([
            createAbsence(absent!, { therapistId: id, ...DAYS }),
            createCall(booker!, { therapistId: id }),
            updateCall(mover!, { callId, version, date: '2026-11-26', time: '15:00' }),
          ]);
          await scheduler.waitFor(done);
          const entered = (await done)[0];
          expect(entered).toMatchObject({ status: 'fulfilled', value: { ok: true } });
          const his = (await allCalls(shared)).filter(({ call }) => call.therapistIds.includes(id));
          const days = his.filter(({ call }) => call.state === 'scheduled').map(({ call }) => call.localDate);
          expect(days.filter((day) => isAbsent(day, [DAYS]))).toEqual([]);
          for (const { call } of his) if (call.state === 'scheduled') await sharedDesk.cancel(call.id);
        }),
        { numRuns: 40 },
      );
      expect(await violations(shared)).toEqual([]);
    } finally {
      await shared.stop();
    }
  });
});
