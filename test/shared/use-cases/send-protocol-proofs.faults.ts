import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { interrupt } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import {
  acceptsOf,
  addRequest,
  announcedOf,
  liveDays,
  newestEmailOf,
  pumpEvery,
  queueMails,
  secretlyAccepted,
} from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

async function dieAfterAccept(): Promise<void> {
  const actor = world.actor({
    faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
  });
  await expect(actor.processEmailQueue({})).rejects.toThrow('the process died');
}

/** A mail that SES accepted and that was given up for lack of proof; returns its email's id. */
async function giveUpAcceptedMail(): Promise<string> {
  const [id = ''] = await queueMails(world, [1]);
  await dieAfterAccept();
  await pumpEvery(world, 3 * MINUTE_MS, 1);
  await pumpEvery(world, 6 * HOUR_MS, 1);
  expect(await world.email(id)).toMatchObject({ state: 'unresolved' });
  return id;
}

/** Lives on until the batch has put the therapist's requests into the next mail, and returns its id. */
async function nextQueuedMail(therapistId: number): Promise<string> {
  world.ses.quota.max24HourSend = 0;
  await liveDays(world, 7);
  world.ses.quota.max24HourSend = 50_000;
  const id = await newestEmailOf(world, therapistId);
  expect(await world.email(id)).toMatchObject({ state: 'queued' });
  return id;
}

describe('a proof that arrives', () => {
  it('FAULTS 45: while sending comes before the sender and is its only outcome', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const race = interrupt(
      worker,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 2,
      () => world.sesEvent(acceptsOf(world, id)[0]!, 'Send'),
    );
    expect(await worker.processEmailQueue({})).toMatchObject({ accepted: 1, failed: 0 });
    expect(race.done).toBe(true);
    expect((await world.email(id))?.timeline.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'sent',
    ]);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: after the death of its sender makes the rescuer superfluous', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await dieAfterAccept();
    await world.sesEvent(acceptsOf(world, id)[0]!, 'Delivery');
    await pumpEvery(world, HOUR_MS, 7);
    expect(await world.email(id)).toMatchObject({ state: 'delivered' });
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: while queued again keeps the second copy from leaving', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'throttled';
    await world.pump();
    world.ses.script = () => 'accept';
    await world.sesEvent(secretlyAccepted(world, id), 'Send');
    await pumpEvery(world, MINUTE_MS, 3);

    expect(world.ses.accepted).toEqual([]);
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect((await world.contact(1)).guard.openAt > world.clock.now()).toBe(true);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);

    await addRequest(world, 2, { therapist: 1 });
    await liveDays(world, 8);
    expect(await world.request(2)).toMatchObject({ place: 'contact_email' });
    expect(world.ses.accepted).toHaveLength(1);
  });

  it('FAULTS 45: after failed pulls the request out of the pool', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'message_rejected';
    await world.pump();
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    await world.sesEvent(secretlyAccepted(world, id), 'Send');
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: id });

    world.ses.script = () => 'accept';
    await liveDays(world, 2);
    expect(world.ses.accepted).toEqual([]);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_failed', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: after unresolved pulls the request out of the next queued mail, which is canceled', async () => {
    const first = await giveUpAcceptedMail();
    const next = await nextQueuedMail(1);
    await world.sesEvent(acceptsOf(world, first)[0]!, 'Send');
    expect(await world.email(first)).toMatchObject({ state: 'sent' });
    expect(await world.email(next)).toMatchObject({ state: 'canceled' });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: first });

    await liveDays(world, 2);
    expect(acceptsOf(world, next)).toEqual([]);
    expect(await announcedOf(world, first)).toEqual(['email_created', 'email_unresolved', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: leaves the other requests in the next queued mail, which waits for its turn', async () => {
    const first = await giveUpAcceptedMail();
    await addRequest(world, 2, { therapist: 1 });
    const next = await nextQueuedMail(1);
    await world.sesEvent(acceptsOf(world, first)[0]!, 'Send');
    await liveDays(world, 1);

    const [mail] = acceptsOf(world, next);
    const [withdrawn, kept] = (await world.entries(next))!;
    expect(withdrawn).toMatchObject({ requestId: 1, included: false });
    expect(mail?.raw.toString()).toContain(kept?.code);
    expect(mail?.raw.toString()).not.toContain(withdrawn?.code);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: after the next mail was claimed is only noted', async () => {
    const first = await giveUpAcceptedMail();
    const next = await nextQueuedMail(1);
    await dieAfterAccept();
    expect(await world.email(next)).toMatchObject({ state: 'sending' });
    const proof = acceptsOf(world, first)[0]!;
    await world.sesEvent(proof, 'Send');
    expect(await world.email(first)).toMatchObject({ state: 'unresolved', provedAt: proof.sesAt });

    await world.sesEvent(acceptsOf(world, next)[0]!, 'Send');
    expect(await world.email(next)).toMatchObject({ state: 'sent' });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: next });
    await world.sesEvent(proof, 'Delivery');
    expect(await world.email(first)).toMatchObject({ state: 'unresolved' });
    expect(await announcedOf(world, first)).toEqual(['email_created', 'email_unresolved']);
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a bounce that is the first proof', () => {
  /** What SES told at last: sent and bounced once, and nobody writes to that mailbox again. */
  async function expectBounced(id: string): Promise<void> {
    expect(await world.email(id)).toMatchObject({ state: 'bounced' });
    expect(await world.request(1)).toMatchObject({ place: 'call' });
    const announced = (await announcedOf(world, id)).filter((type) => /sent|bounced/.test(type));
    expect(announced).toEqual(['email_sent', 'email_bounced']);
    const copies = world.ses.accepted.length;
    await liveDays(world, 9);
    expect(world.ses.accepted).toHaveLength(copies);
    expect(await sendViolations(world)).toEqual([]);
  }

  it('FAULTS 45: while sending is the end of it, whatever the sender says afterwards', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const race = interrupt(
      worker,
      ({ operation, n }) => operation === 'TransactWriteItems' && n === 2,
      () => world.sesEvent(acceptsOf(world, id)[0]!, 'Bounce'),
    );
    expect(await worker.processEmailQueue({})).toMatchObject({ failed: 0 });
    expect(race.done).toBe(true);
    await expectBounced(id);
  });

  it.each(['throttled', 'message_rejected'] as const)(
    'FAULTS 45: after SES answered %s takes the request out of queue and pool',
    async (fault) => {
      const [id = ''] = await queueMails(world, [1]);
      world.ses.script = () => fault;
      await world.pump();
      world.ses.script = () => 'accept';
      expect((await world.email(id))?.state).toBe(fault === 'throttled' ? 'queued' : 'failed');
      await world.sesEvent(secretlyAccepted(world, id), 'Bounce');
      await expectBounced(id);
    },
  );

  it('FAULTS 45: after unresolved takes the request out of the next queued mail', async () => {
    const first = await giveUpAcceptedMail();
    const next = await nextQueuedMail(1);
    await world.sesEvent(acceptsOf(world, first)[0]!, 'Bounce');
    expect(await world.email(next)).toMatchObject({ state: 'canceled' });
    await expectBounced(first);
  });

  it('FAULTS 45: after the next mail was claimed suppresses the mailbox and leaves the request there', async () => {
    const first = await giveUpAcceptedMail();
    const next = await nextQueuedMail(1);
    await dieAfterAccept();
    await world.sesEvent(acceptsOf(world, first)[0]!, 'Bounce');
    expect(await world.email(first)).toMatchObject({ state: 'unresolved' });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: next });
    await world.sesEvent(acceptsOf(world, next)[0]!, 'Bounce');
    await expectBounced(next);
  });
});
