import { beforeEach, describe, expect, it } from '@jest/globals';
import { answerOpenly } from '../../support/answer-openly.ts';
import { interrupt } from '../../support/interleave.ts';
import { snapshot } from '../../support/snapshot.ts';
import { kafkaEvent, startWorld, worldPerTest, type KafkaRecord, type World } from '../../support/world.ts';

const world = worldPerTest();

const created = (of: World, id: number, therapist = 1) =>
  of.matchingRecord('match.created', { match_id: id, patient_id: id, therapist_id: therapist });
const pooledIds = async () =>
  (await world.service.store.firstPooled(1, 100)).map(({ requestId }) => requestId);

beforeEach(() => {
  world.therapist(1);
  for (let id = 1; id <= 9; id++) world.patient(id);
});

describe('a new request', () => {
  it('waits in the pool of its therapist, who is due', async () => {
    await world.match({ id: 7, therapist: 1, patient: 3 });
    expect(await world.request(7)).toMatchObject({
      therapistId: 1,
      patientId: 3,
      place: 'pending',
      alive: true,
      registeredOn: '2026-03-01',
    });
    expect(await pooledIds()).toEqual([7]);
    expect(await world.contact(1)).toMatchObject({ dueAt: world.clock.now(), poolVersion: 1 });
  });

  it('of a therapist who was written to is looked at a day before his turn', async () => {
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    world.at('2026-11-23T08:00:00.000Z');
    await world.pump();
    await world.match({ id: 2, therapist: 1 });
    expect(await world.contact(1)).toMatchObject({
      guard: { openAt: '2026-11-30T08:30:00.000Z' },
      dueAt: '2026-11-29T08:30:00.000Z',
    });
  });

  it('is registered although the patient service does not answer', async () => {
    world.patients.faults.set(1, '500');
    await world.match({ id: 1, therapist: 1 });
    expect(await world.request(1)).not.toHaveProperty('registeredOn');
    expect(await pooledIds()).toEqual([1]);
  });

  it.each([
    ['abgelehnt', 'closed', 0],
    ['angenommen', 'closed', 0],
    ['in_bearbeitung', 'pending', 1],
  ] as const)('FAULTS 14: whose status %s came before it is stored %s', async (status, place, emails) => {
    await world.status(1, status);
    expect(await world.request(1)).toMatchObject({ place });
    expect(await pooledIds()).toEqual([]);

    await world.match({ id: 1, therapist: 1 });
    expect(await world.request(1)).toMatchObject({ place, therapistId: 1, patientId: 1 });
    await world.batch();
    expect(await world.emailsOf(1)).toHaveLength(emails);
  });

  it('FAULTS 14: is applied although its place in the topic is before that of the status', async () => {
    const creation = created(world, 1);
    await world.status(1, 'abgelehnt');
    await world.ingest(creation);
    expect(await world.request(1)).toMatchObject({ place: 'closed', therapistId: 1, last: { offset: 1 } });
    await world.status(1, 'offen');
    expect(await pooledIds()).toEqual([1]);
  });
});

describe('a process that dies', () => {
  /** What is stored in the end, but for how often the pool was counted up. */
  const outcome = async (of: World) => {
    const { contacts } = await snapshot(of);
    for (const item of Object.values(contacts)) delete item['pool_version'];
    return contacts;
  };
  const prepared = async () => {
    const fresh = await startWorld();
    fresh.therapist(1);
    for (const id of [1, 2]) fresh.patient(id);
    const records: KafkaRecord[] = [
      created(fresh, 1),
      fresh.matchingRecord('match.status_changed', {
        match_id: 1,
        old_status: 'offen',
        new_status: 'abgelehnt',
      }),
      created(fresh, 2),
    ];
    return { fresh, event: kafkaEvent(records) };
  };

  it('FAULTS 46: at any call of an ingest leaves nothing that a redelivery does not complete', async () => {
    const clean = await prepared();
    const counter = clean.fresh.actor({ faults: () => undefined });
    await counter.matchingEvents(clean.event);
    const expected = await outcome(clean.fresh);
    await clean.fresh.stop();
    expect(Object.keys(expected)).toContain('request#2 request');

    for (let n = 1; n <= counter.log.calls; n++) {
      for (const death of ['die_before', 'die_after'] as const) {
        const { fresh, event } = await prepared();
        const dying = fresh.actor({ faults: (call) => (call.n === n ? death : undefined) });
        await dying.matchingEvents(event);
        await fresh.functions.matchingEvents(event);
        expect({ n, death, contacts: await outcome(fresh) }).toEqual({ n, death, contacts: expected });
        await fresh.stop();
      }
    }
  });

  it('FAULTS 46: between pool item and request has it mailed in the same week once it is redelivered', async () => {
    const record = created(world, 1);
    const dying = world.actor({
      faults: ({ input }) => (/"Item".*"request#1"/.test(JSON.stringify(input)) ? 'die_before' : undefined),
    });
    await dying.matchingEvents(kafkaEvent([record]));
    expect(await world.request(1)).toBeUndefined();
    expect(await pooledIds()).toEqual([1]);

    await world.batch();
    expect(await world.emailsOf(1)).toEqual([]);
    expect(await pooledIds()).toEqual([1]);

    await world.ingest(record);
    world.at('2026-11-24T00:00:00.000Z');
    await world.batch();
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await pooledIds()).toEqual([]);
  });
});

describe('two processes at once', () => {
  it('FAULTS 13: register one request, and the slower one leaves a pool item that the batch removes', async () => {
    const record = created(world, 1);
    const slow = world.actor();
    const race = interrupt(
      slow,
      ({ operation }) => operation === 'PutItem',
      async () => {
        await world.ingest(record);
        await world.batch();
      },
    );
    await slow.matchingEvents(kafkaEvent([record]));
    expect(race.done).toBe(true);
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', version: 2 });
    expect(await pooledIds()).toEqual([1]);

    world.at('2026-11-23T08:00:00.000Z');
    await world.pump();
    await answerOpenly(world, 1);
    world.at('2026-11-30T00:00:00.000Z');
    await world.batch();
    expect(await pooledIds()).toEqual([]);
    expect(await world.emailsOf(1)).toHaveLength(1);
  });
});
