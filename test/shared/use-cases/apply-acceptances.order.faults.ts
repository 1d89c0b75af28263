import { beforeEach, describe, expect, it } from '@jest/globals';
import { plus } from '../../../shared/domain/time.ts';
import { placesOf, published, violations } from '../../support/follow-up.ts';
import { snapshot } from '../../support/snapshot.ts';
import { kafkaEvent, MONDAY, startWorld, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();

const prepare = (of: World) => {
  for (let id = 1; id <= 5; id++) of.therapist(id);
  of.patient(1);
};
beforeEach(() => prepare(world));

/** Requests 1 … 5 are of patient 1, each at the therapist of its number; odd ones are in another partition. */
const recordOf = (of: World, id: number, [eventType, payload]: [string, object], second: number) => {
  const record = of.matchingRecord(eventType, { match_id: id, ...payload }, plus(MONDAY, second * 1000));
  return { ...record, partition: id % 2 };
};
const creation = (id: number, second: number, of: World = world) =>
  recordOf(of, id, ['match.created', { patient_id: 1, therapist_id: id }], second);
const status = (id: number, new_status: string, second: number, of: World = world) =>
  recordOf(of, id, ['match.status_changed', { new_status }], second);
const places = (...ids: number[]) => placesOf(world, ids);

describe('an acceptance and the words about another request', () => {
  it('counts for a request that is registered later, if it was created earlier', async () => {
    await world.ingest(creation(2, 1), status(2, 'angenommen', 3));
    await world.ingest(creation(1, 2));
    expect(await places(1, 2)).toEqual(['closed', 'closed']);
    await world.batch();
    expect(await world.emailsOf(1)).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('does not count for a request that was created after it: the patient looks again', async () => {
    await world.ingest(creation(2, 1), status(2, 'angenommen', 3));
    await world.ingest(creation(1, 4));
    expect(await places(1, 2)).toEqual(['pending', 'closed']);
  });

  it('counts for a request that was registered in the same batch, a moment before', async () => {
    await world.ingest(creation(2, 1), creation(4, 1), status(4, 'angenommen', 1));
    expect(await places(2, 4)).toEqual(['closed', 'closed']);
  });

  it('counts once its own creation is seen', async () => {
    await world.ingest(creation(1, 1));
    await world.ingest(status(2, 'angenommen', 3));
    expect(await places(1)).toEqual(['pending']);
    await world.ingest(creation(2, 2));
    expect(await places(1, 2)).toEqual(['closed', 'closed']);
  });

  it('does not count against a later word that was heard earlier', async () => {
    await world.ingest(creation(1, 1), status(1, 'in_bearbeitung', 5));
    await world.ingest(creation(2, 1), status(2, 'angenommen', 4));
    expect(await places(1, 2)).toEqual(['pending', 'closed']);
  });

  it.each([
    ['pending', [], 'closed'],
    ['closed', [status.bind(null, 1, 'abgelehnt', 2)], 'closed'],
  ] as const)(
    'counts against an earlier word that is heard later, of one that was %s',
    async (_was, before, is) => {
      await world.ingest(creation(1, 1), ...before.map((record) => record()));
      await world.ingest(creation(2, 1), status(2, 'angenommen', 4));
      await world.ingest(status(1, 'offen', 3));
      expect(await places(1)).toEqual([is]);
      await world.ingest(status(1, 'offen', 5));
      expect(await places(1)).toEqual(['pending']);
      expect(await violations(world)).toEqual([]);
    },
  );

  it('counts at the same instant in another partition, whichever comes first', async () => {
    await world.ingest(creation(2, 1), status(2, 'angenommen', 4));
    await world.ingest(creation(1, 4), creation(3, 1), status(3, 'offen', 4));
    expect(await places(1, 3)).toEqual(['closed', 'closed']);
  });
});

describe('an acceptance that was taken back', () => {
  it('leaves closed what it closed, and counts no more for what is registered later', async () => {
    await world.ingest(creation(1, 1), creation(2, 1));
    const accepted = status(2, 'angenommen', 4);
    await world.ingest(accepted);
    await world.ingest(status(2, 'offen', 5));
    await world.ingest(creation(3, 2));
    expect(await places(1, 2, 3)).toEqual(['closed', 'pending', 'pending']);

    const before = await snapshot(world);
    await world.ingest(accepted);
    expect(await snapshot(world)).toEqual(before);
  });

  it('FAULTS 47: closes nothing that was reopened since, when it is heard again', async () => {
    const records = [
      ...[creation(1, 1), creation(2, 1), status(1, 'abgelehnt', 2), status(1, 'offen', 3)],
      ...[
        status(2, 'angenommen', 4),
        status(1, 'offen', 5),
        status(2, 'angenommen', 6),
        status(1, 'offen', 7),
      ],
    ];
    for (const record of records) await world.ingest(record);
    expect(await places(1, 2)).toEqual(['pending', 'closed']);

    const before = await snapshot(world);
    for (const record of records) await world.ingest(record);
    expect(await snapshot(world)).toEqual(before);
  });
});

describe('a consumer that fails', () => {
  /** Request 1 is mailed, 3 and 5 are pending when 2 is accepted. */
  async function accepted(of: World) {
    await of.ingest(creation(1, 1, of), creation(2, 1, of));
    await of.batch();
    of.at('2026-11-23T08:00:00.000Z');
    await of.pump();
    await of.ingest(creation(3, 1, of), creation(5, 1, of));
    return kafkaEvent([status(2, 'angenommen', 4, of)]);
  }
  const outcome = async (of: World) => ({
    places: await placesOf(of, [1, 2, 3, 5]),
    withdrawn: (await published(of, 'placement_withdrawn')).map(({ therapist_id: id }) => id).toSorted(),
    violations: await violations(of),
  });
  const WITHDRAWN = {
    places: ['closed', 'closed', 'closed', 'closed'],
    withdrawn: [1, 2],
    violations: [],
  };

  it('by dying at any call leaves nothing that a redelivery does not complete', async () => {
    const counter = world.actor({ faults: () => undefined });
    await counter.matchingEvents(await accepted(world));
    expect(await outcome(world)).toEqual(WITHDRAWN);
    expect(counter.log.calls).toBeGreaterThan(8);

    for (let n = 1; n <= counter.log.calls; n++) {
      const fresh = await startWorld();
      try {
        prepare(fresh);
        const event = await accepted(fresh);
        await fresh
          .actor({ faults: (call) => (call.n === n ? 'die_after' : undefined) })
          .matchingEvents(event);
        await fresh.functions.matchingEvents(event);
        expect({ n, ...(await outcome(fresh)) }).toEqual({ n, ...WITHDRAWN });
      } finally {
        await fresh.stop();
      }
    }
  });

  it('to withdraw one request withdraws the others and asks for the record again, which is not parked', async () => {
    const event = await accepted(world);
    const unlucky = world.actor({
      faults: ({ operation, input }) =>
        operation === 'TransactWriteItems' && JSON.stringify(input).includes('request#3')
          ? 'error'
          : undefined,
    });
    expect(await unlucky.matchingEvents(event)).toMatchObject({
      batchItemFailures: [{ itemIdentifier: { partition: 'matching-events-0' } }],
    });
    expect(await places(1, 2, 3, 5)).toEqual(['closed', 'closed', 'pending', 'closed']);
    const parked = Object.keys((await snapshot(world)).runtime).filter((key) => key.startsWith('parked'));
    expect(parked).toEqual([]);
    await world.functions.matchingEvents(event);
    expect(await outcome(world)).toEqual(WITHDRAWN);
  });
});
