import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Subject } from '../../../shared/domain/privacy/erasure.ts';
import { HOUR_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { startErasure } from '../../../shared/use-cases/start-erasure.ts';
import { callDesk } from '../../support/call-desk.ts';
import {
  CANARY,
  openTopics,
  PATIENT_TEXTS,
  THERAPIST_TEXTS,
  type Topics,
} from '../../support/canary-people.ts';
import { everythingKept, finishErasures, keptOf } from '../../support/erasures.ts';
import { violations } from '../../support/follow-up.ts';
import { startWorld, type World } from '../../support/world.ts';

interface History {
  world: World;
  topics: Topics;
  reopenedAt: Map<number, Instant>;
}

interface Step {
  name: string;
  run(history: History): Promise<unknown>;
}

const THERAPISTS = [CANARY.therapist, 2];
const PATIENTS = [CANARY.patient, CANARY.other];
const requestId = fc.integer({ min: 1, max: 8 });
const therapistOf = (id: number) => THERAPISTS[id % 2]!;
const patientOf = (id: number) => PATIENTS[id % 4 < 2 ? 0 : 1]!;

const create = requestId.map((id): Step => ({
  name: `create ${id}`,
  run: ({ topics }) => topics.match(id, therapistOf(id), patientOf(id)),
}));
const status = fc
  .tuple(requestId, fc.constantFrom('offen', 'abgelehnt', 'angenommen'))
  .map(([id, word]): Step => ({
    name: `${word} ${id}`,
    async run({ world, topics, reopenedAt }) {
      await topics.status(id, word);
      reopenedAt.set(id, world.clock.now());
    },
  }));
const tell = fc.constantFrom<Step>(
  { name: 'patient', run: ({ topics }) => topics.patient() },
  { name: 'therapist', run: ({ topics }) => topics.therapist() },
  {
    name: 'poison',
    run: ({ topics }) => topics.poison(Buffer.from(`{"patient_id": ${CANARY.patient}, canary-x`)),
  },
);
const batch = fc.constant<Step>({ name: 'batch', run: ({ world }) => world.batch() });
const pump = fc.integer({ min: 0, max: 8 }).map((days): Step => ({
  name: `pump after ${days} days`,
  run({ world }) {
    const morning = `${plus(world.clock.now(), days * 24 * HOUR_MS).slice(0, 10)}T08:45:00.000Z`;
    if (morning > world.clock.now()) world.at(morning);
    return world.pump();
  },
}));
const sweep = fc.constant<Step>({ name: 'sweep', run: ({ world }) => world.sweep() });
const crash = fc.constant<Step>({
  name: 'crash of a pump',
  run: ({ world }) =>
    world
      .actor({ faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined) })
      .processEmailQueue({})
      .catch(() => undefined),
});
const answer = fc
  .tuple(fc.constantFrom(...THERAPISTS), fc.constantFrom('accepted', 'rejected', 'needs_follow_up'))
  .map(([therapist, outcome]): Step => ({
    name: `${outcome} by ${therapist}`,
    async run({ world }) {
      const [emailId = 'em_none'] = await world.emailsOf(therapist);
      const decisions = [{ number: 1, outcome, notes: `canary-note ${outcome}` }];
      await world.answer({ emailId, content: `canary-answer ${outcome}`, decisions });
    },
  }));
const note = fc.constantFrom(...THERAPISTS).map((therapist): Step => ({
  name: `note on a call of ${therapist}`,
  async run({ world }) {
    const [call] = (await world.contact(therapist)).openCalls;
    if (call) await callDesk(world).note(call.callId, 1, { followUpNotes: 'canary-follow-up' });
  },
}));

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: create },
    { weight: 3, arbitrary: status },
    { weight: 2, arbitrary: tell },
    { weight: 4, arbitrary: batch },
    { weight: 4, arbitrary: pump },
    { weight: 2, arbitrary: sweep },
    { weight: 1, arbitrary: crash },
    { weight: 3, arbitrary: answer },
    { weight: 2, arbitrary: note },
  ),
  { minLength: 8, maxLength: 20 },
);
const subject = fc.constantFrom<Subject>(
  { kind: 'patient', id: CANARY.patient },
  { kind: 'therapist', id: CANARY.therapist },
);

describe('an erasure', () => {
  it('FAULTS 37, I9: leaves nothing of the person, whenever it comes, whatever was and whatever comes afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(steps, subject, steps, async (before, person, after) => {
        const world = await startWorld();
        const topics = openTopics(world);
        const history: History = { world, topics, reopenedAt: new Map() };
        world.therapist(2);
        world.patient(CANARY.other);
        try {
          await topics.patient();
          await topics.therapist();
          for (const step of before) await step.run(history);
          await startErasure(world.service, { subject: person });
          await world.functions.applyErasures({});
          for (const step of after) await step.run(history);
          await finishErasures(world);
          const texts = person.kind === 'patient' ? PATIENT_TEXTS : THERAPIST_TEXTS;
          expect(await keptOf(world, texts)).toEqual([]);
          expect(await violations(world, history.reopenedAt)).toEqual([]);
          // Poison about others is parked once more, for another 30 days.
          const kept = async () =>
            (await everythingKept(world)).filter((line) => !line.includes('"pk":"parked"'));
          const settled = await kept();
          await topics.replay();
          expect(await kept()).toEqual(settled);
          expect(await keptOf(world, texts)).toEqual([]);
        } finally {
          await world.stop();
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);
});
