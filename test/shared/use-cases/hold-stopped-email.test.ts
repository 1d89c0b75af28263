import { describe, expect, it } from '@jest/globals';
import type { SwitchTarget } from '../../../shared/domain/email/switches.ts';
import { HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import {
  acceptsOf,
  addRequest,
  announcedOf,
  newestEmailOf,
  openRequests,
  pumpEvery,
  queueMails,
  SEND_TIME,
} from '../../support/sending.ts';
import { ALL_MAIL, mailTo, switchBoard } from '../../support/switches.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const board = switchBoard(world);
const FIRST_CONTACTS: SwitchTarget = { scope: 'template', template: 'initial_contact' };

/** Mails of two templates to two therapists: a first contact to 1, a batch to 2. */
async function queueTwo(): Promise<[string, string]> {
  await openRequests(world, [1, 2]);
  await addRequest(world, 3, { therapist: 2 });
  await world.batch();
  world.at(SEND_TIME);
  return [await newestEmailOf(world, 1), await newestEmailOf(world, 2)];
}

describe('a mail that a switch stops', () => {
  it('is left as it is while all mail is off, and the run ends', async () => {
    const [id] = await queueTwo();
    const before = await world.email(id);
    await board.off(ALL_MAIL);
    expect(await world.pump()).toMatchObject({ end: 'switched_off', accepted: 0, postponed: 0 });
    expect(await world.email(id)).toEqual(before);

    await board.on(ALL_MAIL);
    expect(await world.pump()).toMatchObject({ accepted: 2 });
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each([FIRST_CONTACTS, mailTo(1)])('stays in the queue with all that it has: %j', async (target) => {
    const [id] = await queueTwo();
    const [before, guard] = [await world.email(id), (await world.contact(1)).guard];
    await board.off(target);
    await world.pump();

    expect(acceptsOf(world, id)).toEqual([]);
    const email = await world.email(id);
    const at = email!.updatedAt;
    expect(email).toEqual({
      ...before,
      notBefore: plus(at, 10 * MINUTE_MS),
      timeline: [...before!.timeline, { state: 'queued', at, reason: 'switched_off' }],
      updatedAt: at,
      version: before!.version + 1,
    });
    expect((await world.contact(1)).guard).toEqual(guard);
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: id });
    expect(await announcedOf(world, id)).toEqual(['email_created']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('leaves the others to be sent, unless all are stopped', async () => {
    const [first, batch] = await queueTwo();
    await board.off(mailTo(1));
    expect(await world.pump()).toMatchObject({ accepted: 1, postponed: 1 });
    expect([acceptsOf(world, first), acceptsOf(world, batch)].map(({ length }) => length)).toEqual([0, 1]);

    const [again] = await queueMails(world, [4]);
    await board.off(ALL_MAIL);
    expect(await world.pump()).toMatchObject({ accepted: 0 });
    expect(await world.email(again ?? '')).toMatchObject({ state: 'queued' });
  });

  it('leaves within ten minutes after it is on again, and its history stays short', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await board.off(FIRST_CONTACTS);
    await pumpEvery(world, 5 * MINUTE_MS, 60);
    expect((await world.email(id))?.timeline).toHaveLength(2);

    await board.on(FIRST_CONTACTS);
    await pumpEvery(world, 5 * MINUTE_MS, 2);
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await world.email(id)).toMatchObject({ state: 'sent', attempt: 1, tries: 1 });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('may be a confirmation', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.answer({ emailId: id, content: 'Ja.', decisions: [{ number: 1, outcome: 'accepted' }] });
    await board.off(mailTo(1));
    world.clock.advance(MINUTE_MS);
    expect(await world.pump()).toMatchObject({ accepted: 0, postponed: 1 });
    await board.on(mailTo(1));
    await pumpEvery(world, 10 * MINUTE_MS, 1);
    expect(world.ses.accepted).toHaveLength(2);
  });

  it('is not given up while a source of its data is down', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await board.off(mailTo(1));
    world.therapists.faults.set(1, '500');
    await pumpEvery(world, HOUR_MS, 4 * 24);
    expect(await world.email(id)).toMatchObject({ state: 'queued' });
  });

  it('can be canceled', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await board.off(mailTo(1));
    await world.pump();
    await world.status(1, 'abgelehnt');
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
  });
});
