import { expect, it } from '@jest/globals';
import { HOUR_MS } from '../../../shared/domain/time.ts';
import type { Subject } from '../../../shared/domain/privacy/erasure.ts';
import { startErasure } from '../../../shared/use-cases/start-erasure.ts';
import { callDesk, valueOf } from '../../support/call-desk.ts';
import { CANARY, openTopics, PATIENT_TEXTS, THERAPIST_TEXTS } from '../../support/canary-people.ts';
import { keptOf, receive } from '../../support/erasures.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { SEED } from '../../support/seed.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { startWorld, type World } from '../../support/world.ts';

/** Dozens of worlds in one test. */
const TIMEOUT_MS = 240_000;

/** Every third write: all of them take minutes. The seeds 0, 1 and 2 are all of them. */
const STRIDE = 3;

const READS = new Set(['GetItem', 'Query', 'TransactGetItems', 'BatchGetItem', 'GetObject']);

/** A patient and a therapist with an answered mail, a call, a pending request, parked bytes and a mail that arrived. */
async function startHistory(subject: Subject): Promise<{ world: World; id: string }> {
  const world = await startWorld();
  const topics = openTopics(world);
  world.patient(CANARY.other);
  await topics.patient();
  await topics.therapist();
  await topics.match(91, CANARY.therapist, CANARY.patient);
  await topics.match(92, CANARY.therapist, CANARY.other);
  await world.batch();
  world.at(SEND_TIME);
  await world.pump();
  const emailId = await newestEmailOf(world, CANARY.therapist);
  await receive(world, 'canary-reply', { status: 'matched', emailId, therapistId: CANARY.therapist });
  world.at(SWEEP_TIME);
  await world.sweep();
  const [{ callId } = { callId: '' }] = (await world.contact(CANARY.therapist)).openCalls;
  await callDesk(world).note(callId, 1, { followUpNotes: 'canary-follow-up' });
  await world.answer({
    emailId,
    content: 'canary-answer',
    decisions: [{ number: 2, outcome: 'rejected' }],
  });
  await topics.match(93, CANARY.therapist, CANARY.patient);
  const { patient, therapist } = CANARY;
  await topics.poison(Buffer.from(`{"patient_id": ${patient}, "therapist_id": ${therapist}, canary-broken`));
  return { world, id: valueOf(await startErasure(world.service, { subject })) };
}

/** Both rounds, the process dying at one of its writes; then everything again by a healthy one. */
async function run(world: World, faults: (call: Call) => Fault | undefined): Promise<number> {
  let writes = 0;
  const mortal = world.actor({
    faults: (call) => (READS.has(call.operation) ? undefined : faults({ ...call, n: ++writes })),
  });
  for (let round = 0; round < 2; round++) {
    await mortal.applyErasures({}).catch(() => undefined);
    if (!mortal.log.dead) world.clock.advance(HOUR_MS);
  }
  return writes;
}

async function outcomeOf(world: World, id: string): Promise<unknown> {
  for (let round = 0; round < 3; round++) {
    await world.functions.applyErasures({});
    world.clock.advance(HOUR_MS);
  }
  const texts = ['canary-follow-up', 'canary-answer', 'canary-broken', 'canary-reply'];
  const erasure = await world.service.store.getErasure(id);
  const isPatient = erasure?.subjectKind === 'patient';
  return {
    status: erasure?.status,
    counts: erasure?.counts,
    kept: await keptOf(world, [...texts, ...(isPatient ? PATIENT_TEXTS : THERAPIST_TEXTS)]),
    violations: await violations(world),
  };
}

it.each([
  { kind: 'patient', id: CANARY.patient },
  { kind: 'therapist', id: CANARY.therapist },
] as const)(
  'FAULTS 37: an erasure of a $kind that dies between any two of its writes ends like one that does not',
  async (subject) => {
    const healthy = await startHistory(subject);
    const writes = await run(healthy.world, () => undefined);
    const expected = await outcomeOf(healthy.world, healthy.id);
    await healthy.world.stop();
    expect(expected).toMatchObject({ status: 'done', kept: [], violations: [] });
    expect(writes).toBeGreaterThan(10);
    // Dying before a write is dying after the one before it: a dead process does nothing any more.
    for (let n = 1 + (SEED % STRIDE); n <= writes; n += STRIDE) {
      const { world, id } = await startHistory(subject);
      await run(world, (call) => (call.n === n ? 'die_after' : undefined));
      expect([n, await outcomeOf(world, id)]).toEqual([n, expected]);
      await world.stop();
    }
  },
  TIMEOUT_MS,
);
