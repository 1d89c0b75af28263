import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { createPlacementModel, type PlacementModel, type Word } from '../../support/placement-model.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { kafkaRecord, startWorld, type KafkaRecord, type World } from '../../support/world.ts';

/** What the matching service knows: which requests it created and which of them are open. */
interface Model {
  created: Set<number>;
  placements: PlacementModel;
  reopenedAt: Map<number, Instant>;
  topic: KafkaRecord[];
}

interface Step {
  name: string;
  run(world: World, model: Model): Promise<unknown>;
}

/** Therapists 1 and 2 share a mailbox; nothing reaches therapist 3 by mail. */
const THERAPISTS = [1, 2, 3];
/** Few enough that the steps of a run meet each other; therapist 1 has more than fits into one mail. */
const REQUESTS = 10;
const requestId = fc.integer({ min: 1, max: REQUESTS });
const therapistOf = (id: number) => (id <= 6 ? 1 : THERAPISTS[id % 2 === 0 ? 1 : 2]!);
/** Whom therapist 2 or 3 is asked for, therapist 1 is asked for, too. */
const patientOf = (id: number) => (id <= 6 ? id : id - 6);

async function tell(world: World, model: Model, record: KafkaRecord): Promise<void> {
  model.topic.push(record);
  expect(await world.ingest(record)).toEqual({ batchItemFailures: [] });
}

async function say(
  world: World,
  model: Model,
  { id, word, record }: { id: number; word: Word; record: KafkaRecord },
) {
  await tell(world, model, record);
  const { placements, reopenedAt } = model;
  const wasClosed = placements.isCreated(id) && !placements.isOpen(id);
  placements.say(id, word, { at: world.clock.now(), partition: record.partition, offset: record.offset });
  if (wasClosed && placements.isOpen(id)) reopenedAt.set(id, world.clock.now());
}

const create = requestId.map((id): Step => ({
  name: `create ${id}`,
  run: async (world, model) => {
    const payload = { match_id: id, patient_id: patientOf(id), therapist_id: therapistOf(id) };
    const record = world.matchingRecord('match.created', payload);
    await say(world, model, { id, word: 'created', record });
    model.created.add(id);
  },
}));

const STATUSES = { open: 'offen', rejected: 'abgelehnt', accepted: 'angenommen' } as const;
const word = fc.constantFrom('open', 'open', 'rejected', 'accepted');

const status = fc.tuple(requestId, word).map(([id, word]): Step => ({
  name: `${word} ${id}`,
  run: (world, model) => {
    const payload = { match_id: id, new_status: STATUSES[word] };
    return say(world, model, { id, word, record: world.matchingRecord('match.status_changed', payload) });
  },
}));

const block = fc.tuple(fc.constantFrom(...THERAPISTS), fc.boolean()).map(([id, blocked]): Step => ({
  name: `${blocked ? 'block' : 'unblock'} ${id}`,
  run: (world, model) => {
    const offset = model.topic.length;
    const envelope = {
      eventId: `t-${offset}`,
      eventType: blocked ? 'therapist.blocked' : 'therapist.unblocked',
      version: 1,
      timestamp: world.clock.now(),
      payload: { therapist_id: id },
    };
    const bytes = Buffer.from(JSON.stringify(envelope));
    return tell(world, model, kafkaRecord(bytes, offset, { topic: 'therapist-events' }));
  },
}));

/** The process dies in the middle of taking the last record in, and the record comes again. */
const crash = fc.integer({ min: 1, max: 8 }).map((n): Step => ({
  name: `die at call ${n} of a repeated record`,
  run: async (world, model) => {
    const last = model.topic.slice(-1);
    await world.actor({ faults: (call) => (call.n === n ? 'die_after' : undefined) }).matchingEvents({
      eventSource: 'aws:kafka',
      records: { 'any-0': last },
    });
    await world.ingest(...last);
  },
}));

const replay = fc.constant<Step>({
  name: 'replay the topics',
  run: (world, model) => world.ingest(...model.topic),
});
const batch = fc.constant<Step>({ name: 'batch', run: (world) => world.batch() });
const sweep = fc.constant<Step>({ name: 'sweep', run: (world) => world.sweep() });

/** To eight in the morning (UTC) of the day that lies so many days ahead. */
const pump = fc.integer({ min: 0, max: 8 }).map((days): Step => ({
  name: `pump after ${days} days`,
  run: (world) => {
    const morning = `${plus(world.clock.now(), days * 24 * HOUR_MS).slice(0, 10)}T08:45:00.000Z`;
    if (morning > world.clock.now()) world.at(morning);
    return world.pump();
  },
}));

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: create },
    { weight: 8, arbitrary: status },
    { weight: 4, arbitrary: batch },
    { weight: 2, arbitrary: pump },
    { weight: 1, arbitrary: sweep },
    { weight: 1, arbitrary: block },
    { weight: 1, arbitrary: crash },
    { weight: 1, arbitrary: replay },
  ),
  { minLength: 20, maxLength: 50 },
);

describe('a request', () => {
  it('has exactly one place and is mailed once since it was opened, whatever happens in which order', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const world = await startWorld();
        const placements = createPlacementModel(patientOf);
        const model: Model = { created: new Set(), placements, reopenedAt: new Map(), topic: [] };
        world.therapist(1, { email: 'praxis@praxis.example' });
        world.therapist(2, { email: 'Praxis@praxis.example' });
        world.therapist(3, { email: 'a@b' });
        for (let id = 1; id <= REQUESTS; id++) world.patient(id, { startdatum: `2026-0${1 + (id % 4)}-01` });
        try {
          for (const step of run) await step.run(world, model);
          expect(await sendViolations(world, model)).toEqual([]);
          for (const id of model.created) {
            const request = await world.request(id);
            expect([id, request?.place !== 'closed']).toEqual([id, placements.isOpen(id)]);
          }
        } finally {
          await world.stop();
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
