import { afterEach, describe, expect, it } from '@jest/globals';
import { sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { interrupt } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { snapshot, snapshotWithoutIds } from '../../support/snapshot.ts';
import { kafkaEvent, kafkaRecord, startWorld, type KafkaRecord, type World } from '../../support/world.ts';

/** A world that writes down every record of its topics. */
async function startRecordedWorld() {
  const world = await startWorld();
  const topics: KafkaRecord[] = [];
  const recorded = {
    ...world,
    topics,
    async tell(...records: KafkaRecord[]) {
      topics.push(...records);
      expect(await world.ingest(...records)).toEqual({ batchItemFailures: [] });
    },
    create: (id: number, therapist: number) =>
      recorded.tell(
        world.matchingRecord('match.created', { match_id: id, patient_id: id, therapist_id: therapist }),
      ),
    move: (id: number, new_status: string) =>
      recorded.tell(world.matchingRecord('match.status_changed', { match_id: id, new_status })),
    aboutTherapist(id: number, eventType: string) {
      const offset = topics.length;
      const payload = { therapist_id: id, therapist_data: { nachname: `Nr. ${offset}` } };
      const bytes = Buffer.from(
        JSON.stringify({
          eventId: `therapist-${offset}`,
          eventType,
          version: 1,
          timestamp: world.clock.now(),
          payload,
        }),
      );
      return recorded.tell(kafkaRecord(bytes, offset, { topic: 'therapist-events' }));
    },
  };
  for (const id of [1, 2, 3]) world.therapist(id);
  for (let id = 1; id <= 12; id++) world.patient(id);
  return recorded;
}

type RecordedWorld = Awaited<ReturnType<typeof startRecordedWorld>>;

const worlds: World[] = [];
const recordedWorld = async (): Promise<RecordedWorld> => {
  const world = await startRecordedWorld();
  worlds.push(world);
  return world;
};

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
});

/** Requests that were created, rejected, reopened and rejected again, some before their creation; blocks, too. */
async function live(world: RecordedWorld) {
  for (const id of [1, 2, 3, 4]) await world.create(id, 1);
  await world.move(5, 'abgelehnt');
  await world.create(5, 1);
  await world.move(6, 'in_bearbeitung');
  await world.create(6, 2);
  await world.aboutTherapist(3, 'therapist.created');
  await world.create(7, 3);
  await world.aboutTherapist(3, 'therapist.blocked');
  for (const status of ['abgelehnt', 'offen', 'abgelehnt']) await world.move(1, status);
  for (const status of ['abgelehnt', 'offen']) await world.move(2, status);
}

const places = async (world: World) => {
  const requests = await world.service.store.getRequests([...Array(12).keys()]);
  return Object.fromEntries(requests.map(({ id, place }) => [id, place]));
};

describe('the topics replayed from offset 0', () => {
  it('FAULTS 47: move nothing, whatever the requests have gone through since', async () => {
    const world = await recordedWorld();
    await live(world);
    const emailId = await sendMail(world, 1, []);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    await world.move(4, 'abgelehnt');
    await world.move(6, 'abgelehnt');
    await world.move(6, 'offen');
    await world.aboutTherapist(3, 'therapist.unblocked');
    world.at(SWEEP_TIME);
    await world.batch();
    await world.sweep();
    await world.create(8, 2);
    expect(await places(world)).toEqual({
      1: 'closed',
      2: 'answered',
      3: 'work_item',
      4: 'closed',
      5: 'closed',
      6: 'call',
      7: 'contact_email',
      8: 'pending',
    });

    const before = await snapshot(world);
    expect(await world.ingest(...world.topics)).toEqual({ batchItemFailures: [] });
    for (const record of world.topics) await world.ingest(record);
    expect(await snapshot(world)).toEqual(before);
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each([1, 8, 15])(
    'FAULTS 47: change nothing for a batch that runs meanwhile, at read %d',
    async (nth) => {
      const [replayed, quiet] = [await recordedWorld(), await recordedWorld()];
      await live(replayed);
      await live(quiet);
      await quiet.batch();

      const replay = replayed.actor();
      const race = interrupt(
        replay,
        ({ operation, n }) => operation === 'GetItem' && n === nth,
        () => replayed.batch(),
      );
      await replay.matchingEvents(kafkaEvent(replayed.topics));
      expect(race.done).toBe(true);
      expect(await places(replayed)).toMatchObject({ 1: 'closed', 2: 'contact_email', 7: 'pending' });
      expect(await snapshotWithoutIds(replayed)).toEqual(await snapshotWithoutIds(quiet));
    },
  );
});
