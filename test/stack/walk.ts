import type { Evidence } from '../../local/invariants/evidence.ts';
import { readLedger, type Ledger } from '../../local/invariants/ledger.ts';
import { moveAhead, nextSendTime, readTime } from '../../local/stack/clock.ts';
import { publish } from '../../local/stack/events.ts';
import { eventually } from '../../local/stack/eventually.ts';
import { runSchedule } from '../../local/stack/schedules.ts';
import { addRequests, type Match } from '../../local/stack/seed.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { HOUR_MS, msBetween } from '../../shared/domain/time.ts';
import { listenOnBus, type BusListener } from './bus-listener.ts';
import { reportOn } from './ses-feedback.ts';
import { viewStage, type SeenMail, type StageView } from './stage-view.ts';

/** Never answers. His phone hours: Monday 9:00–10:00, Wednesday 13:00–13:30. */
export const SILENT = 201;
/** Is proposed to a second patient while his first mail is still young. */
export const WEEKLY = 202;

const FIRST: Match[] = [
  { match_id: 1, patient_id: 1201, therapist_id: SILENT },
  { match_id: 2, patient_id: 1202, therapist_id: SILENT },
  { match_id: 3, patient_id: 1203, therapist_id: WEEKLY },
];
const LATER: Match = { match_id: 4, patient_id: 1204, therapist_id: WEEKLY };

/** Those who walk, and what they see. */
interface Scene {
  stage: DeployedStage;
  view: StageView;
  bus: BusListener;
  say: (line: string) => void;
}

/** What a walk has seen from outside. */
export interface Walk {
  /** The mails that had left by the end of each stop. */
  mails: { first: readonly SeenMail[]; after168Hours: readonly SeenMail[]; all: readonly SeenMail[] };
  /** Event types that were on the bus before any schedule ran the relay. */
  heardByStream: string[];
  /** States of the first emails after SES reported on them. */
  reported: string[];
  calls: { after150Hours: Ledger['calls']; after169Hours: Ledger['calls']; sweptAgain: Ledger['calls'] };
  /** Records that nobody understood. */
  parked: number;
  end: Ledger;
  evidence: Evidence;
}

/**
 * The service's main job on a deployed stage, through what is deployed: events on the bus, the schedules' own targets,
 * SES's feedback, and a clock that moves by a week. Nothing is asserted here.
 */
export async function walkMainJob(stage: DeployedStage, say: (line: string) => void): Promise<Walk> {
  const bus = await listenOnBus(stage);
  try {
    const scene: Scene = { stage, view: await viewStage(stage), bus, say };
    const first = await contactTherapists(scene);
    const weekly = await holdTheWeek(scene);
    const followUp = await followUpSilence(scene);
    const { dump, ...rest } = await settle(scene);
    const all = await scene.view.mails();
    return {
      mails: { first: first.mails, after168Hours: weekly.mails, all },
      heardByStream: first.heard,
      reported: first.reported,
      calls: { after150Hours: weekly.calls, ...followUp },
      ...rest,
      end: readLedger(dump),
      evidence: {
        accepted: [...all],
        published: inOrder(await bus.heard()),
        dump,
        created: [...FIRST, LATER].map(({ match_id }) => match_id),
      },
    };
  } finally {
    await bus.stop();
  }
}

/** Three requests come in, are batched and mailed; SES reports the mails delivered. */
async function contactTherapists(scene: Scene) {
  const { stage, view, bus, say } = scene;
  const now = await readTime(stage);
  await moveAhead(stage, msBetween(now, nextMorning(scene, now)));
  say('requests of three patients come in; one record that nobody understands');
  await publish(stage, [
    { Source: 'matching-service', DetailType: 'match.created', Detail: '{"match_id":"7"}' },
  ]);
  await addRequests(stage, FIRST);

  say('the daily batch and the pump run');
  await runSchedule(stage.local, 'daily-batch-processing');
  await runSchedule(stage.local, 'process-email-queue');
  const mails = [...(await view.mails())];
  const heard = await eventually('the stream of the outbox has woken the relay', async () => {
    const types = (await bus.heard()).map(({ DetailType = '' }) => DetailType);
    return types.filter((type) => type === 'communication.email_sent').length >= mails.length && types;
  });

  say('SES reports the mails delivered');
  for (const mail of mails) await reportOn(stage, mail, ['Send', 'Delivery']);
  const reported = await eventually('the emails are delivered', async () => {
    const states = [...(await view.ledger()).emails.values()].map(({ email }) => email.state);
    return states.every((state) => state === 'delivered') && states;
  });
  return { mails, heard, reported };
}

/** A second request for a therapist who was written to: his mail is queued before the week is over, and waits. */
async function holdTheWeek({ stage, view, say }: Scene) {
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
async function followUpSilence({ stage, view, say }: Scene) {
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

/** What was said is on the bus, and the tables are at rest. */
async function settle({ stage, view, bus, say }: Scene) {
  say('the relay runs');
  await runSchedule(stage.local, 'outbox-relay');
  const dump = await eventually('the outbox is empty', async () => {
    const tables = await view.dump();
    return tables.outbox.length === 0 && tables;
  });
  const { emails, calls } = readLedger(dump);
  const told = [
    ...[...emails.values()].map(({ email }) => email.seq),
    ...[...calls.values()].map(({ call }) => call.seq),
  ];
  const owed = told.reduce((sum, seq) => sum + seq, 0);
  await eventually('every event has arrived', async () => (await bus.heard()).length >= owed);
  const parked = dump.runtime.filter(({ pk }) => pk === 'parked').length;
  return { dump, parked };
}

/** Ten o'clock on the next day of sending: far from the edges of the send window, a week later too. */
function nextMorning({ stage }: Scene, now: string): string {
  return nextSendTime(now, { ...stage.config, SEND_WINDOW: { from: '10:00', to: '10:15' } });
}

/** EventBridge keeps no order; `seq` does (DESIGN §8). */
function inOrder(published: Evidence['published']): Evidence['published'] {
  const seqOf = ({ Detail = '{}' }: Evidence['published'][number]) =>
    (JSON.parse(Detail) as { seq: number }).seq;
  return published.toSorted((a, b) => seqOf(a) - seqOf(b));
}
