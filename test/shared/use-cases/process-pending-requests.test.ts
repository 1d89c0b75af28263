import { beforeEach, describe, expect, it } from '@jest/globals';
import { shardOf } from '../../../shared/store/shards.ts';
import { processPendingRequests } from '../../../shared/use-cases/process-pending-requests.ts';
import type { Service } from '../../../shared/use-cases/service.ts';
import { plus } from '../../../shared/domain/time.ts';
import { injectFaults } from '../../support/flaky-dynamodb.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const therapists = async (ids: number[]) => {
  for (const id of ids) {
    world.therapist(id);
    world.patient(id);
    await world.match({ id, therapist: id });
  }
};
const mailedOf = async (ids: number[]) => {
  const emails = await Promise.all(ids.map(async (id) => [id, (await world.emailsOf(id)).length] as const));
  return emails.filter(([, count]) => count > 0).map(([id]) => id);
};

/** A run that has time for so many therapists: each takes a second. */
const runFor = (count: number) => {
  const { service, clock } = world;
  const stopAt = plus(clock.now(), count * 1000);
  const slow: Service = {
    ...service,
    directory: {
      ...service.directory,
      therapist: async (id) => {
        clock.advance(1000);
        return service.directory.therapist(id);
      },
    },
  };
  return processPendingRequests(slow, { stopAt, onFailure: () => undefined });
};

describe('a run of the batch', () => {
  const ids = Array.from({ length: 120 }, (_, index) => index + 1);

  it('FAULTS 35: that ends early is resumed by the next, and everybody gets his mail once', async () => {
    await therapists(ids);
    const reports: Awaited<ReturnType<typeof runFor>>[] = [];
    for (let run = 0; run < 5; run++) reports.push(await runFor(30));
    expect(reports.map(({ finished }) => finished)).toEqual([false, false, false, true, true]);
    expect(reports.map(({ emails }) => emails)).toEqual([30, 30, 30, 30, 0]);
    expect(await mailedOf(ids)).toEqual(ids);
    const counts = await Promise.all(ids.map(async (id) => (await world.emailsOf(id)).length));
    expect(counts.every((count) => count === 1)).toBe(true);
  });

  it('FAULTS 35: goes through a shard of more than one page, and gives the next shard its turn before that', async () => {
    const shard = 0;
    const many = Array.from({ length: 2000 }, (_, index) => index + 1).filter((id) => shardOf(id) === shard);
    const crowd = many.slice(0, 70);
    const other = Array.from({ length: 100 }, (_, index) => index + 1).find((id) => shardOf(id) === 1)!;
    await therapists([...crowd, other]);
    expect(await runFor(60)).toMatchObject({ emails: 60, finished: false });
    expect(await mailedOf([other])).toEqual([other]);
    expect(await runFor(60)).toMatchObject({ emails: 11, finished: true });
    expect(await mailedOf(crowd)).toEqual(crowd);
  });

  it("counts one therapist's failure, names him by his id only, and goes on", async () => {
    await therapists([1, 2, 3]);
    const failed: string[] = [];
    const service = world.actor().service;
    const broken: Service = {
      ...service,
      directory: {
        ...service.directory,
        therapist: (id) =>
          id === 2 ? Promise.reject(new Error('injected')) : service.directory.therapist(id),
      },
    };
    const run = { stopAt: plus(world.clock.now(), 60_000), onFailure: (id: string) => void failed.push(id) };
    expect(await processPendingRequests(broken, run)).toMatchObject({
      therapists: 3,
      emails: 2,
      failed: 1,
      finished: true,
    });
    expect(failed).toEqual(['therapist 2']);
    expect(await world.batch()).toMatchObject({ therapists: 1, emails: 1, failed: 0 });
  });
});

describe('collisions', () => {
  beforeEach(() => therapists([1]));

  it.each([
    [4, 1],
    [100, 0],
  ])(
    'FAULTS 36: %d in a row leave the therapist with %d mails, and the next run makes it one',
    async (times, emails) => {
      const unlucky = world.actor();
      let left = times;
      injectFaults(unlucky.runtime.aws.dynamoDb(), ({ operation }) =>
        operation === 'TransactWriteItems' && left-- > 0 ? 'transaction_conflict' : undefined,
      );
      expect(await unlucky.dailyBatch({})).toMatchObject({ emails, failed: 1 - emails });
      expect(await world.emailsOf(1)).toHaveLength(emails);
      await world.batch();
      expect(await world.emailsOf(1)).toHaveLength(1);
    },
  );

  it('FAULTS 36: an answer that got lost after the write was applied makes no second mail', async () => {
    const unlucky = world.actor({
      faults: ({ operation }) => (operation === 'TransactWriteItems' ? 'error_after_applied' : undefined),
    });
    expect(await unlucky.dailyBatch({})).toMatchObject({ failed: 1 });
    expect(await world.batch()).toMatchObject({ therapists: 0, emails: 0 });
    expect(await world.emailsOf(1)).toHaveLength(1);
  });
});
