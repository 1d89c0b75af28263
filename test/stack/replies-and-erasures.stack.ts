import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toSettings } from '../../functions/wiring/settings.ts';
import { composeAnswer } from '../../local/console/answer-mail.ts';
import { read } from '../../local/console/mails.ts';
import { createMailReceiver } from '../../local/inbound-mail.ts';
import { checkInvariants } from '../../local/invariants.ts';
import { readLedger } from '../../local/invariants/ledger.ts';
import { readPublished } from '../../local/invariants/published.ts';
import { moveAhead, moveToSendTime, readTime } from '../../local/stack/clock.ts';
import { siblingEvent } from '../../local/stack/events.ts';
import { eventually } from '../../local/stack/eventually.ts';
import { publish } from '../../local/stack/publish.ts';
import { runSchedule } from '../../local/stack/schedules.ts';
import { addRequests, type Match } from '../../local/stack/seed.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { SECOND_ROUND_AFTER_MS } from '../../shared/domain/privacy/erasure.ts';
import { MINUTE_MS } from '../../shared/domain/time.ts';
import { createAwsClients } from '../../shared/platform/aws-clients.ts';
import { readable } from '../support/erasures.ts';
import { untilGroupIsAtEnd } from '../support/topic-log.ts';
import { carryTopics } from './carry-topics.ts';
import { openDeployedApi, type DeployedApi } from './staff.ts';
import { brokerOf, emptyStage, say } from './stage-under-test.ts';
import { viewStage, type SeenMail, type StageView } from './stage-view.ts';

/** Answers the mail about two patients. */
const REPLYING = 211;
/** Is written to about the patient who is erased. */
const OTHER = 212;
const FORGOTTEN = 1213;
const MATCHES: Match[] = [
  { match_id: 11, patient_id: 1211, therapist_id: REPLYING },
  { match_id: 12, patient_id: 1212, therapist_id: REPLYING },
  { match_id: 13, patient_id: FORGOTTEN, therapist_id: OTHER },
];
/** Words that nobody else's data hold. */
const OWN_WORDS = 'Schlaflosigkeit seit dem Umzug ins Land Nirgendwo';

let stage: DeployedStage;
let view: StageView;
let api: DeployedApi;
let sent: readonly SeenMail[];

beforeAll(async () => {
  stage = await emptyStage();
  view = viewStage(stage);
  api = await openDeployedApi(stage);
  await moveToSendTime(stage);
  await addRequests(stage, MATCHES);
  const patient_data = { aktuelle_psychische_beschwerden: OWN_WORDS };
  await publish(stage, [
    siblingEvent('patient.updated', FORGOTTEN, {
      at: await readTime(stage),
      payload: { patient_id: FORGOTTEN, patient_data },
    }),
  ]);
  await eventually('the service knows what the patient told', async () => (await keptWords()).length > 0);
  await runSchedule(stage.local, 'daily-batch-processing');
  await runSchedule(stage.local, 'process-email-queue');
  sent = [...(await view.mails())];
  say(`${sent.length} mails have left`);
});

/** Everything in the tables that holds the words of the patient, or names him. */
async function keptWords(): Promise<string[]> {
  const items = Object.values(await view.dump())
    .flat()
    .map(readable);
  return items.filter((item) => item.includes(OWN_WORDS) || item.includes(`patient#${FORGOTTEN}`));
}

const mailTo = (therapist: number) => sent.find(({ to }) => to[0] === `praxis-${therapist}@praxis.example`)!;

/** The therapist's mail program answers; SES receives that, stores it and calls the deployed function, which nobody waits for. */
async function reply(mail: SeenMail, text: string): Promise<void> {
  await moveAhead(stage, MINUTE_MS);
  const at = await readTime(stage);
  const lambda = new LambdaClient(stage.local.client);
  const receive = createMailReceiver(
    { aws: createAwsClients({ s3: stage.local.client }), config: stage.config, clock: { now: () => at } },
    (FunctionName, event) =>
      lambda.send(
        new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }),
      ),
  );
  await receive(await composeAnswer(await read(mail), { kind: 'reply', text, at }));
}

describe('a reply by mail', () => {
  it('is matched to its email and proposes what it decides; staff confirm it, and the therapist is told', async () => {
    const email = mailTo(REPLYING).tags['email_id'] ?? '';
    await reply(
      mailTo(REPLYING),
      'Guten Tag, Patient 1 nehme ich gern, Patient 2 leider nicht, ich bin voll.',
    );
    const [mail] = await eventually('the mail is among those that wait for staff', async () => {
      const { items = [] } = (await api.get('/api/inbound-mails')).body;
      return items.length > 0 && items;
    });
    expect(mail).toMatchObject({
      kind: 'reply',
      status: 'matched',
      matched_by: 'token',
      matched_email_id: email,
      proposals: [
        { entry: `${email}-1`, outcome: 'accepted' },
        { entry: `${email}-2`, outcome: 'rejected', reason: 'no_capacity' },
      ],
    });

    const confirmed = await api.put(
      `/api/inbound-mails/${mail!.id}`,
      {
        status: 'confirmed',
        entries: [
          { id: `${email}-1`, response_outcome: 'accepted' },
          { id: `${email}-2`, response_outcome: 'rejected', response_reason: 'no_capacity' },
        ],
      },
      { version: mail!.version! },
    );
    expect([confirmed.status, confirmed.body['status']]).toEqual([200, 'confirmed']);
    const { requests } = await view.ledger();
    expect([11, 12].map((id) => requests.get(id)?.place)).toEqual(['answered', 'answered']);

    await runSchedule(stage.local, 'process-email-queue');
    const [confirmation, ...more] = (await view.mails()).slice(sent.length);
    expect(more).toEqual([]);
    expect(confirmation?.to).toEqual([`praxis-${REPLYING}@praxis.example`]);
  });
});

describe('an erasure', () => {
  it('takes the patient out of every table, and reading the topics again does not bring him back', async () => {
    expect(await keptWords()).not.toEqual([]);
    const asked = await api.post('/api/erasures', { subject_kind: 'patient', subject_id: FORGOTTEN });
    expect(asked.status).toBe(201);
    await runSchedule(stage.local, 'apply-erasures');
    await moveAhead(stage, SECOND_ROUND_AFTER_MS);
    await runSchedule(stage.local, 'apply-erasures');
    const { body } = await api.get(`/api/erasures/${asked.body.id}`);
    expect(body).toMatchObject({ status: 'done', counts: { placement_requests: 1 } });
    expect(await keptWords()).toEqual([]);

    const again = await carryTopics(stage.local, brokerOf(stage), 'again');
    await untilGroupIsAtEnd(brokerOf(stage), 'again-patient-events', 'patient-events');
    await untilGroupIsAtEnd(brokerOf(stage), 'again-matching-events', 'matching-events');
    await again.stop();
    expect(await keptWords()).toEqual([]);
    expect((await view.ledger()).requests.get(13)?.place).toBe('erased');
  });
});

describe('in the end', () => {
  it('every event is in the topic, and the invariants hold', async () => {
    const evidence = await view.settle(MATCHES.map(({ match_id }) => match_id));
    const broken = Object.entries(checkInvariants(evidence, toSettings(stage.config)));
    expect(broken.filter(([, violations]) => violations.length > 0)).toEqual([]);
    const { events, unreadable } = readPublished(evidence.published);
    expect(unreadable).toEqual([]);
    const told = new Set(events.map(({ event }) => event.eventId));
    const { emails, requests } = readLedger(evidence.dump);
    const owed = [...emails.values()]
      .map(({ email }) => email.seq)
      .concat([...requests.values()].map(({ seq }) => seq));
    expect(told.size).toBe(owed.reduce((sum, seq) => sum + seq, 0));
    expect(JSON.stringify(evidence.published)).not.toContain(OWN_WORDS);
  });
});
