import type { Evidence } from '../../local/invariants/evidence.ts';
import { readLedger, type Ledger } from '../../local/invariants/ledger.ts';
import { moveAhead, nextSendTime, readTime } from '../../local/stack/clock.ts';
import { eventually } from '../../local/stack/eventually.ts';
import { publish } from '../../local/stack/publish.ts';
import { runSchedule } from '../../local/stack/schedules.ts';
import { addRequests, type Match } from '../../local/stack/seed.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { HOUR_MS, msBetween } from '../../shared/domain/time.ts';
import type { ApiAnswer } from '../support/api-client.ts';
import { reportOn } from './ses-feedback.ts';
import { openDeployedApi, type DeployedApi } from './staff.ts';
import { say } from './stage-under-test.ts';
import { viewStage, type SeenMail, type StageView } from './stage-view.ts';

/** Never answers. His phone hours: Monday 9:00–10:00, Wednesday 13:00–13:30. */
export const SILENT = 201;
/** Is proposed to a second patient while his first mail is still young. */
export const WEEKLY = 202;
/** Is written to by staff, and answers. */
export const ANSWERING = 203;

const FIRST: Match[] = [
  { match_id: 1, patient_id: 1201, therapist_id: SILENT },
  { match_id: 2, patient_id: 1202, therapist_id: SILENT },
  { match_id: 3, patient_id: 1203, therapist_id: WEEKLY },
  { match_id: 5, patient_id: 1205, therapist_id: ANSWERING },
];
const LATER: Match = { match_id: 4, patient_id: 1204, therapist_id: WEEKLY };

/** Those who walk, and what they see. */
interface Scene {
  stage: DeployedStage;
  view: StageView;
  api: DeployedApi;
}

/** What a walk has seen from outside. */
export interface Walk {
  /** What the API said to the email that staff wrote, to the same call again, and to its answer. */
  written: { first: ApiAnswer; again: ApiAnswer };
  answered: ApiAnswer;
  /** The mails that had left by the end of each stop. */
  mails: Record<'first' | 'confirmed' | 'after168Hours' | 'all', readonly SeenMail[]>;
  /** Event types that were in the topic before any schedule ran the relay. */
  toldByStream: string[];
  /** States of the first emails after SES reported on them. */
  reported: string[];
  calls: { after150Hours: Ledger['calls']; after169Hours: Ledger['calls']; sweptAgain: Ledger['calls'] };
  /** Records that nobody understood. */
  parked: number;
  end: Ledger;
  evidence: Evidence;
}

/**
 * The service's main job on a deployed stage, through what is deployed: records of the topics, the API, the schedules'
 * own targets, SES's feedback, and a clock that moves by a week. Nothing is asserted here.
 */
export async function walkMainJob(stage: DeployedStage): Promise<Walk> {
  const scene: Scene = { stage, view: viewStage(stage), api: await openDeployedApi(stage) };
  const { mails: first, ...contacted } = await contactTherapists(scene);
  const { mails: confirmed, answered } = await takeAnAnswer(scene);
  const weekly = await holdTheWeek(scene);
  const followUp = await followUpSilence(scene);
  say('the relay runs, and every event is read back from the topic');
  const evidence = await scene.view.settle([...FIRST, LATER].map(({ match_id }) => match_id));
  const all = await scene.view.mails();
  return {
    ...contacted,
    answered,
    mails: { first, confirmed, after168Hours: weekly.mails, all },
    calls: { after150Hours: weekly.calls, ...followUp },
    parked: evidence.dump.runtime.filter(({ pk }) => pk === 'parked').length,
    end: readLedger(evidence.dump),
    evidence,
  };
}

/** Four requests come in; staff write about one, the batch about the others; SES reports the mails delivered. */
async function contactTherapists(scene: Scene) {
  const { stage, view } = scene;
  const now = await readTime(stage);
  await moveAhead(stage, msBetween(now, nextMorning(stage, now)));
  say('requests of four patients come in; one record that nobody understands');
  await publish(stage, [{ Source: 'matching-service', DetailType: 'match.created', Detail: '{"match_id":' }]);
  await addRequests(stage, FIRST);

  say('staff write to a therapist; the daily batch and the pump run');
  const written = await writeByHand(scene);
  await runSchedule(stage.local, 'daily-batch-processing');
  await runSchedule(stage.local, 'process-email-queue');
  const mails = [...(await view.mails())];
  const toldByStream = await eventually('the stream of the outbox has woken the relay', async () => {
    const types = (await view.published()).map(({ Detail }) => typeOf(Detail));
    return types.filter((type) => type === 'communication.email_sent').length >= mails.length && types;
  });

  say('SES reports the mails delivered');
  for (const mail of mails) await reportOn(stage, mail, ['Send', 'Delivery']);
  const reported = await eventually('the emails are delivered', async () => {
    const states = [...(await view.ledger()).emails.values()].map(({ email }) => email.state);
    return states.every((state) => state === 'delivered') && states;
  });
  return { written, mails, toldByStream, reported };
}

/** The client repeats its call, as after an answer that it did not get. */
async function writeByHand({ api }: Scene): Promise<Walk['written']> {
  const email = {
    therapist_id: ANSWERING,
    status: 'queued',
    template: 'initial_contact',
    placement_request_ids: [5],
  };
  const write = () => api.post('/api/emails', email, { key: 'an-email-by-hand' });
  return { first: await write(), again: await write() };
}

/** The therapist whom staff wrote to accepts: he is told what happens next. */
async function takeAnAnswer({ stage, view, api }: Scene) {
  say('staff record an answer; the pump runs');
  const [mine] =
    (await api.get('/api/emails', { query: { therapist_id: String(ANSWERING) } })).body.items ?? [];
  const answered = await api.post(`/api/emails/${mine?.id}/response`, {
    response_content: 'Gern, ab Januar.',
    entries: [{ id: `${mine?.id}-1`, response_outcome: 'accepted' }],
  });
  await runSchedule(stage.local, 'process-email-queue');
  return { answered, mails: [...(await view.mails())] };
}

/** A second request for a therapist who was written to: his mail is queued before the week is over, and waits. */
async function holdTheWeek({ stage, view }: Scene) {
  say('150 hours later another patient is proposed to a therapist who was written to');
  await moveAhead(stage, 150 * HOUR_MS);
  await addRequests(stage, [LATER]);
  await runSchedule(stage.local, 'daily-batch-processing');
  await runSchedule(stage.local, 'check-unanswered-emails');
  const { calls } = await view.ledger();

  say('168 hours after the first mails the pump runs: too early');
  await moveAhead(stage, 18 * HOUR_MS);
  await runSchedule(stage.local, 'process-email-queue');
  return { calls, mails: [...(await view.mails())] };
}

/** The margin of the cadence is over: the second mail leaves, and calls are booked for what nobody answered. */
async function followUpSilence({ stage, view }: Scene) {
  say('169 hours after the first mails the pump and the sweep run');
  await moveAhead(stage, HOUR_MS);
  await runSchedule(stage.local, 'process-email-queue');
  await view.mails();
  await runSchedule(stage.local, 'check-unanswered-emails');
  const { calls: after169Hours } = await view.ledger();
  await runSchedule(stage.local, 'check-unanswered-emails');
  const { calls: sweptAgain } = await view.ledger();
  return { after169Hours, sweptAgain };
}

/** Ten o'clock on the next day of sending: far from the edges of the send window, a week later too. */
function nextMorning({ config }: DeployedStage, now: string): string {
  return nextSendTime(now, { ...config, SEND_WINDOW: { from: '10:00', to: '10:15' } });
}

function typeOf(event: string): string {
  return (JSON.parse(event) as { eventType: string }).eventType;
}
