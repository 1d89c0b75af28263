import { sesEvent } from '../../local/ses-events.ts';
import type { Desk } from './desk.ts';
import { callOf, freeEmail } from './office.ts';
import { patientData, requestOf, therapistData, THERAPISTS } from './people.ts';
import type { Refusal } from './quoting-errors.ts';
import { tell, tellByRule, tellOfRequest, tellPoison } from './records.ts';
import type { Stage } from './stage.ts';

const WRITES = ['TransactWriteItems', 'PutItem', 'UpdateItem', 'PutObject', 'PutEvents', 'SendRawEmail'];
const READS = ['TransactGetItems', 'GetItem', 'BatchGetItem', 'Query'];

/** A Tuesday, when all that was sent the Monday before is to be followed up. */
const FAULTS_TIME = '2026-12-01T09:00:00.000Z';

/** Everything is tried while nothing can be written, or nothing read, by whoever quotes what he was asked for. */
export async function meetFaults(stage: Stage, desk: Desk, emailId: string): Promise<void> {
  stage.world.at(FAULTS_TIME);
  await stage.functions.dailyBatch({});
  const work = [...functionsWork(stage), ...(await officeWork(stage, desk, emailId))];
  const spared = new Set(work);
  for (const name of ['ValidationException', 'InternalServerError'] as const)
    for (const operations of [WRITES, READS])
      for (const each of await meet(stage, { name, operations }, work)) spared.delete(each);
  if (spared.size > 0) throw new Error(`work that met no fault: ${[...spared].join('; ')}`);

  const { processEmailQueue, outboxRelay } = stage.functions;
  for (const operations of [['PutItem'], ['SendRawEmail']]) {
    await stage.functions.dailyBatch({});
    await meet(stage, { name: 'InternalServerError', operations }, [() => processEmailQueue({})]);
  }
  await meet(stage, { name: 'ValidationException', operations: ['PutEvents'] }, [() => outboxRelay({})]);
  await tellOfRequest(stage, THERAPISTS.late, 1);
  await stage.functions.dailyBatch({});
  stage.world.at(FAULTS_TIME.replace('09', '10'));
  await meet(stage, { name: 'ValidationException', operations: ['SendRawEmail'] }, [
    () => processEmailQueue({}),
  ]);
}

type Work = () => Promise<unknown>;

/** Tries everything, and returns what was refused something. */
async function meet({ quoting }: Stage, refusal: Refusal, work: Work[]): Promise<Work[]> {
  const met: Work[] = [];
  for (const each of work) {
    const refused = await quoting.during(refusal, () => each().catch(() => undefined));
    if (refused > 0) met.push(each);
  }
  return met;
}

function functionsWork(stage: Stage): Work[] {
  const { functions, canaries, world } = stage;
  const { toldByEvents, late } = THERAPISTS;
  const therapist = {
    therapist_id: toldByEvents,
    therapist_data: therapistData(canaries, 'event', toldByEvents),
  };
  const patient = { patient_id: requestOf(toldByEvents), patient_data: patientData(canaries, 'event') };
  const [mail] = world.ses.accepted;
  if (!mail) throw new Error('nothing was sent');
  return [
    () => tell(stage, 'therapist-events', 'therapist.updated', therapist),
    () => tell(stage, 'patient-events', 'patient.updated', patient),
    () => tellOfRequest(stage, late, 1),
    () => tellPoison(stage),
    () => tellByRule(stage),
    () => functions.dailyBatch({}),
    () => functions.processEmailQueue({}),
    () => functions.checkUnansweredEmails({}),
    () => functions.sesEvents(sesEvent(mail, 'Complaint')),
    () => functions.outboxRelay({}),
    () => functions.outboxRelay({ Records: [] }),
  ];
}

async function officeWork(stage: Stage, desk: Desk, emailId: string): Promise<Work[]> {
  const { text } = stage.canaries.seenIn('given');
  const email = `/api/emails/${emailId}`;
  const call = `/api/phone-calls/${await callOf(desk, THERAPISTS.notVerified)}`;
  const { items: [item] = [] } = await desk.read('/api/work-items');
  const absences = `/api/therapists/${THERAPISTS.late}/absences`;
  return [
    () => desk.post('/api/emails', freeEmail(stage, 'lost draft', 'given')),
    () => desk.put(email, { follow_up_notes: text('lost email: follow_up_notes') }),
    () => desk.post(`${email}/response`, { response_content: text('lost answer: response_content') }),
    () => desk.put(`/api/email-batches/${emailId}-1`, { response_notes: text('lost answer: notes') }),
    () => desk.put(call, { notes: text('lost call: notes') }),
    () =>
      desk.put(`${call.replace('calls', 'call-batches')}-1`, {
        follow_up_notes: text('lost call entry: notes'),
      }),
    () => desk.put(`/api/work-items/${item?.id}`, { notes: text('lost work item: notes') }),
    () => desk.post(absences, { from: '2026-12-08', to: '2026-12-08', note: text('lost absence: note') }),
    () => desk.read(email),
    () => desk.read(call),
    () => desk.read('/api/emails'),
  ];
}
