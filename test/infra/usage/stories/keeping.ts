import { DAY_MS } from '../../../../shared/domain/time.ts';
import { startErasure } from '../../../../shared/use-cases/start-erasure.ts';
import type { Api } from '../../../support/api.ts';
import { draftFor } from '../../../support/api-seed-outbox.ts';
import { dropParked } from '../parked-bytes.ts';
import { parkRecord } from '../../../support/api-seed-parked-records.ts';
import { handOver } from '../../../support/api-seed-work-items.ts';
import { callDesk, valueOf } from '../../../support/call-desk.ts';
import { finishErasures, receive } from '../../../support/erasures.ts';
import { sendMail, sendMails, SWEEP_TIME } from '../../../support/follow-up.ts';
import { addRequest, newestEmailOf, openRequests } from '../../../support/sending.ts';
import type { World } from '../../../support/world.ts';
import type { Story } from '../story.ts';

/** Persons about whom there is everything that can be kept, erased by the schedule; the rest is old one day. */
export const keeping: Story = {
  about: ['apply-erasures', 'apply-retention'],
  async tell(world) {
    await everythingAbout(world);
    for (const id of [1, 2]) valueOf(await startErasure(world.service, { subject: { kind: 'patient', id } }));
    valueOf(await startErasure(world.service, { subject: { kind: 'therapist', id: 3 } }));
    await finishErasures(world);
    await answered(world);
    await world.functions.applyRetention({});
    world.clock.advance(740 * DAY_MS);
    for (let run = 0; run < 3; run++) await world.functions.applyRetention({});
  },
};

/** Mails and a call that are over: with their answers, with notes, and a draft that nobody sent. */
async function answered(world: World): Promise<void> {
  for (const id of [4, 5]) {
    const emailId = await newestEmailOf(world, id);
    const decisions = [{ number: 1, outcome: 'rejected' as const, notes: 'Kein Platz.' }];
    await world.answer({ emailId, content: 'Leider nein.', decisions });
  }
  world.therapist(7);
  await draftFor(world, 7);
  await openRequests(world, [8]);
  const desk = callDesk(world);
  const callId = await desk.booked({ therapistId: 8, requestIds: [8] });
  await desk.note(callId, 1, { outcome: 'rejected', followUpNotes: 'Im Frühjahr wieder.' });
  await desk.update(callId, { status: 'completed', notes: 'Freundlich.' });
}

/** The same persons, erased by the request that asks for it. */
export const erasingAtOnce: Story = {
  about: ['erasures'],
  async tell(world, api) {
    await everythingAbout(world);
    for (const id of [1, 2]) await erase(api, 'patient', id);
    await erase(api, 'therapist', 3);
  },
};

async function erase(api: Api, subject_kind: string, subject_id: number): Promise<void> {
  const { status } = await api.post('/api/erasures', { subject_kind, subject_id });
  if (status >= 300) throw new Error(`the erasure was refused: ${status}`);
}

/** Mails, calls, work items, answers and parked records, of patients 1 and 2 and of therapist 3; some of each stay. */
async function everythingAbout(world: World): Promise<void> {
  await sendMail(world, 1, [1, 11]);
  await sendMail(world, 3, [3, 31]);
  await sendMails(world, [4, 5]);
  world.at(SWEEP_TIME);
  await world.sweep();
  for (const id of [1, 4]) {
    const emailId = await newestEmailOf(world, id);
    await receive(world, `of-${id}`, { status: 'confirmed', emailId, therapistId: id });
  }
  await receive(world, 'of-nobody', { status: 'triage', text: 'über 2' });
  await openRequests(world, [2]);
  await callDesk(world).booked({ therapistId: 2, requestIds: [2] });
  await addRequest(world, 32, { therapist: 3 });
  await handOver(world, 6, { requestIds: [61] });
  await world.match({ id: 62, therapist: 6, patient: 1 });
  await parkedAbout(world, 1);
}

async function parkedAbout(world: World, patientId: number): Promise<void> {
  const { value } = world.matchingRecord('patient.updated', { patient_id: patientId });
  const record = Buffer.from(value, 'base64');
  const place = { topic: 'patient-events', partition: 0, reason: 'unsupported_version' } as const;
  await parkRecord(world, { ...place, offset: 1, bytes: record });
  // What stands of it in the table is about nobody any more, when its bytes are gone.
  await parkRecord(world, { ...place, offset: 3, bytes: Buffer.alloc(100_000, ' ') });
  await dropParked(world, 3);
  await parkRecord(world, {
    ...place,
    offset: 2,
    bytes: Buffer.concat([record, Buffer.alloc(100_000, ' ')]),
  });
}
