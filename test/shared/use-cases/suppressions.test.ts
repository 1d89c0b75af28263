import { describe, expect, it } from '@jest/globals';
import { DAY_MS, MINUTE_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { createSuppression } from '../../../shared/use-cases/create-suppression.ts';
import { liftSuppression } from '../../../shared/use-cases/lift-suppression.ts';
import { valueOf } from '../../support/call-desk.ts';
import { allWorkItems, placesOf, published, sendMail, violations } from '../../support/follow-up.ts';
import { interrupt } from '../../support/interleave.ts';
import { addRequest, liveDays, newestEmailOf, pumpEvery, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

async function suppressed(address: string, expiresAt?: Instant): Promise<string> {
  return valueOf(
    await createSuppression(world.service, { address, reason: 'requested', by: 'staff-1', expiresAt }),
  );
}

async function lifted(mailboxKey: string): Promise<void> {
  const { version } = await world.service.store.getMailbox(mailboxKey);
  valueOf(await liftSuppression(world.service, { mailboxKey, version }));
}

const PRAXIS = 'praxis-1@praxis.example';

describe('a suppressed address', () => {
  it.each([PRAXIS, ' Praxis-1@PRAXIS.example. '])(
    'is reserved no mail, however it was written: "%s"',
    async (address) => {
      await suppressed(address);
      world.therapist(1);
      await addRequest(world, 1, { therapist: 1 });
      await liveDays(world, 2);
      expect(await world.emailsOf(1)).toEqual([]);
      expect(await placesOf(world, [1])).toEqual(['call']);
      expect(await violations(world)).toEqual([]);
    },
  );

  it('keeps a queued mail until its turn comes, and cancels it then', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const key = await suppressed(PRAXIS);
    expect(await world.email(id)).toMatchObject({ state: 'queued' });
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await placesOf(world, [1])).toEqual(['call']);
    expect(await published(world, 'email_canceled')).toMatchObject([{ reason: 'suppressed' }]);
    expect((await world.service.store.getMailbox(key)).guard).not.toHaveProperty('heldBy');
    expect(world.ses.accepted).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('is that of all therapists who have it', async () => {
    for (const id of [1, 2]) {
      world.therapist(id, { email: PRAXIS });
      await addRequest(world, id, { therapist: id });
    }
    await suppressed(PRAXIS);
    await liveDays(world, 1);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
  });

  it('gets no confirmation: staff have to confirm by hand', async () => {
    const id = await sendMail(world, 1, [1]);
    await suppressed(PRAXIS);
    valueOf(await world.answer({ emailId: id, decisions: [{ number: 1, outcome: 'accepted' }] }));
    await world.pump();
    expect(await world.email(await newestEmailOf(world, 1))).toMatchObject({
      kind: 'confirmation',
      state: 'canceled',
    });
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'confirmation_failed', requestIds: [1] }]);
  });

  it('FAULTS 48: gets nothing when that commits between the read of a claim and its transaction', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const pump = world.actor();
    const race = interrupt(
      pump,
      ({ operation }) => operation === 'TransactWriteItems',
      () => suppressed(PRAXIS),
    );
    expect(await pump.processEmailQueue({})).toMatchObject({ accepted: 0, failed: 0 });
    expect(race.done).toBe(true);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(world.ses.accepted).toEqual([]);
  });

  it('that is suppressed again by the same client stays as it is, unwritten', async () => {
    const key = await suppressed(PRAXIS);
    const before = await world.service.store.getMailbox(key);
    world.clock.advance(DAY_MS);
    expect(await suppressed(PRAXIS)).toBe(key);
    expect(await suppressed(PRAXIS, plus(world.clock.now(), DAY_MS))).toBe(key);
    expect(await world.service.store.getMailbox(key)).toEqual(before);
  });
});

describe('lifting a suppression', () => {
  it('lets the mail go that is still queued', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await lifted(await suppressed(PRAXIS));
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect(await violations(world)).toEqual([]);
  });

  it('lets it go when that commits between the read of a claim and its transaction', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const key = await suppressed(PRAXIS);
    const pump = world.actor();
    const race = interrupt(
      pump,
      ({ operation }) => operation === 'TransactWriteItems',
      () => lifted(key),
    );
    expect(await pump.processEmailQueue({})).toMatchObject({ accepted: 1, failed: 0 });
    expect(race.done).toBe(true);
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
  });

  it('lets new requests be mailed; those on the call path stay there', async () => {
    const key = await suppressed(PRAXIS);
    world.therapist(1);
    await addRequest(world, 1, { therapist: 1 });
    await liveDays(world, 1);
    await lifted(key);
    await addRequest(world, 2, { therapist: 1 });
    await liveDays(world, 1);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'contact_email']);
    expect(world.ses.accepted).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });
});

describe('a suppression that ends', () => {
  it('stops mail until then and none from then on, although nobody has lifted it', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const key = await suppressed(PRAXIS, plus(world.clock.now(), MINUTE_MS));
    await pumpEvery(world, MINUTE_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    const { version } = await world.service.store.getMailbox(key);
    const late = await liftSuppression(world.service, { mailboxKey: key, version });
    expect(late).toEqual({ ok: false, error: { code: 'not_found' } });
  });

  it('may be lifted before, by who has seen it as it is', async () => {
    const key = await suppressed(PRAXIS, plus(world.clock.now(), DAY_MS));
    const stale = await liftSuppression(world.service, { mailboxKey: key, version: 7 });
    expect(stale).toEqual({ ok: false, error: { code: 'precondition_failed' } });
    await lifted(key);
    expect(await world.service.store.getMailbox(key)).not.toHaveProperty('suppressed');
  });
});
