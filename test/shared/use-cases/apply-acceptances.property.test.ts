import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plus } from '../../../shared/domain/time.ts';
import { violations } from '../../support/follow-up.ts';
import { createPlacementModel, type PlacementModel, type Word } from '../../support/placement-model.ts';
import { snapshot } from '../../support/snapshot.ts';
import { MONDAY, startWorld, type KafkaRecord, type World } from '../../support/world.ts';

/** Four requests of patient 1 and one of patient 2, each at a therapist of its own, in two partitions. */
const REQUESTS = [1, 2, 3, 4, 5];
const patientOf = (id: number) => (id === 5 ? 2 : 1);
const partitionOf = (id: number) => id % 2;

/** A word of the matching service about a request. */
interface Spoken {
  id: number;
  word: Word;
}

interface Message extends Spoken {
  record: KafkaRecord;
  at: string;
}

const spoken = (words: readonly Word[]) =>
  fc.record({ id: fc.constantFrom(...REQUESTS), word: fc.constantFrom(...words) });
/** Most requests are created before anything else is said of them, some after, some never. */
const history = (words: readonly Word[]) =>
  fc
    .tuple(fc.subarray(REQUESTS, { minLength: 3 }), fc.array(spoken(words), { minLength: 5, maxLength: 20 }))
    .map(([early, rest]) => [...early.map((id): Spoken => ({ id, word: 'created' })), ...rest]);

const STATUSES = { open: 'offen', rejected: 'abgelehnt', accepted: 'angenommen' } as const;

/** The topic as it was written: everything in order, a few at every instant. */
function write(world: World, history: Spoken[], sameInstant: number): Message[] {
  return history.map(({ id, word }, index) => {
    const at = plus(MONDAY, Math.floor(index / sameInstant) - history.length);
    const record =
      word === 'created'
        ? world.matchingRecord(
            'match.created',
            { match_id: id, patient_id: patientOf(id), therapist_id: id },
            at,
          )
        : world.matchingRecord('match.status_changed', { match_id: id, new_status: STATUSES[word] }, at);
    return { id, word, at, record: { ...record, partition: partitionOf(id) } };
  });
}

/** The order in which a consumer of two partitions sees the messages: each partition in its own order. */
function interleave(messages: Message[], fromFirst: boolean[]): Message[] {
  const partitions = [0, 1].map((partition) => messages.filter(({ id }) => partitionOf(id) === partition));
  const picks = messages.map((_, index) => fromFirst[index % fromFirst.length] === true);
  return picks.flatMap((first) => {
    const [preferred, other] = first ? partitions : partitions.toReversed();
    return preferred?.shift() ?? other?.shift() ?? [];
  });
}

async function inWorld(run: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld();
  try {
    for (const id of REQUESTS) world.therapist(id);
    for (const id of [1, 2]) world.patient(id);
    await run(world);
  } finally {
    await world.stop();
  }
}

async function deliver(world: World, model: PlacementModel, messages: Message[]): Promise<void> {
  for (const { id, word, at, record } of messages) {
    expect(await world.ingest(record)).toEqual({ batchItemFailures: [] });
    model.say(id, word, { at, partition: record.partition, offset: record.offset });
  }
}

async function openRequests(world: World): Promise<number[]> {
  const requests = await world.service.store.getRequests(REQUESTS);
  return requests
    .filter(({ therapistId, place }) => therapistId !== undefined && place !== 'closed')
    .map(({ id }) => id);
}

const turns = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });

describe('the requests of a patient', () => {
  it('FAULTS 47: are open by what was said of them and of each other, and by replays nothing moves', async () => {
    const words = ['created', 'open', 'rejected', 'accepted', 'accepted'] as const;
    const given = {
      history: history(words),
      turns,
      sameInstant: fc.integer({ min: 1, max: 3 }),
      batchAfter: fc.nat(20),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(given), ({ history, turns, sameInstant, batchAfter }) =>
        inWorld(async (world) => {
          const model = createPlacementModel(patientOf);
          const arriving = interleave(write(world, history, sameInstant), turns);
          await deliver(world, model, arriving.slice(0, batchAfter));
          world.at('2026-11-23T00:00:00.000Z');
          await world.batch();
          // The consumer died before it said how far it was.
          await deliver(world, model, arriving.slice(Math.max(0, batchAfter - 3)));
          expect(await openRequests(world)).toEqual(REQUESTS.filter(model.isOpen));
          expect(await violations(world)).toEqual([]);

          const before = await snapshot(world);
          for (const { record } of arriving) await world.ingest(record);
          await world.ingest(...arriving.map(({ record }) => record));
          expect(await snapshot(world)).toEqual(before);
        }),
      ),
      { numRuns: 20 },
    );
  });

  it('are open alike in whatever order the partitions arrive, unless an acceptance was taken back', async () => {
    const words = ['created', 'open', 'rejected', 'accepted'] as const;
    const standing = history(words).map((said) =>
      said.filter(
        ({ id, word }, index) =>
          word === 'created' ||
          word === 'accepted' ||
          !said.slice(0, index).some((earlier) => earlier.id === id && earlier.word === 'accepted'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(standing, turns, turns, async (history, one, other) => {
        const outcomes: number[][] = [];
        for (const turns of [one, other])
          await inWorld(async (world) => {
            const model = createPlacementModel(patientOf);
            await deliver(world, model, interleave(write(world, history, 1), turns));
            outcomes.push(await openRequests(world));
          });
        expect(outcomes[0]).toEqual(outcomes[1]);
      }),
      { numRuns: 10 },
    );
  });
});
