import { beforeEach, describe, expect, it } from '@jest/globals';
import { carry, note, reconciled, status } from '../../../local/restore/commands.ts';
import { DAY_MS, HOUR_MS, msBetween, plus, type Instant } from '../../../shared/domain/time.ts';
import { objectByEmail } from '../../../shared/use-cases/record-objection.ts';
import { erase, everythingKept, finishErasures } from '../../support/erasures.ts';
import { backUp, restore } from '../../support/restored.ts';
import { pumpEvery, queueMails, SEND_TIME } from '../../support/sending.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { MONDAY, worldPerTest, type World } from '../../support/world.ts';

const world = worldPerTest();
const INTERVAL_MS = 7 * DAY_MS;

/** Somebody whom nobody else is called. */
const ERASED = { diagnose: 'Zyklothymie-Kanarienvogel' };

/** A topic from its beginning: creations of some requests, as they came the first time. */
const creationOf = (id: number, therapist: number) =>
  world.matchingRecord('match.created', { match_id: id, patient_id: id, therapist_id: therapist });

/**
 * What happens around the instant T to which the tables will be brought back. Before it: 1 and 2 are mailed, 3 and 6 are
 * queued. In the gap: the mails to 3 and 6 leave; 4 comes and is mailed; 5 comes; 2 and 5 are erased; 6 objects.
 */
async function liveThroughGap(): Promise<{ restored: World; queuedAtT: string[] }> {
  world.patient(2, ERASED);
  await queueMails(world, [1]);
  await mailTo2();
  await world.pump();
  const queuedAtT = await queueMails(world, [3, 6]);
  await waitUntilDue(queuedAtT);
  const backup = await backUp(world);
  world.clock.advance(HOUR_MS);
  await pumpEvery(world, 60_000, 2);
  await queueMails(world, [4]);
  await waitUntilDue(await world.emailsOf(4));
  await pumpEvery(world, 60_000, 2);
  world.therapist(5);
  world.patient(5, ERASED);
  await world.ingest(creationOf(5, 5));
  await objectByEmail(world.service, { emailId: queuedAtT[1] ?? '', source: 'unsubscribe_link' });
  await erase(world, { kind: 'patient', id: 2 });
  await erase(world, { kind: 'patient', id: 5 });
  await world.relay();
  return { restored: await restore(world, backup), queuedAtT };
}

async function mailTo2(): Promise<void> {
  world.therapist(2);
  await world.ingest(creationOf(2, 2));
  world.at(plus(MONDAY, DAY_MS));
  await world.batch();
  world.at(plus(SEND_TIME, DAY_MS));
}

/** Until mails that the batch has queued may leave. */
async function waitUntilDue(emailIds: string[]): Promise<void> {
  for (const id of emailIds) {
    const email = await world.email(id);
    if (email && email.notBefore > world.clock.now()) world.at(email.notBefore);
  }
}

/** So many days: the batch at night, two runs of the pump, the sweep in the evening. */
async function goOn(restored: World, days: number): Promise<void> {
  const batchAt = (day: number): Instant => plus(MONDAY, day * DAY_MS);
  const first = Math.ceil(msBetween(MONDAY, world.clock.now()) / DAY_MS);
  for (let day = first; day < first + days; day++) {
    world.at(batchAt(day));
    await restored.batch();
    for (const hour of [9, 14]) {
      world.at(plus(batchAt(day), hour * HOUR_MS));
      await restored.pump();
    }
    await restored.sweep();
  }
}

const acceptsOf = (emailId: string) => world.ses.accepted.filter(({ tags }) => tags['email_id'] === emailId);

/** Times between two mails to one address that are too short (I2), from SES's log alone. */
function tooSoon(): number[] {
  const byAddress = Map.groupBy(world.ses.accepted, ({ to }) => String(to));
  return [...byAddress.values()].flatMap((mails) =>
    mails.slice(1).flatMap(({ at }, index) => {
      const apart = msBetween(mails[index]!.at, at);
      return apart < INTERVAL_MS ? [apart] : [];
    }),
  );
}

describe('a restore', () => {
  let restored: World;
  let queuedAtT: string[];
  beforeEach(async () => {
    ({ restored, queuedAtT } = await liveThroughGap());
  });

  /** The drill of docs/restore.md, from the first command to the last. */
  async function drill(): Promise<void> {
    await note(restored.runtime, { restoredTo: plus(world.clock.now(), -HOUR_MS), by: 'staff-1' });
    await carry(restored.runtime);
    await finishErasures(restored);
    expect(await reconciled(restored.runtime, { by: 'staff-1' })).toMatchObject({ ok: true });
  }

  it('would send again what left in the gap: the history is one that needs the drill', async () => {
    for (const id of queuedAtT) {
      expect(acceptsOf(id)).toHaveLength(1);
      expect(await restored.email(id)).toMatchObject({ state: 'queued' });
    }
    expect((await everythingKept(world)).join()).not.toContain(ERASED.diagnose);
    expect((await everythingKept(restored)).join()).toContain(ERASED.diagnose);
    expect(await restored.request(2)).toMatchObject({ place: 'contact_email', patientId: 2 });
  });

  it('is noticed by itself, and nobody is contacted from then on, noted or not', async () => {
    const before = world.ses.accepted.length;
    expect(await restored.pump()).toMatchObject({ end: 'stopped_by_restore', accepted: 0 });
    expect(await restored.batch()).toMatchObject({ therapists: 0, finished: false });
    expect(await restored.sweep()).toMatchObject({ booked: 0, finished: false });
    await note(restored.runtime, { restoredTo: MONDAY, by: 'staff-1' });
    await goOn(restored, 3);
    expect(world.ses.accepted).toHaveLength(before);
    expect(await status(restored.runtime)).toMatchObject({ json: { stop: 'not_reconciled', epoch: 1 } });
  });

  it('is not reconciled before what must not be lost came over and all erasures are done', async () => {
    await note(restored.runtime, { restoredTo: MONDAY, by: 'staff-1' });
    expect(await reconciled(restored.runtime, { by: 'staff-1' })).toMatchObject({ ok: false });
    await carry(restored.runtime);
    expect(await reconciled(restored.runtime, { by: 'staff-1' })).toMatchObject({ ok: false });
    await finishErasures(restored);
    expect(await reconciled(restored.runtime, { by: 'staff-1' })).toMatchObject({ ok: true });
    expect(await status(restored.runtime)).toMatchObject({ json: { stop: null, running_erasures: 0 } });
  });

  it('I2, I4: mails nobody twice, neither what was queued nor whom it does not remember', async () => {
    const [lost = ''] = await world.emailsOf(4);
    await drill();
    // The topics are read again from T on: 4 comes once more.
    await restored.ingest(creationOf(4, 4));
    for (const id of [1, 3]) {
      world.patient(id + 100);
      await restored.ingest(creationOf(id + 100, id));
    }
    await goOn(restored, 16);
    for (const id of queuedAtT) expect(acceptsOf(id)).toHaveLength(1);
    expect(tooSoon()).toEqual([]);
    expect(world.ses.accepted.filter(({ to }) => String(to).includes('praxis-4'))).toHaveLength(2);
    expect(world.ses.accepted.filter(({ to }) => String(to).includes('praxis-6'))).toHaveLength(1);
    expect(await restored.contact(6)).toMatchObject({ objectionSource: 'unsubscribe_link' });
    // Nothing else is broken: numbers of events go on without a gap. What siblings were told of a mail that was made in
    // the gap stays true, and has no successor.
    expect(await sendViolations(restored)).toEqual([`I7 email ${lost}: published 1, 2 of 0`]);
  });

  it('keeps the rhythm of those whom nobody contacted in the gap', async () => {
    const { guard } = await restored.contact(1);
    await drill();
    expect((await restored.contact(1)).guard).toEqual(guard);
    expect((await restored.contact(3)).guard.openAt > plus(world.clock.now(), 6 * DAY_MS)).toBe(true);
  });

  it('I9: brings nobody back who was erased, by itself or by a replay', async () => {
    await drill();
    expect(await restored.request(2)).toMatchObject({ place: 'erased' });
    await restored.ingest(creationOf(2, 2), creationOf(5, 5));
    await goOn(restored, 10);
    expect(await restored.request(5)).toMatchObject({ place: 'erased' });
    expect((await everythingKept(restored)).join('\n')).not.toContain(ERASED.diagnose);
    const { items } = await restored.service.store.listErasures(10);
    expect(items.map((erasure) => [erasure.status, erasure.subjectId])).toEqual([
      ['done', undefined],
      ['done', undefined],
    ]);
  });

  it('may be carried over twice, and the second time changes nothing', async () => {
    await note(restored.runtime, { restoredTo: MONDAY, by: 'staff-1' });
    const first = await carry(restored.runtime);
    expect(first.json).toMatchObject({ erasures: 2, emails: 2, switches: 0 });
    const again = await carry(restored.runtime);
    expect(Object.values(again.json as Record<string, number>)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
