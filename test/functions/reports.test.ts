import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { build as buildMatchingEvents } from '../../functions/events/matching-events.ts';
import { build as buildOutboxRelay } from '../../functions/events/outbox-relay.ts';
import { build as buildInboundMail } from '../../functions/feedback/inbound-mail.ts';
import { build as buildSesEvents } from '../../functions/feedback/ses-events.ts';
import { build as buildCheckUnansweredEmails } from '../../functions/schedules/check-unanswered-emails.ts';
import { build as buildDailyBatch } from '../../functions/schedules/daily-batch-processing.ts';
import { build as buildProcessEmailQueue } from '../../functions/schedules/process-email-queue.ts';
import { inboundMailEvent } from '../../local/inbound-mail.ts';
import { sesEvent } from '../../local/ses-events.ts';
import { ACCOUNT, arnOf } from '../../local/template/physical-names.ts';
import { withMiddleware, type BuildHandler } from '../../shared/platform/lambda.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { allCalls, sendMails, SWEEP_TIME } from '../support/follow-up.ts';
import { SEND_TIME } from '../support/sending.ts';
import { kafkaEvent, kafkaRecord, worldPerTest } from '../support/world.ts';

const world = worldPerTest();

/** Invokes a function as Lambda does, with so many milliseconds left. */
function invoke<Event, Answer>(
  build: BuildHandler<Event, Answer, KeyedRuntime>,
  event: Event,
  remainingMs = 60_000,
) {
  const context = {
    functionName: 'some-function',
    invokedFunctionArn: arnOf('AWS::Lambda::Function', 'some-function'),
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => remainingMs,
  } as Context;
  return withMiddleware(world.runtime, build(world.runtime))(event, context);
}

/** The counters that the functions wrote. */
const counted = (name: string) =>
  (world.runtime.metrics as typeof world.runtime.metrics & { counts: Map<string, number> }).counts.get(name);

async function openRequests(ids: number[]): Promise<void> {
  for (const id of ids) {
    world.therapist(id);
    world.patient(id);
    await world.match({ id, therapist: id });
  }
}

describe('the function matching-events', () => {
  it('answers that every record was taken', async () => {
    const record = world.matchingRecord('match.created', { match_id: 1, patient_id: 1, therapist_id: 1 });
    expect(await invoke(buildMatchingEvents, kafkaEvent([record]))).toEqual({ batchItemFailures: [] });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
  });

  it('parks what cannot be understood and answers that it was taken', async () => {
    const poison = kafkaRecord(Buffer.from('{'), 7);
    expect(await invoke(buildMatchingEvents, kafkaEvent([poison]))).toEqual({ batchItemFailures: [] });
  });
});

describe('the function daily-batch-processing', () => {
  it('answers with its report', async () => {
    await openRequests([1, 2]);
    expect(await invoke(buildDailyBatch, {})).toEqual({
      therapists: 2,
      emails: 2,
      requests: 2,
      deferred: {},
      moved: 0,
      failed: 0,
      finished: true,
    });
    expect(counted('emails_created')).toBe(2);
  });

  it('begins with nothing when its time is over, and says so', async () => {
    await openRequests([1, 2]);
    expect(await invoke(buildDailyBatch, {}, 10_000)).toMatchObject({ emails: 0, finished: false });
    expect(await invoke(buildDailyBatch, {})).toMatchObject({ emails: 2, finished: true });
  });

  it('goes on with the next therapist when one fails, and counts the failure', async () => {
    await openRequests([1, 2]);
    const actor = world.actor({
      faults: ({ operation, input }) =>
        operation === 'GetItem' && JSON.stringify(input).includes('therapist#1"') ? 'error' : undefined,
    });
    expect(await actor.dailyBatch({})).toMatchObject({ emails: 1, failed: 1, finished: true });
    expect(counted('run_failures')).toBe(1);
  });
});

describe('the function process-email-queue', () => {
  it('answers with its report', async () => {
    await openRequests([1]);
    await world.batch();
    world.at(SEND_TIME);
    expect(await invoke(buildProcessEmailQueue, {})).toEqual({
      end: 'queue_empty',
      accepted: 1,
      rejected: 0,
      notNow: 0,
      unknown: 0,
      postponed: 0,
      canceled: 0,
      failed: 0,
      rescued: { unknown: 0, unresolved: 0 },
    });
    expect(counted('emails_accepted')).toBe(1);
  });

  it('sends nothing when its time is over', async () => {
    await openRequests([1]);
    await world.batch();
    world.at(SEND_TIME);
    expect(await invoke(buildProcessEmailQueue, {}, 9_000)).toMatchObject({
      end: 'out_of_time',
      accepted: 0,
    });
    expect(world.ses.accepted).toEqual([]);
  });
});

describe('the function check-unanswered-emails', () => {
  it('answers with its report', async () => {
    await sendMails(world, [1]);
    world.at(SWEEP_TIME);
    expect(await invoke(buildCheckUnansweredEmails, {})).toEqual({
      booked: 1,
      joined: 0,
      mail_awaited: 0,
      handed_over: 0,
      postponed: 0,
      nothing_open: 0,
      failed: 0,
      finished: true,
    });
  });

  it('books nothing more when its time is over, and goes on at the next run', async () => {
    await sendMails(world, [1, 2, 3]);
    world.at('2026-11-30T08:01:00.000Z');
    expect(await invoke(buildCheckUnansweredEmails, {}, 10_000)).toMatchObject({
      booked: 0,
      finished: false,
    });
    expect(await allCalls(world)).toEqual([]);
    expect(await invoke(buildCheckUnansweredEmails, {})).toMatchObject({ booked: 3, finished: true });
  });

  it('goes on with the next therapist when one fails, and counts the failure', async () => {
    await sendMails(world, [1, 2]);
    world.at('2026-11-30T08:01:00.000Z');
    const actor = world.actor({
      faults: ({ operation, input }) =>
        operation === 'TransactWriteItems' && JSON.stringify(input).includes('calendar#therapist#1"')
          ? 'error'
          : undefined,
    });
    expect(await actor.checkUnansweredEmails({})).toMatchObject({ booked: 1, failed: 1, finished: true });
    expect(counted('run_failures')).toBe(1);
    expect(await world.sweep()).toMatchObject({ booked: 1, failed: 0 });
  });
});

describe('the function ses-events', () => {
  it('answers nothing, and counts what it applied and what is not ours', async () => {
    await sendMails(world, [1]);
    const [mail] = world.ses.accepted;
    if (!mail) throw new Error('nothing was sent');
    expect(await invoke(buildSesEvents, sesEvent(mail, 'Delivery'))).toBeUndefined();
    expect(await invoke(buildSesEvents, sesEvent({ ...mail, tags: {} }, 'Delivery'))).toBeUndefined();
    expect(counted('ses_events_delivery')).toBe(1);
    expect(counted('ses_events_foreign')).toBe(1);
    const [emailId] = await world.emailsOf(1);
    expect(await world.email(emailId ?? '')).toMatchObject({ state: 'delivered' });
  });
});

describe('the function outbox-relay', () => {
  it('publishes what the outbox holds and answers nothing', async () => {
    await sendMails(world, [1]);
    expect(await invoke(buildOutboxRelay, {})).toBeUndefined();
    expect(world.bus.entries.map(({ DetailType }) => DetailType)).toEqual([
      'communication.email_created',
      'communication.email_sent',
    ]);
  });

  it('always succeeds when the stream woke it, and fails on its schedule', async () => {
    await sendMails(world, [1]);
    const broken = () =>
      world.actor({ faults: ({ operation }) => (operation === 'Query' ? 'error' : undefined) });
    await expect(broken().outboxRelay({})).rejects.toThrow();
    expect(await broken().outboxRelay({ Records: [] })).toBeUndefined();
  });
});

describe('the function inbound-mail', () => {
  const event = () =>
    inboundMailEvent({ messageId: 'eins', at: world.clock.now(), recipients: [], verdicts: {} });

  it('ignores and counts what SES received for another account', async () => {
    const foreign = JSON.parse(JSON.stringify(event()).replace(ACCOUNT, '111122223333')) as object;
    expect(await invoke(buildInboundMail, foreign)).toBeUndefined();
    expect(counted('inbound_mails_foreign')).toBe(1);
  });

  it('fails on what is no receipt, and on a mail that is not there, so that it comes again', async () => {
    await expect(invoke(buildInboundMail, { Records: [] })).rejects.toThrow();
    await expect(invoke(buildInboundMail, event())).rejects.toMatchObject({ code: 'raw_mail_missing' });
  });
});
