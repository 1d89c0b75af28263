import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerOpenly } from '../../support/answer-openly.ts';
import { interrupt, schedule } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { snapshotWithoutIds, type Snapshot } from '../../support/snapshot.ts';
import { startWorld, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((each) => each.stop()));
});

/** Three therapists: one with seven requests, one with one, one without an address. */
async function populate(of: World): Promise<World> {
  of.therapist(1);
  of.therapist(2);
  of.therapist(3, { email: 'a@b' });
  for (let id = 1; id <= 9; id++) {
    of.patient(id);
    await of.match({ id, therapist: id <= 7 ? 1 : id - 6 });
  }
  return of;
}

const populated = async () => {
  const fresh = await startWorld();
  worlds.push(fresh);
  return populate(fresh);
};
const afterOneRun = async (): Promise<Snapshot> => {
  const single = await populated();
  await single.batch();
  return snapshotWithoutIds(single);
};

describe('two runs of the batch at once', () => {
  beforeEach(() => populate(world));

  it.each([
    ['its first transaction', 'TransactWriteItems', 1],
    ['its second transaction', 'TransactWriteItems', 2],
    ['its third transaction', 'TransactWriteItems', 3],
    ['its first read of a contact', 'GetItem', 1],
  ])('FAULTS 11: the loser leaves nothing, overtaken before %s', async (_when, name, nth) => {
    const slow = world.actor();
    const race = interrupt(
      slow,
      ({ operation, n }) => operation === name && n === nth,
      () => world.batch(),
    );
    expect(await slow.dailyBatch({})).toMatchObject({ failed: 0, finished: true });
    expect(race.done).toBe(true);
    expect(await snapshotWithoutIds(world)).toEqual(await afterOneRun());
  });

  it('FAULTS 11: make one email, however their calls interleave', async () => {
    const expected = withoutRequestVersions(await afterOneRun());
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const contested = await populated();
        const runs = [contested.actor(), contested.actor()].map((actor) => {
          schedule(actor, scheduler);
          return actor.dailyBatch({});
        });
        const reports = await scheduler.waitFor(Promise.all(runs));
        expect(reports.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
        expect(withoutRequestVersions(await snapshotWithoutIds(contested))).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
});

/** Whoever lost verifies the pool, and may rewrite a request as it is to be sure of it. */
function withoutRequestVersions({ contacts, ...others }: Snapshot): Snapshot {
  for (const [key, item] of Object.entries(contacts)) if (key.startsWith('request#')) delete item['version'];
  return { contacts, ...others };
}

describe('a request that arrives while the batch works on its therapist', () => {
  beforeEach(async () => {
    world.therapist(1);
    for (let id = 1; id <= 6; id++) world.patient(id);
    for (let id = 1; id <= 5; id++) await world.match({ id, therapist: 1 });
  });
  const mailed = async (emailId: string) => (await world.entries(emailId))?.map(({ requestId }) => requestId);

  it('FAULTS 46: the sixth between its read and its transaction is mailed next time', async () => {
    const batch = world.actor();
    const race = interrupt(
      batch,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 1,
      () => world.match({ id: 6, therapist: 1 }),
    );
    await batch.dailyBatch({});
    expect(race.done).toBe(true);
    expect(await mailed(await newestEmailOf(world, 1))).toEqual([1, 2, 3, 4, 5]);
    expect(await world.request(6)).toMatchObject({ place: 'pending' });

    world.at(SEND_TIME);
    await world.pump();
    await answerOpenly(world, 1);
    world.at('2026-11-30T00:00:00.000Z');
    await world.batch();
    world.at('2026-11-30T08:30:00.000Z');
    await world.pump();
    expect(await mailed(await newestEmailOf(world, 1))).toEqual([6]);
    expect(world.ses.accepted).toHaveLength(2);
    expect(await sendViolations(world, { created: [1, 2, 3, 4, 5, 6] })).toEqual([]);
  });

  it('FAULTS 46: one with an older registration takes its place in the mail', async () => {
    world.patient(6, { startdatum: '2026-01-01' });
    const batch = world.actor();
    interrupt(
      batch,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 1,
      () => world.match({ id: 6, therapist: 1 }),
    );
    await batch.dailyBatch({});
    expect(await mailed(await newestEmailOf(world, 1))).toEqual([6, 1, 2, 3, 4]);
    expect(await world.request(5)).toMatchObject({ place: 'pending' });
  });

  it('FAULTS 48: one that closes between its read and its transaction is not mailed', async () => {
    const batch = world.actor();
    interrupt(
      batch,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 1,
      () => world.status(3, 'abgelehnt'),
    );
    await batch.dailyBatch({});
    expect(await mailed(await newestEmailOf(world, 1))).toEqual([1, 2, 4, 5]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: a block between its read and its transaction leaves everything pending', async () => {
    const batch = world.actor();
    interrupt(
      batch,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 1,
      async () => {
        const contact = await world.contact(1);
        const blocked = { ...contact, blockedAt: world.clock.now() };
        await world.service.store.commit([world.service.store.saveContact(blocked)]);
      },
    );
    expect(await batch.dailyBatch({})).toMatchObject({ emails: 0, deferred: { blocked: 1 } });
    expect(await world.emailsOf(1)).toEqual([]);
    expect(await world.service.store.firstPooled(1, 10)).toHaveLength(5);
  });
});
