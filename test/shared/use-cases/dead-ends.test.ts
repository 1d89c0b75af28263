import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import {
  acceptsOf,
  liveDays,
  newestEmailOf,
  pumpEvery,
  queueMails,
  SEND_TIME,
} from '../../support/sending.ts';
import { allWorkItems, sendMail, violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** What nobody can bring forward by waiting ends with a person, not in a loop. */
describe('a dead end', () => {
  it('is a therapist whom nobody knows: his requests go to staff', async () => {
    world.patient(1);
    await world.match({ id: 1, therapist: 404 });
    expect(await world.batch()).toMatchObject({ moved: 1, failed: 0 });
    expect(await world.request(1)).toMatchObject({ place: 'call' });
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'no_way_to_reach', requestIds: [1] }]);
    expect(await violations(world)).toEqual([]);
  });

  it('is a patient whom nobody knows at three mails in a row', async () => {
    world.therapist(1);
    await world.match({ id: 1, therapist: 1 });
    await liveDays(world, 4);
    expect(world.ses.accepted).toHaveLength(0);
    expect(await world.request(1)).toMatchObject({ place: 'work_item', failedMails: 3 });
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'patient_unknown', requestIds: [1] }]);
    expect(await violations(world)).toEqual([]);
  });
});

describe('a confirmation', () => {
  it('promises nothing for a request that was closed before it was accepted', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.status(1, 'abgelehnt');
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    expect(await world.emailsOf(1)).toEqual([emailId]);
    expect(await world.request(1)).toMatchObject({ place: 'closed' });
  });

  it('calls the patients by the numbers that the therapist knows', async () => {
    const emailId = await sendMail(world, 1, [1, 2, 3]);
    await world.answer({ emailId, decisions: [{ number: 3, outcome: 'accepted' }] });
    expect(await world.entries(await newestEmailOf(world, 1))).toMatchObject([{ requestId: 3, number: 3 }]);
  });
});

describe('an email between claim and outcome', () => {
  it('goes back into the queue when its body cannot be stored: it has surely not left', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const { openAt } = (await world.contact(1)).guard;
    const isBody = (input: object) => JSON.stringify(input).includes('"deflated"');
    const actor = world.actor({ faults: ({ input }) => (isBody(input) ? 'error' : undefined) });
    expect(await actor.processEmailQueue({})).toMatchObject({ failed: 1, accepted: 0 });
    expect(await world.email(id)).toMatchObject({ state: 'queued', tries: 0, attempt: 1 });
    expect((await world.contact(1)).guard).toMatchObject({ openAt, heldBy: id, claimed: false });

    world.clock.advance(2 * MINUTE_MS);
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    expect(acceptsOf(world, id)).toHaveLength(1);
  });

  it('is proved by its answer when its sender dies afterwards', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const actor = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
    });
    await actor.processEmailQueue({}).catch(() => undefined);
    expect(await world.email(id)).toMatchObject({ state: 'sending' });
    await world.answer({ emailId: id, decisions: [{ number: 1, outcome: 'rejected' }] });
    await pumpEvery(world, HOUR_MS, 8);
    expect(await world.email(id)).toMatchObject({ state: 'sent', sentAt: SEND_TIME, answered: true });
    expect(await world.email(id)).not.toHaveProperty('followUpAt');
    world.clock.advance(DAY_MS);
    expect(await violations(world)).toEqual([]);
  });
});
