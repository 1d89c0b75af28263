import { describe, expect, it } from '@jest/globals';
import type { FaultMode } from '../../../local/ses-faults.ts';
import { HOUR_MS, MINUTE_MS, msBetween } from '../../../shared/domain/time.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { sendViolations } from '../../support/send-violations.ts';
import {
  acceptsOf,
  addRequest,
  announcedOf,
  impatientService,
  liveDays,
  newestEmailOf,
  pumpEvery,
  queueMails,
  SEND_TIME,
  sendNow,
} from '../../support/sending.ts';
import { ALL_MAIL, mailTo, switchBoard } from '../../support/switches.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const board = switchBoard(world);

/** Runs the pump in a process that dies; the pump's own lease outlives it by two minutes. */
async function pumpDying(fault: (call: Call) => Fault | undefined): Promise<void> {
  const actor = world.actor({ faults: fault });
  await expect(actor.processEmailQueue({})).rejects.toThrow('the process died');
}

const atSes =
  (fault: Fault) =>
  ({ operation }: Call) =>
    operation === 'SendRawEmail' ? fault : undefined;

/** Dies at the n-th transaction that the run writes: the claim is the first, the outcome the second. */
const atTransaction = (nth: number, fault: Fault) => {
  let n = 0;
  return ({ operation }: Call) => (operation === 'TransactWriteItems' && ++n === nth ? fault : undefined);
};

describe('a sender that dies', () => {
  it.each([
    ['right after the accept', atSes('die_after')],
    ['before the outcome is written', atTransaction(2, 'die_before')],
  ])('FAULTS 1: %s leaves a mail that SES proves to be sent', async (_, fault) => {
    const [id = ''] = await queueMails(world, [1]);
    await pumpDying(fault);
    expect(await world.email(id)).toMatchObject({ state: 'sending', attempt: 1 });

    await pumpEvery(world, 3 * MINUTE_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: 'unknown', attempt: 1 });
    const [mail] = acceptsOf(world, id);
    await world.sesEvent(mail!, 'Send');
    await pumpEvery(world, HOUR_MS, 7);

    const email = await world.email(id);
    expect(email).toMatchObject({ state: 'sent', sentAt: mail!.sesAt, sesMessageId: mail!.messageId });
    expect(email?.timeline.map(({ state }) => state)).toEqual(['queued', 'sending', 'unknown', 'sent']);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 2: without an event the mail is given up after 6 h, and the next one keeps a week from it', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await pumpDying(atSes('die_after'));
    const { openAt } = (await world.contact(1)).guard;

    await pumpEvery(world, 3 * MINUTE_MS, 1);
    await pumpEvery(world, 5 * HOUR_MS + 59 * MINUTE_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: 'unknown' });
    await pumpEvery(world, MINUTE_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: 'unresolved' });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect((await world.contact(1)).guard.openAt).toBe(openAt);
    expect(await sendViolations(world)).toEqual([]);

    await liveDays(world, 7);
    expect(world.ses.accepted).toHaveLength(2);
    const [first, second] = world.ses.accepted;
    expect(second!.tags['email_id']).not.toBe(id);
    expect(msBetween(first!.at, second!.at)).toBeGreaterThanOrEqual(168 * HOUR_MS);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_unresolved']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 3: before the call to SES loses nothing, and the silence is counted', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await pumpDying(atTransaction(1, 'die_after'));
    expect(world.ses.calls).toBe(0);

    await pumpEvery(world, 3 * MINUTE_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: 'unknown' });
    await pumpEvery(world, 6 * HOUR_MS, 1);
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    const { counts } = world.runtime.metrics as unknown as { counts: Map<string, number> };
    expect(counts.get('emails_unknown')).toBe(1);
    expect(counts.get('emails_unresolved')).toBe(1);

    await liveDays(world, 8);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis-1@praxis.example']]);
    expect(msBetween(SEND_TIME, world.ses.accepted[0]!.at)).toBeGreaterThanOrEqual(168 * HOUR_MS);
    expect(await sendViolations(world)).toEqual([]);
  });

  /** What keeps a mail waiting, and lets it go again. */
  const WAITING: [string, () => unknown, () => unknown][] = [
    ['the quota', () => (world.ses.quota.max24HourSend = 0), () => (world.ses.quota.max24HourSend = 50_000)],
    ['a switch', () => board.off(mailTo(1)), () => board.on(mailTo(1))],
    ['a switch of all mail', () => board.off(ALL_MAIL), () => board.on(ALL_MAIL)],
  ];

  it.each(WAITING)(
    'FAULTS 9: reserves no second mail while the first waits for %s, however long its guard is open',
    async (_, stop, go) => {
      await queueMails(world, [1]);
      await world.pump();
      await addRequest(world, 2, { therapist: 1 });
      await liveDays(world, 6);

      await stop();
      await liveDays(world, 1);
      const held = await newestEmailOf(world, 1);
      expect(await world.email(held)).toMatchObject({ state: 'queued' });
      await addRequest(world, 3, { therapist: 1 });
      await liveDays(world, 8);
      expect((await world.contact(1)).guard.openAt < world.clock.now()).toBe(true);
      expect(await world.request(3)).toMatchObject({ place: 'pending' });
      expect(await newestEmailOf(world, 1)).toBe(held);

      await go();
      world.clock.advance(10 * MINUTE_MS);
      await pumpDying(atSes('die_after'));
      const [accepted] = acceptsOf(world, held);
      await liveDays(world, 8);
      const next = acceptsOf(world, await newestEmailOf(world, 1));
      expect(await newestEmailOf(world, 1)).not.toBe(held);
      expect(next).toHaveLength(1);
      expect(msBetween(accepted!.at, next[0]!.at)).toBeGreaterThanOrEqual(168 * HOUR_MS);
      expect(await sendViolations(world)).toEqual([]);
    },
  );
});

describe('an answer that gets lost', () => {
  it.each<FaultMode>(['accept_then_reset', 'accept_then_503'])(
    'FAULTS 4: %s is one accept and no second try',
    async (mode) => {
      const [id = ''] = await queueMails(world, [1]);
      world.ses.script = () => mode;
      expect(await world.pump()).toMatchObject({ unknown: 1, failed: 0 });
      world.ses.script = () => 'accept';
      await pumpEvery(world, HOUR_MS, 5);

      expect(await world.email(id)).toMatchObject({ state: 'unknown', attempt: 1 });
      expect(world.ses.calls).toBe(1);
      await world.sesEvent(acceptsOf(world, id)[0]!, 'Delivery');
      expect(await world.email(id)).toMatchObject({ state: 'delivered' });
      expect(await sendViolations(world)).toEqual([]);
    },
  );

  it('FAULTS 4: accept_then_hang ends at the time limit as unknown and is no second try', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'accept_then_hang';
    const report = await sendNow(impatientService(world, 200), id);
    expect(report).toEqual({
      kind: 'attempted',
      outcome: { kind: 'unknown', reason: 'no_answer_from_ses' },
    });

    world.ses.script = () => 'accept';
    await pumpEvery(world, HOUR_MS, 5);
    expect(await world.email(id)).toMatchObject({ state: 'unknown', attempt: 1 });
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });
});
