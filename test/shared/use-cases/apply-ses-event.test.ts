import { describe, expect, it } from '@jest/globals';
import type { AcceptedMail } from '../../../local/ses-double.ts';
import { sesEvent } from '../../../local/ses-events.ts';
import { HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { createSuppression } from '../../../shared/use-cases/create-suppression.ts';
import { liftSuppression } from '../../../shared/use-cases/lift-suppression.ts';
import { valueOf } from '../../support/call-desk.ts';
import { allWorkItems, placesOf, published, sendMail, violations } from '../../support/follow-up.ts';
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

const mailOf = (emailId: string) => acceptsOf(world, emailId)[0]!;
const mailboxOf = async (emailId: string) =>
  world.service.store.getMailbox((await world.email(emailId))?.recipient.mailboxKey ?? '');
const countOf = async (emailId: string, type: string) =>
  (await announcedOf(world, emailId)).filter((each) => each === type).length;

describe('events of SES', () => {
  it.each([
    [['Send', 'Send', 'Delivery', 'Delivery'], 'delivered', 0],
    [['Delivery', 'Send'], 'delivered', 0],
    [['DeliveryDelay', 'Send'], 'sent', 0],
    [['Delivery', 'Bounce'], 'bounced', 1],
    [['Bounce', 'Delivery', 'Send'], 'bounced', 1],
    [['Bounce', 'Bounce', 'Complaint'], 'complained', 1],
    [['Complaint', 'Bounce', 'Complaint'], 'complained', 1],
    [['Send', 'Reject'], 'failed', 0],
    [['Reject', 'Send', 'Delivery'], 'failed', 0],
  ] as const)('FAULTS 39: are merged forward only: %j ends as %s', async (kinds, end, bounces) => {
    const [id = ''] = await queueMails(world, [1]);
    const actor = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
    });
    await expect(actor.processEmailQueue({})).rejects.toThrow('the process died');
    for (const kind of kinds) await world.sesEvent(mailOf(id), kind);
    await pumpEvery(world, HOUR_MS, 1);
    expect(await world.email(id)).toMatchObject({ state: end });
    expect(await countOf(id, 'email_sent')).toBe(1);
    expect(await countOf(id, 'email_bounced')).toBe(bounces);
    expect(await violations(world)).toEqual([]);
  });

  it.each<[string, (mail: AcceptedMail) => object]>([
    ['of another account', (mail) => ({ ...sesEvent(mail, 'Bounce'), account: '111122223333' })],
    ['of another configuration set', (mail) => sesEvent({ ...mail, configurationSet: 'letters' }, 'Bounce')],
    ['of an email that is not ours', (mail) => sesEvent({ ...mail, tags: { email_id: 'em_x' } }, 'Bounce')],
    ['without our tag', (mail) => sesEvent({ ...mail, tags: {} }, 'Bounce')],
  ])('FAULTS 39: %s are ignored', async (_, foreign) => {
    const [id = ''] = await queueMails(world, [1]);
    const before = [await world.email(id), await world.contact(1), await mailboxOf(id)];
    await world.functions.sesEvents(foreign(secretlyAccepted(world, id)));
    expect([await world.email(id), await world.contact(1), await mailboxOf(id)]).toEqual(before);
    const { counts } = world.runtime.metrics as unknown as { counts: Map<string, number> };
    expect(counts.get('ses_events_foreign')).toBe(1);
  });

  it('FAULTS 39: of a mail that SES throws away afterwards hand it to staff, and its turn stays used', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    const { openAt } = (await world.contact(1)).guard;
    await world.sesEvent(mailOf(id), 'Reject');
    expect(await world.request(1)).toMatchObject({ place: 'work_item' });
    expect((await world.contact(1)).guard.openAt).toBe(openAt);
    expect(await violations(world)).toEqual([]);
  });
});

describe('a bounce', () => {
  it('FAULTS 39: late, after delivery, takes the request to the call path and suppresses the address', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.sesEvent(mailOf(id), 'Delivery');
    world.clock.advance(20 * HOUR_MS);
    const at = world.clock.now();
    await world.sesEvent(mailOf(id), 'Bounce', { at });
    const email = await world.email(id);
    expect(email).toMatchObject({ state: 'bounced' });
    expect(email?.followUpAt).toBeUndefined();
    expect(await world.request(1)).toMatchObject({ place: 'call' });
    const address = 'praxis-1@praxis.example';
    expect((await mailboxOf(id)).suppressed).toEqual({ reason: 'bounce', source: 'ses', address, at });

    await addRequest(world, 2, { therapist: 1 });
    await liveDays(world, 8);
    expect(await world.request(2)).toMatchObject({ place: 'call' });
    expect(world.ses.accepted).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('replaces the suppression of staff that would have ended', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    const address = 'praxis-1@praxis.example';
    const expiresAt = plus(world.clock.now(), HOUR_MS);
    valueOf(
      await createSuppression(world.service, { address, reason: 'requested', expiresAt, by: 'staff-1' }),
    );
    const at = world.clock.now();
    await world.sesEvent(mailOf(id), 'Bounce', { at });
    expect((await mailboxOf(id)).suppressed).toEqual({ reason: 'bounce', source: 'ses', address, at });
  });

  it('that comes again does not undo that its suppression was lifted; the complaint after it does', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.sesEvent(mailOf(id), 'Bounce');
    const { key, version } = await mailboxOf(id);
    valueOf(await liftSuppression(world.service, { mailboxKey: key, version }));
    await world.sesEvent(mailOf(id), 'Bounce');
    expect(await mailboxOf(id)).not.toHaveProperty('suppressed');
    await world.sesEvent(mailOf(id), 'Complaint');
    expect((await mailboxOf(id)).suppressed).toMatchObject({ reason: 'complaint' });
    expect(await published(world, 'therapist_objected')).toHaveLength(1);
  });

  it('of an answered mail moves none of its requests', async () => {
    for (const [first, event] of [
      [1, 'Bounce'],
      [3, 'Complaint'],
    ] as const) {
      const id = await sendMail(world, first, [first, first + 1]);
      valueOf(await world.answer({ emailId: id, decisions: [{ number: 1, outcome: 'rejected' }] }));
      const before = await placesOf(world, [first, first + 1]);
      expect(before).toEqual(['answered', 'work_item']);
      await world.sesEvent(mailOf(id), event);
      expect((await world.email(id))?.state).toBe(event === 'Bounce' ? 'bounced' : 'complained');
      expect(await placesOf(world, [first, first + 1])).toEqual(before);
    }
    expect(await violations(world)).toEqual([]);
  });

  it('takes the open requests of its mail alone, not the one that is closed', async () => {
    const id = await sendMail(world, 1, [1, 2]);
    await world.status(1, 'abgelehnt');
    await world.sesEvent(mailOf(id), 'Bounce');
    expect(await placesOf(world, [1, 2])).toEqual(['closed', 'call']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('a soft bounce', () => {
  it('is noted with its first time and counted; nothing else follows', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.sesEvent(mailOf(id), 'Delivery');
    const before = {
      email: await world.email(id),
      contact: await world.contact(1),
      mailbox: await mailboxOf(id),
    };
    const at = plus(world.clock.now(), MINUTE_MS);
    await world.sesEvent(mailOf(id), 'Bounce', { bounceType: 'Transient', at });
    const noted = await world.email(id);
    expect(noted).toEqual({ ...before.email, softBouncedAt: at, version: (before.email?.version ?? 0) + 1 });
    expect([await world.contact(1), await mailboxOf(id)]).toEqual([before.contact, before.mailbox]);
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: id });

    await world.sesEvent(mailOf(id), 'Bounce', { bounceType: 'Undetermined', at: plus(at, HOUR_MS) });
    await world.sesEvent(mailOf(id), 'Bounce', { bounceType: 'Transient', at });
    expect(await world.email(id)).toEqual(noted);
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    const { counts } = world.runtime.metrics as unknown as { counts: Map<string, number> };
    expect(counts.get('ses_events_soft_bounce')).toBe(3);
  });
});

describe('a report that a mail is no spam', () => {
  it('shows that it was delivered, and suppresses nobody', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.sesEvent(mailOf(id), 'Complaint', { complaintFeedbackType: 'not-spam' });
    expect(await world.email(id)).toMatchObject({ state: 'delivered' });
    expect(await mailboxOf(id)).not.toHaveProperty('suppressed');
  });
});

describe('a confirmation', () => {
  it.each([
    ['Bounce', 'bounced', true],
    ['Complaint', 'complained', true],
    ['Reject', 'failed', false],
  ] as const)(
    'that ends by %s is a matter of staff; its requests stay answered',
    async (event, state, lost) => {
      const asked = await sendMail(world, 1, [1, 2]);
      const decisions = [1, 2].map((number) => ({ number, outcome: 'accepted' as const }));
      valueOf(await world.answer({ emailId: asked, decisions }));
      await world.pump();
      const id = await newestEmailOf(world, 1);
      expect(await world.email(id)).toMatchObject({ kind: 'confirmation', state: 'sent' });
      for (const kind of [event, event, 'Delivery'] as const) await world.sesEvent(mailOf(id), kind);
      expect(await world.email(id)).toMatchObject({ state });
      expect((await mailboxOf(id)).suppressed !== undefined).toBe(lost);
      expect(await placesOf(world, [1, 2])).toEqual(['answered', 'answered']);
      expect(await countOf(id, 'email_bounced')).toBe(lost ? 1 : 0);
      expect(await allWorkItems(world)).toMatchObject([
        { reason: 'confirmation_failed', emailId: id, requestIds: [1, 2] },
      ]);
      expect(await violations(world)).toEqual([]);
    },
  );
});
