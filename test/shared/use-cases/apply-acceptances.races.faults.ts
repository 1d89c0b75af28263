import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allCalls, placesOf, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { interrupt, schedule, transaction } from '../../support/interleave.ts';
import { acceptsOf, newestEmailOf, pumpEvery, SEND_TIME } from '../../support/sending.ts';
import { kafkaEvent, startWorld, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();

/** In a run over one mail the first transaction is its claim. */
const CLAIM = transaction(1);
/** The first transaction of an acceptance closes the accepted request, the second withdraws the other. */
const WITHDRAWAL = transaction(2);

/** Patient 1 has a request to therapist 1, beside one of patient 3, and one to therapist 2. */
async function prepare(of: World): Promise<void> {
  for (const id of [1, 2]) of.therapist(id);
  for (const id of [1, 3]) of.patient(id);
  await of.match({ id: 1, therapist: 1 });
  await of.match({ id: 3, therapist: 1 });
}

/** Therapist 2 gets a request for patient 1, too; the event with which he accepts it. */
async function acceptance(of: World) {
  await of.match({ id: 2, therapist: 2, patient: 1 });
  return kafkaEvent([of.matchingRecord('match.status_changed', { match_id: 2, new_status: 'angenommen' })]);
}

/** The email to therapist 1, in the send window. */
async function queued(of: World): Promise<string> {
  await prepare(of);
  await of.batch();
  of.at(SEND_TIME);
  return newestEmailOf(of, 1);
}

/** What the email says of the patient who was placed elsewhere. */
async function carried(of: World, emailId: string) {
  const [entry] = (await of.entries(emailId)) ?? [];
  const isMailed = acceptsOf(of, emailId).some(({ raw }) => raw.toString().includes(entry?.code ?? ''));
  return { isMailed, included: entry?.included, isMarked: entry?.closedAt !== undefined };
}

const MAILED_AND_MARKED = { isMailed: true, included: true, isMarked: true };
const NOT_MAILED = { isMailed: false, included: false, isMarked: false };

/** Runs a property's body in a world of its own, with processes whose calls fast-check puts in order. */
function inAnyOrder(
  body: (of: World, actor: () => ReturnType<World['actor']>, scheduler: fc.Scheduler) => Promise<void>,
) {
  return fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const own = await startWorld();
    const actor = () => {
      const process = own.actor();
      schedule(process, scheduler);
      return process;
    };
    try {
      await body(own, actor, scheduler);
    } finally {
      await own.stop();
    }
  });
}

describe('an acceptance while the mail to another therapist is claimed', () => {
  it('FAULTS 48: that commits between the read of the pump and its claim has it sent without the patient', async () => {
    const id = await queued(world);
    const event = await acceptance(world);
    const pump = world.actor();
    const race = interrupt(pump, CLAIM, () => world.functions.matchingEvents(event));
    await pump.processEmailQueue({});
    expect(race.done).toBe(true);
    expect(world.ses.calls).toBe(0);
    await pumpEvery(world, 60_000, 1);
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await carried(world, id)).toEqual(NOT_MAILED);
    expect(await violations(world)).toEqual([]);
  });

  it('marks the patient when the claim commits between its read and its write', async () => {
    const id = await queued(world);
    const consumer = world.actor();
    const race = interrupt(consumer, WITHDRAWAL, () => world.pump());
    await consumer.matchingEvents(await acceptance(world));
    expect(race.done).toBe(true);
    expect(await carried(world, id)).toEqual(MAILED_AND_MARKED);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['closed', 'closed', 'contact_email']);
    expect(await violations(world)).toEqual([]);
  });

  it('has the patient mailed and marked, or not mailed, in whatever order they read and write', async () => {
    await fc.assert(
      inAnyOrder(async (own, actor, scheduler) => {
        const id = await queued(own);
        const event = await acceptance(own);
        await scheduler.waitFor(Promise.all([actor().processEmailQueue({}), actor().matchingEvents(event)]));
        await pumpEvery(own, 60_000, 2);
        const mail = await carried(own, id);
        expect(mail).toEqual(mail.isMailed ? MAILED_AND_MARKED : NOT_MAILED);
        expect(await placesOf(own, [1, 2, 3])).toEqual(['closed', 'closed', 'contact_email']);
        expect(await violations(own)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('an acceptance while another request of the patient', () => {
  it('is spoken of once more leaves it, when the word is the later one', async () => {
    await prepare(world);
    const consumer = world.actor();
    const race = interrupt(consumer, WITHDRAWAL, () => world.status(1, 'in_bearbeitung'));
    await consumer.matchingEvents(await acceptance(world));
    expect(race.done).toBe(true);
    expect(await placesOf(world, [1, 2])).toEqual(['pending', 'closed']);
    expect(await violations(world)).toEqual([]);
  });

  it('is registered closes it, in whatever order they read and write', async () => {
    await fc.assert(
      inAnyOrder(async (own, actor, scheduler) => {
        for (const id of [1, 2]) own.therapist(id);
        own.patient(1);
        const payload = { match_id: 1, patient_id: 1, therapist_id: 1 };
        const registration = kafkaEvent([own.matchingRecord('match.created', payload)]);
        const event = await acceptance(own);
        await scheduler.waitFor(
          Promise.all([actor().matchingEvents(registration), actor().matchingEvents(event)]),
        );
        expect(await placesOf(own, [1, 2])).toEqual(['closed', 'closed']);
        expect(await violations(own)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('is batched takes it out of the email, in whatever order they read and write', async () => {
    await fc.assert(
      inAnyOrder(async (own, actor, scheduler) => {
        await prepare(own);
        const event = await acceptance(own);
        await scheduler.waitFor(Promise.all([actor().dailyBatch({}), actor().matchingEvents(event)]));
        expect(await placesOf(own, [1, 2])).toEqual(['closed', 'closed']);
        expect(await violations(own)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('is put on a call takes it off again, in whatever order they read and write', async () => {
    await fc.assert(
      inAnyOrder(async (own, actor, scheduler) => {
        await prepare(own);
        await sendMail(own, 1, []);
        own.at(SWEEP_TIME);
        const event = await acceptance(own);
        await scheduler.waitFor(
          Promise.all([actor().checkUnansweredEmails({}), actor().matchingEvents(event)]),
        );
        expect(await placesOf(own, [1, 3])).toEqual(['closed', 'call']);
        const agenda = (await allCalls(own)).flatMap(({ entries }) =>
          entries.filter(({ included }) => included),
        );
        expect(agenda.map(({ requestId }) => requestId)).toEqual([3]);
        expect(await violations(own)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
