import { describe, expect, it } from '@jest/globals';
import type { FaultMode } from '../../../local/ses-faults.ts';
import { raise } from '../../../shared/domain/contact/guard.ts';
import { DAY_MS, EPOCH, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import {
  acceptsOf,
  announcedOf,
  liveDays,
  newestEmailOf,
  pumpEvery,
  queueMails,
  SEND_TIME,
} from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const statesOf = async (ids: string[]) =>
  (await Promise.all(ids.map(world.email))).map((email) => email?.state);
const expectEachAcceptedOnce = (ids: string[]) => {
  expect(world.ses.accepted.map(({ tags }) => tags['email_id']).sort()).toEqual([...ids].sort());
};

describe('not now', () => {
  it('FAULTS 5: sends everything once through throttling, spread out and without counting the tries', async () => {
    const ids = await queueMails(world, [1, 2, 3, 4, 5, 6]);
    world.ses.script = ({ n }) => (n % 3 === 0 ? 'accept' : 'throttled');
    await world.pump();
    const waiting = (await Promise.all(ids.map(world.email))).filter((email) => email?.state === 'queued');
    expect(waiting).toHaveLength(4);
    expect(new Set(waiting.map((email) => email?.notBefore)).size).toBeGreaterThan(1);
    expect(waiting.every((email) => email!.notBefore > SEND_TIME && email?.tries === 0)).toBe(true);

    await pumpEvery(world, MINUTE_MS, 6);
    expectEachAcceptedOnce(ids);
    for (const id of ids) {
      const email = await world.email(id);
      const attempts = email!.timeline.filter(({ state }) => state === 'sending').length;
      expect(email).toMatchObject({ state: 'sent', tries: 1, attempt: attempts });
    }
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 5: restores the guards but keeps them held while a mail waits for its next try', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'throttled';
    await world.pump();
    const { guard } = await world.contact(1);
    expect(guard).toEqual({ heldBy: id, claimed: false, openAt: EPOCH, prevOpenAt: EPOCH });
    const { recipient } = (await world.email(id))!;
    expect((await world.service.store.getMailbox(recipient.mailboxKey)).guard).toEqual(guard);
  });

  it('FAULTS 6: stops where the quota that SES tells is used up, and goes on when it reopens', async () => {
    const ids = await queueMails(world, [1, 2, 3, 4, 5]);
    world.ses.quota.max24HourSend = 3;
    expect(await world.pump()).toMatchObject({ end: 'quota_used_up', accepted: 3 });
    expect(world.ses.calls).toBe(3);
    expect((await statesOf(ids)).filter((state) => state === 'queued')).toHaveLength(2);

    world.clock.advance(DAY_MS + MINUTE_MS);
    expect(await world.pump()).toMatchObject({ accepted: 2 });
    expectEachAcceptedOnce(ids);
  });

  it('FAULTS 6: stops at the first refusal when others used the quota up meanwhile', async () => {
    const ids = await queueMails(world, [1, 2, 3, 4, 5]);
    world.ses.script = ({ n }) => (n >= 3 ? 'daily_quota' : 'accept');
    expect(await world.pump()).toMatchObject({ end: 'breaker_open', accepted: 2, notNow: 1 });
    expect(world.ses.calls).toBe(3);

    world.ses.script = () => 'accept';
    await pumpEvery(world, 2 * MINUTE_MS, 2);
    expectEachAcceptedOnce(ids);
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each<FaultMode>([
    'account_paused',
    'account_suspended',
    'configuration_set_paused',
    'configuration_set_missing',
    'not_verified',
    'mail_from_not_verified',
    'access_denied',
    'credentials_expired',
  ])(
    'FAULTS 7: %s opens the breaker after one mail, and one mail at a time looks whether it is over',
    async (mode) => {
      const ids = await queueMails(world, [1, 2, 3]);
      world.ses.script = () => mode;
      expect(await world.pump()).toMatchObject({ end: 'breaker_open', notNow: 1 });
      await pumpEvery(world, 59_000, 1);
      expect(world.ses.calls).toBe(1);
      await pumpEvery(world, 2_000, 1);
      expect(world.ses.calls).toBe(2);
      await pumpEvery(world, MINUTE_MS, 1);
      expect(world.ses.calls).toBe(2);

      world.ses.script = () => 'accept';
      await pumpEvery(world, MINUTE_MS + 1_000, 1);
      expect(world.ses.accepted).toHaveLength(1);
      await pumpEvery(world, MINUTE_MS, 1);
      expectEachAcceptedOnce(ids);
      expect((await world.email(ids[0]!))?.tries).toBe(1);
    },
  );

  it('claims nothing while SES does not answer for its quota', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.quotaFault = '503';
    expect(await world.pump()).toMatchObject({ end: 'no_answer_from_ses' });
    expect(await world.email(id)).toMatchObject({ state: 'queued', attempt: 0 });
  });

  it('keeps a mail in the queue when its guard is raised after the reservation', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const contact = await world.contact(1);
    const openAt = plus(SEND_TIME, DAY_MS);
    const raised = { ...contact, guard: raise(contact.guard, openAt) };
    await world.service.store.commit([world.service.store.saveContact(raised)]);
    expect(await world.pump()).toMatchObject({ postponed: 1 });
    expect(await world.email(id)).toMatchObject({ state: 'queued', notBefore: openAt, attempt: 0, tries: 0 });
    await liveDays(world, 1);
    expect(acceptsOf(world, id)).toHaveLength(1);
  });

  it('keeps a mail whose therapist is cooling down in the queue until that is over', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const contact = await world.contact(1);
    const coolingUntil = plus(SEND_TIME, 3 * DAY_MS);
    await world.service.store.commit([world.service.store.saveContact({ ...contact, coolingUntil })]);
    expect(await world.pump()).toMatchObject({ postponed: 1 });
    expect(await world.email(id)).toMatchObject({ state: 'queued', notBefore: coolingUntil });
    await liveDays(world, 3);
    expect(acceptsOf(world, id)).toHaveLength(1);
  });
});

describe('definitely not', () => {
  it('FAULTS 8: fails one mail, returns its request and its turn, and leaves the others alone', async () => {
    const [first = '', refused = '', last = ''] = await queueMails(world, [1, 2, 3]);
    world.ses.script = ({ tags }) => (tags['email_id'] === refused ? 'message_rejected' : 'accept');
    expect(await world.pump()).toMatchObject({ accepted: 2, rejected: 1 });
    expect(await statesOf([first, refused, last])).toEqual(['sent', 'failed', 'sent']);
    expect(await world.request(2)).toMatchObject({ place: 'pending', failedMails: 1 });
    const free = { openAt: EPOCH, prevOpenAt: EPOCH, claimed: false };
    expect((await world.contact(2)).guard).toEqual(free);
    const { recipient } = (await world.email(refused))!;
    expect((await world.service.store.getMailbox(recipient.mailboxKey)).guard).toEqual(free);
    expect(await announcedOf(world, refused)).toEqual(['email_created', 'email_failed']);

    world.ses.script = () => 'accept';
    await liveDays(world, 1);
    expect(acceptsOf(world, await newestEmailOf(world, 2))).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 8: hands a request to staff at its third refused mail in a row', async () => {
    await queueMails(world, [1]);
    world.ses.script = () => 'message_rejected';
    await world.pump();
    await liveDays(world, 2);
    expect(world.ses.calls).toBe(3);
    expect(await world.request(1)).toMatchObject({ place: 'work_item', failedMails: 3 });
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each<FaultMode>(['invalid_parameter', 'address_blacklisted'])(
    'FAULTS 8: takes the call path when the address is the reason: %s',
    async (mode) => {
      const [id = ''] = await queueMails(world, [1]);
      world.ses.script = () => mode;
      await world.pump();
      expect(await world.email(id)).toMatchObject({ state: 'failed' });
      expect(await world.request(1)).toMatchObject({ place: 'call' });
      expect(await sendViolations(world)).toEqual([]);
    },
  );
});
