import { createAbsence } from '../../../../shared/use-cases/create-absence.ts';
import { callDesk, callService, valueOf } from '../../../support/call-desk.ts';
import { handOver } from '../../../support/api-seed-work-items.ts';
import { addRequest, openRequests, SEND_TIME } from '../../../support/sending.ts';
import { kafkaRecord, type World } from '../../../support/world.ts';
import type { Story } from '../story.ts';

/** Requests that come, close and come again, wherever they are by then; people who change; records that nobody understands. */
export const records: Story = {
  about: ['matching-events', 'daily-batch-processing'],
  async tell(world) {
    await openRequests(world, [1, 2, 3, 4, 5, 6]);
    // She shares a mailbox, where another's mail has the turn.
    world.therapist(13, { email: 'praxis-2@praxis.example' });
    await addRequest(world, 13, { therapist: 13 });
    // Nobody knows yet since when this patient waits.
    await world.match({ id: 12, therapist: 1 });
    await world.status(1, 'abgelehnt');
    await world.batch();
    world.at(SEND_TIME);
    await world.status(2, 'abgelehnt');
    await world.pump();
    await world.status(3, 'abgelehnt');
    await world.status(3, 'offen');

    await openRequests(world, [7]);
    await addRequest(world, 71, { therapist: 7 });
    await callDesk(world).booked({ therapistId: 7, requestIds: [71] });
    await world.status(71, 'abgelehnt');
    await handOver(world, 8, { requestIds: [81] });
    await world.status(81, 'abgelehnt');
    await placedElsewhere(world);
    await changedPeople(world);
    await parked(world);
  },
};

/** A therapist accepts a patient: his other request leaves where it is. */
async function placedElsewhere(world: World): Promise<void> {
  world.patient(9);
  for (const therapist of [91, 92]) {
    world.therapist(therapist);
    await world.match({ id: therapist, therapist, patient: 9 });
  }
  await world.status(91, 'angenommen');
}

/** A therapist is blocked with a queued mail and a call; one moves, one is erased. */
async function changedPeople(world: World): Promise<void> {
  const therapistEvent = (type: string, id: number, data = {}) =>
    world.ingest(
      kafkaRecord(
        Buffer.from(
          world.matchingRecord(`therapist.${type}`, { therapist_id: id, therapist_data: data }).value,
          'base64',
        ),
        id,
        { topic: 'therapist-events' },
      ),
    );
  await openRequests(world, [10, 11]);
  await callDesk(world).booked({ therapistId: 10, requestIds: [10] });
  await therapistEvent('updated', 10, {
    vorname: 'Erika',
    nachname: 'Musterfrau',
    email: 'neu@praxis.example',
  });
  await therapistEvent('blocked', 10);
  await therapistEvent('unblocked', 10);
  const days = { from: '2026-12-01', to: '2026-12-03' };
  valueOf(await createAbsence(callService(world), { therapistId: 11, ...days }));
  await world.ingest(
    kafkaRecord(
      Buffer.from(world.matchingRecord('patient.deleted', { patient_id: 11 }).value, 'base64'),
      11,
      { topic: 'patient-events' },
    ),
  );
}

/** One small enough for its item, one for the bucket. */
async function parked(world: World): Promise<void> {
  await world.ingest(kafkaRecord(Buffer.from('{'), 4711));
  await world.ingest(kafkaRecord(Buffer.alloc(100_000, '{'), 4712));
}
