import { describe, expect, it } from '@jest/globals';
import { DAY_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { allCalls, sendMails, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { addRequest, openRequests, pumpEvery, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const THERAPISTS = [1, 2, 3];

/** Who got mails, in order. */
const mailed = () => world.ses.accepted.flatMap(({ to }) => to).toSorted();
const EACH_ONCE = THERAPISTS.map((id) => `praxis-${id}@praxis.example`);

describe('FAULTS 12: a schedule that was missed for three days', () => {
  it('of the batch makes one mail for each therapist, whatever came in meanwhile', async () => {
    await openRequests(world, THERAPISTS);
    for (const day of [1, 2, 3]) {
      world.clock.advance(DAY_MS);
      for (const id of THERAPISTS) await addRequest(world, 100 * id + day, { therapist: id });
    }
    expect(await world.batch()).toMatchObject({ therapists: 3, emails: 3, requests: 12 });
    expect(await world.batch()).toMatchObject({ emails: 0 });
    world.at('2026-11-26T09:00:00.000Z');
    await pumpEvery(world, MINUTE_MS, 3);
    expect(mailed()).toEqual(EACH_ONCE);
    expect(await violations(world)).toEqual([]);
  });

  it('of the pump sends each mail once, as fast as ever and no faster', async () => {
    await queueMails(world, THERAPISTS);
    world.clock.advance(3 * DAY_MS);
    for (let day = 0; day < 3; day++) await world.batch();
    const before = world.clock.now();
    await Promise.all([world.pump(), world.actor().processEmailQueue({})]);
    await world.pump();
    expect(mailed()).toEqual(EACH_ONCE);
    // The rate of a burst: 12.6 a second, nine tenths of what SES grants.
    expect(world.clock.now() >= plus(before, 2 * Math.ceil(1000 / 12.6))).toBe(true);
    expect(await violations(world)).toEqual([]);
  });

  it('of the sweep books one call for each therapist, and none on the same cell', async () => {
    await sendMails(world, THERAPISTS);
    world.at(plus(SWEEP_TIME, 3 * DAY_MS + MINUTE_MS));
    expect(await world.sweep()).toMatchObject({ booked: 3, failed: 0 });
    expect(await world.sweep()).toMatchObject({ booked: 0, failed: 0 });
    const calls = await allCalls(world);
    expect(calls.map(({ call }) => call.therapistIds).toSorted()).toEqual([[1], [2], [3]]);
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 12: a schedule that fires twice', () => {
  it('has the effect of one, at the same time and one after the other', async () => {
    const twice = async (run: () => Promise<unknown>, again: () => Promise<unknown>) => {
      await Promise.all([run(), again()]);
      await run();
    };
    const other = world.actor();
    await openRequests(world, THERAPISTS);
    await twice(world.batch, () => other.dailyBatch({}));
    world.at('2026-11-23T08:00:00.000Z');
    await twice(world.pump, () => other.processEmailQueue({}));
    expect(mailed()).toEqual(EACH_ONCE);
    world.at(plus(SWEEP_TIME, MINUTE_MS));
    await twice(world.sweep, () => other.checkUnansweredEmails({}));
    expect(await allCalls(world)).toHaveLength(3);
    expect(await violations(world)).toEqual([]);
  });
});
