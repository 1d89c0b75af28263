import { describe, expect, it } from '@jest/globals';
import type { FaultMode } from '../../../local/ses-faults.ts';
import { HOUR_MS, MINUTE_MS, msBetween, plus } from '../../../shared/domain/time.ts';
import { typedFunctions } from '../../support/functions.ts';
import { interrupt } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, openRequests, pumpEvery, queueMails, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const WEEK_MS = 168 * HOUR_MS;

/**
 * After the only mail so far, to therapist 1: a process looks for the first moment for another one to him, and for one to
 * somebody of his mailbox, from long before the week is over.
 */
async function expectAWeekUntilTheNext(late: ReturnType<typeof world.actor>): Promise<void> {
  const [{ at } = { at: '' }] = world.ses.accepted;
  world.therapist(2, { email: 'praxis-1@praxis.example' });
  await addRequest(world, 2, { therapist: 1 });
  await addRequest(world, 3, { therapist: 2 });
  world.at(plus(at, WEEK_MS - 8 * HOUR_MS));
  await late.dailyBatch({});
  for (let minutes = -90; minutes <= 60; minutes += 3) {
    world.at(plus(at, WEEK_MS + minutes * MINUTE_MS));
    await late.processEmailQueue({});
  }
  expect(world.ses.accepted).toHaveLength(2);
  expect(msBetween(at, world.ses.accepted[1]!.at)).toBeGreaterThanOrEqual(WEEK_MS);
  expect(await sendViolations(world)).toEqual([]);
}

describe('clocks that differ', () => {
  it.each([
    [-6, 6],
    [6, -6],
    [-6, -6],
    [6, 6],
  ])('FAULTS 23: keep a week between two mails: %i minutes off, then %i', async (first, second) => {
    const early = world.actor({ skewMs: first * MINUTE_MS });
    const late = world.actor({ skewMs: second * MINUTE_MS });
    await openRequests(world, [1]);
    await world.batch();
    world.at(SEND_TIME);
    await early.processEmailQueue({});
    expect(world.ses.accepted).toHaveLength(1);
    await expectAWeekUntilTheNext(late);
  });

  it.each([-HOUR_MS, HOUR_MS])(
    'FAULTS 23: claim nothing when they are %i ms from that of SES',
    async (skewMs) => {
      await queueMails(world, [1]);
      world.clock.advance(2 * HOUR_MS);
      expect(await world.actor({ skewMs }).processEmailQueue({})).toMatchObject({ end: 'clock_skew' });
      expect(world.ses.calls).toBe(0);
    },
  );

  it.each([
    [14, 'queue_empty'],
    [16, 'clock_skew'],
    [-14, 'queue_empty'],
    [-16, 'clock_skew'],
  ])('FAULTS 23: SES %i minutes ahead: %s', async (minutes, end) => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.skewMs = minutes * MINUTE_MS;
    expect(await world.pump()).toMatchObject({ end });
    expect(await world.email(id)).toMatchObject({ state: end === 'clock_skew' ? 'queued' : 'sent' });
  });

  it.each<FaultMode>(['accept', 'accept_then_503'])(
    'FAULTS 23: a clock that jumps back an hour while it sends makes no turn shorter: %s',
    async (mode) => {
      await queueMails(world, [1]);
      world.clock.advance(2 * HOUR_MS);
      let skewMs = 0;
      const clock = { ...world.clock, now: () => plus(world.clock.now(), skewMs) };
      const runtime = { ...world.actor().runtime, clock };
      // SES has told its time, and the email is about to be read.
      const jump = interrupt(
        { runtime },
        ({ operation, n }) => operation === 'TransactGetItems' && n === 1,
        () => Promise.resolve(void (skewMs = -HOUR_MS)),
      );
      world.ses.script = ({ n }) => (n === 1 ? mode : 'accept');
      await typedFunctions(world.createProcess(runtime)).processEmailQueue({});
      expect([jump.done, world.ses.accepted.length]).toEqual([true, 1]);

      await pumpEvery(world, 7 * HOUR_MS, 1);
      await expectAWeekUntilTheNext(world.actor());
    },
  );

  it('FAULTS 23: a clock that falls behind while it sends is corrected by the time of SES', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    interrupt(
      worker,
      ({ operation }) => operation === 'SendRawEmail',
      () => Promise.resolve(void (world.ses.skewMs = HOUR_MS)),
    );
    await worker.processEmailQueue({});
    const [mail] = world.ses.accepted;
    const { recipient } = (await world.email(id))!;
    const mailbox = await world.service.store.getMailbox(recipient.mailboxKey);
    for (const { openAt } of [(await world.contact(1)).guard, mailbox.guard])
      expect(msBetween(mail!.sesAt, openAt)).toBeGreaterThanOrEqual(WEEK_MS + 15 * MINUTE_MS);
  });

  it('FAULTS 23: a proof raises both guards to the time of SES, and never lowers them', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    const { openAt } = (await world.contact(1)).guard;
    const [mail] = world.ses.accepted;
    await world.sesEvent({ ...mail!, sesAt: plus(mail!.at, -HOUR_MS) }, 'Send');
    expect((await world.contact(1)).guard.openAt).toBe(openAt);

    await world.sesEvent({ ...mail!, sesAt: plus(mail!.at, 20 * MINUTE_MS) }, 'Delivery');
    const raised = plus(mail!.at, WEEK_MS + 50 * MINUTE_MS);
    const { recipient } = (await world.email(id))!;
    expect((await world.contact(1)).guard.openAt).toBe(raised);
    expect((await world.service.store.getMailbox(recipient.mailboxKey)).guard.openAt).toBe(raised);
  });

  it('does not sleep longer than its run for the token of a sender whose clock is ahead', async () => {
    await queueMails(world, [1]);
    await world.actor({ skewMs: 6 * MINUTE_MS }).processEmailQueue({});
    await queueMails(world, [2]);
    const before = world.clock.now();
    expect(await world.pump()).toMatchObject({ end: 'out_of_time' });
    expect(world.clock.now()).toBe(before);
    await pumpEvery(world, 7 * MINUTE_MS, 1);
    expect(world.ses.accepted).toHaveLength(2);
  });
});
