import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookFollowUpCall } from '../../../shared/use-cases/book-follow-up-call.ts';
import { ATTEMPTS, TooMuchContention } from '../../../shared/use-cases/commit-changes.ts';
import { recordEmailResponse } from '../../../shared/use-cases/record-email-response.ts';
import { createHolidays } from '../../../shared/out/holidays.ts';
import { DAY_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import {
  allCalls,
  placesOf,
  published,
  sendMail,
  sendMails,
  SWEEP_TIME,
  violations,
} from '../../support/follow-up.ts';
import { interrupt, schedule, type OperationCall } from '../../support/interleave.ts';
import { tellOfTherapist } from '../../support/told-therapists.ts';
import { startWorld, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();
const rejected = (number: number) => ({ number, outcome: 'rejected' as const });
const firstCommit = ({ operation, n }: OperationCall) => operation === 'TransactWriteItems' && n === 1;

/** The use case as the sweep of one process calls it. */
function booking(actor: ReturnType<World['actor']>, therapistId: number) {
  const holidays = createHolidays({ federalState: 'BE' });
  return bookFollowUpCall({ ...actor.service, holidays }, { therapistId });
}

describe('FAULTS 28: an answer while the follow-up is being booked', () => {
  it('wins when it commits first: no call', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    const sweeper = world.actor();
    const answered = interrupt(sweeper, firstCommit, () =>
      world.answer({ emailId, decisions: [rejected(1), rejected(2)] }),
    );
    expect(await sweeper.checkUnansweredEmails({})).toMatchObject({ booked: 0, failed: 0 });
    expect(answered.done).toBe(true);
    expect(await allCalls(world)).toEqual([]);
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'answered']);
    expect(await published(world, 'call_scheduled')).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes its requests out of the call when the booking commits first', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    const staff = world.actor();
    const booked = interrupt(staff, firstCommit, () => world.sweep());
    const receivedAt = world.clock.now();
    const decisions = [rejected(1), rejected(2)];
    await recordEmailResponse(staff.service, { emailId, receivedAt, decisions });
    expect(booked.done).toBe(true);
    expect(await allCalls(world)).toMatchObject([{ call: { state: 'canceled' } }]);
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'answered']);
    expect(await published(world, 'call_canceled')).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('leaves either an answer or a call, whatever the order of their reads and writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const own = await startWorld();
        try {
          const emailId = await sendMail(own, 1, [1, 2]);
          own.at(SWEEP_TIME);
          const [sweeper, staff] = [own.actor(), own.actor()];
          schedule(sweeper, scheduler);
          schedule(staff, scheduler);
          const receivedAt = own.clock.now();
          await scheduler.waitFor(
            Promise.all([
              booking(sweeper, 1),
              recordEmailResponse(staff.service, { emailId, receivedAt, decisions: [rejected(1)] }),
            ]),
          );
          const live = (await allCalls(own)).filter(({ call }) => call.state === 'scheduled');
          expect(live).toEqual([]);
          expect(await placesOf(own, [1, 2])).toEqual(['answered', 'work_item']);
          expect(await violations(own)).toEqual([]);
        } finally {
          await own.stop();
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('FAULTS 11: two sweeps at once', () => {
  it('book one call, and the loser leaves nothing', async () => {
    await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    const late = world.actor();
    interrupt(late, firstCommit, () => world.sweep());
    expect(await late.checkUnansweredEmails({})).toMatchObject({ booked: 0, failed: 0 });
    expect(await allCalls(world)).toHaveLength(1);
    expect(await published(world, 'call_scheduled')).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('book one call for each therapist, however their calls interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const own = await startWorld();
        try {
          await sendMails(own, [1, 2]);
          own.at(plus(SWEEP_TIME, MINUTE_MS));
          const sweepers = [own.actor(), own.actor()];
          for (const sweeper of sweepers) schedule(sweeper, scheduler);
          const reports = await scheduler.waitFor(
            Promise.all(sweepers.map((sweeper) => sweeper.checkUnansweredEmails({}))),
          );
          expect(reports.map(({ failed }) => failed)).toEqual([0, 0]);
          expect(reports.reduce((sum, { booked }) => sum + booked, 0)).toBe(2);
          expect(await allCalls(own)).toHaveLength(2);
          expect(await published(own, 'call_scheduled')).toHaveLength(2);
          expect(await violations(own)).toEqual([]);
        } finally {
          await own.stop();
        }
      }),
      { numRuns: 5 },
    );
  });

  it('over many therapists book one call each', async () => {
    const therapists = Array.from({ length: 8 }, (_, index) => index + 1);
    await sendMails(world, therapists);
    world.at(plus(SWEEP_TIME, MINUTE_MS));
    const reports = await Promise.all(
      [world.actor(), world.actor()].map((one) => one.checkUnansweredEmails({})),
    );
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0]);
    expect(reports.reduce((sum, { booked }) => sum + booked, 0)).toBe(8);
    expect(await allCalls(world)).toHaveLength(8);
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 25: many bookings at once on one line', () => {
  it('give each of 30 therapists a slot of his own', async () => {
    const therapists = Array.from({ length: 30 }, (_, index) => index + 1);
    await sendMails(world, therapists);
    for (const id of therapists) await tellOfTherapist(world, id);
    world.at(plus(SWEEP_TIME, MINUTE_MS));
    const actors = [world.actor(), world.actor(), world.actor()];
    // Who loses race after race is left as he is, and comes again with the next sweep.
    for (let waiting = therapists, sweeps = 1; waiting.length > 0; sweeps++) {
      const attempts = waiting.map((id) => booking(actors[id % actors.length]!, id));
      const outcomes = await Promise.allSettled(attempts);
      const lost = outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as unknown));
      for (const reason of lost) if (reason) expect(reason).toBeInstanceOf(TooMuchContention);
      waiting = waiting.filter((_id, index) => lost[index]);
      expect(sweeps).toBeLessThanOrEqual(therapists.length / ATTEMPTS + 1);
    }

    const starts = (await allCalls(world)).map(({ call }) => call.startsAt);
    expect(new Set(starts).size).toBe(30);
    expect(await violations(world)).toEqual([]);
  });

  it('give each of the last two slots to exactly one, and the others a follow-up email', async () => {
    const therapists = [1, 2, 3, 4, 5, 6];
    await sendMails(world, therapists);
    const onlyOnce = { monday: [{ start: '10:00', end: '10:05' }] };
    for (const id of therapists) world.therapist(id, { telefonische_erreichbarkeit: onlyOnce });
    world.at(plus(SWEEP_TIME, DAY_MS));
    const actors = [world.actor(), world.actor()];
    const outcomes = await Promise.all(therapists.map((id) => booking(actors[id % 2]!, id)));
    const kinds = outcomes.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['booked', 'booked', ...Array<string>(4).fill('mail_awaited')]);
    const starts = (await allCalls(world)).map(({ call }) => call.startsAt);
    expect(starts.toSorted()).toEqual(['2026-12-07T09:00:00.000Z', '2026-12-14T09:00:00.000Z']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 36: a booking that loses every race', () => {
  it('writes nothing and is made by the next sweep', async () => {
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    const unlucky = world.actor({
      faults: ({ operation }) => (operation === 'TransactWriteItems' ? 'transaction_conflict' : undefined),
    });
    expect(await unlucky.checkUnansweredEmails({})).toMatchObject({ booked: 0, failed: 1 });
    expect(await allCalls(world)).toEqual([]);
    expect(await world.sweep()).toMatchObject({ booked: 1, failed: 0 });
    expect(await violations(world)).toEqual([]);
  });
});
