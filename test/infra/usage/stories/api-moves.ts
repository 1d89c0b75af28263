import { objectByEmail } from '../../../../shared/use-cases/record-objection.ts';
import type { Api } from '../../../support/api.ts';
import { draftFor, garble } from '../../../support/api-seed-outbox.ts';
import { parkRecord } from '../../../support/api-seed-parked-records.ts';
import { callDesk } from '../../../support/call-desk.ts';
import { sendMail, sendMails, SWEEP_TIME } from '../../../support/follow-up.ts';
import { addRequest, newestEmailOf, openRequests } from '../../../support/sending.ts';
import type { World } from '../../../support/world.ts';
import { dropParked } from '../parked-bytes.ts';
import { done, tagOf, type Story } from '../story.ts';

/** What staff do that reaches further than the resource that they speak of. */
export const apiMoves: Story = {
  about: ['emails', 'phone-calls', 'therapists', 'parked-records', 'outbox'],
  async tell(world, api) {
    await sendMails(world, [1, 2, 3, 4]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await answers(world, api);
    await calls(world, api);
    await absences(world, api);
    await redriven(world, api);
    await released(world, api);
  },
};

/** An answer to a mail whose call is booked; a request in the pool joins a mail. */
async function answers(world: World, api: Api): Promise<void> {
  const emailId = await newestEmailOf(world, 1);
  const entries = [{ id: `${emailId}-1`, response_outcome: 'rejected' }];
  await done(api.post(`/api/emails/${emailId}/response`, { response_content: 'Leider nein.', entries }));
  await openRequests(world, [10]);
  const wanted = { status: 'queued', template: 'initial_contact', batch_id: 'november' };
  const { body } = await done(
    api.post('/api/emails', { therapist_id: 10, placement_request_ids: [10], ...wanted }),
  );
  await addRequest(world, 101, { therapist: 10 });
  await done(api.post(`/api/emails/${body.id}/batches`, { placement_request_id: 101 }));
  await done(api.get('/api/emails', { query: { batch_id: 'november' } }));
}

/** Calls that are booked for what waits elsewhere, that fail, and that are made. */
async function calls(world: World, api: Api): Promise<void> {
  await openRequests(world, [20]);
  await done(api.post('/api/phone-calls', { therapist_id: 20 }));
  await addRequest(world, 21, { therapist: 20 });
  await done(api.post('/api/phone-calls', { therapist_id: 20, placement_request_ids: [21] }));
  const [{ callId } = { callId: '' }] = (await world.contact(2)).openCalls;
  const path = `/api/phone-call-batches/${callId}-1`;
  await done(api.put(path, { discussed: true, outcome: 'accepted' }, await tagOf(api, path)));
  const failing = (await world.contact(20)).openCalls[0]?.callId ?? '';
  await done(
    api.put(
      `/api/phone-calls/${failing}`,
      { status: 'failed' },
      await tagOf(api, `/api/phone-calls/${failing}`),
    ),
  );
  await done(api.get('/api/phone-calls', { query: { therapist_id: '2' } }));
}

/** An absence moves one call and leaves no place for another. */
async function absences(world: World, api: Api): Promise<void> {
  await openRequests(world, [30, 31]);
  const desk = callDesk(world);
  for (const id of [30, 31]) await desk.booked({ therapistId: id, requestIds: [id] });
  const absence = { from: '2026-11-30', to: '2026-12-04' };
  await done(api.post('/api/therapists/30/absences', absence));
  await done(api.post('/api/therapists/31/absences', { ...absence, to: '2027-01-31' }));
}

/**
 * Parked records, in an item and in the bucket, that are about requests in a call, in an email and of a patient whom
 * another therapist takes; poison stays, one is dropped, and of one the bytes are gone.
 */
async function redriven(world: World, api: Api): Promise<void> {
  await openRequests(world, [40, 41]);
  await callDesk(world).booked({ therapistId: 40, requestIds: [40] });
  await world.batch();
  world.therapist(42);
  await world.match({ id: 43, therapist: 42, patient: 41 });
  const told = (id: number, new_status: string) =>
    Buffer.from(
      world.matchingRecord('match.status_changed', { match_id: id, old_status: 'offen', new_status }).value,
      'base64',
    );
  const large = Buffer.concat([told(43, 'angenommen'), Buffer.alloc(100_000, ' ')]);
  const poison = Buffer.alloc(100_000, '{');
  const place = { topic: 'patient-events', partition: 0, reason: 'unsupported_version' } as const;
  const records = [told(40, 'abgelehnt'), large, poison, poison, poison];
  for (const [offset, bytes] of records.entries()) await parkRecord(world, { ...place, offset, bytes });
  const path = (offset: number) => `/api/parked-records/patient-events-0-${String(offset).padStart(16, '0')}`;
  for (const offset of [0, 1]) await done(api.post(`${path(offset)}/redrive`, undefined));
  await api.post(`${path(2)}/redrive`, undefined);
  await done(api.delete(path(3), await tagOf(api, path(3))));
  await dropParked(world, 4);
  await api.get(path(4));
}

/** What stands in the way of a release is replaced, in an item and in the bucket; present states are told again. */
async function released(world: World, api: Api): Promise<void> {
  world.therapist(50);
  const release = (id: string) => done(api.post('/api/outbox/release', { aggregate: { kind: 'email', id } }));
  const draft = await draftFor(world, 50);
  await release(draft);
  await garble(world, draft);
  await release(draft);
  const other = await draftFor(world, 50);
  await garble(world, other, `{"id":"${'x'.repeat(100_000)}`);
  await release(other);
  const sent = await sendMail(world, 51, [51]);
  const objected = await newestEmailOf(world, 4);
  await objectByEmail(world.service, { emailId: objected, source: 'unsubscribe_link' });
  const [{ callId } = { callId: '' }] = (await world.contact(3)).openCalls;
  const aggregates = [
    { kind: 'email', id: sent },
    { kind: 'call', id: callId },
    { kind: 'request', id: 1 },
    { kind: 'therapist', id: 4 },
  ];
  for (const aggregate of aggregates) await done(api.post('/api/outbox/announce', { aggregate }));
}
