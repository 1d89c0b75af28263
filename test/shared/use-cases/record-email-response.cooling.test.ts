import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { placesOf, sendMail } from '../../support/follow-up.ts';
import { SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const rejected = (number: number) => ({ number, outcome: 'rejected' as const });
const accepted = (number: number) => ({ number, outcome: 'accepted' as const });

/** The end of a cooling period that starts with the mail: four weeks later. */
const COOLED = plus(SEND_TIME, 28 * DAY_MS);

describe('the cooling period', () => {
  it('starts when everybody is turned down: no batch until 28 days later, with a look-ahead of a day', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [rejected(1), rejected(2)] });
    expect((await world.contact(1)).coolingUntil).toBe(COOLED);

    world.patient(3);
    await world.match({ id: 3, therapist: 1 });
    world.at(plus(COOLED, -DAY_MS - HOUR_MS));
    expect(await world.batch()).toMatchObject({ emails: 0 });
    world.at(plus(COOLED, -DAY_MS));
    expect(await world.batch()).toMatchObject({ emails: 1 });
    const [next] = await world.emailsOf(1);
    expect(await world.email(next ?? '')).toMatchObject({ notBefore: COOLED });
  });

  it('does not start while an entry is open, accepted or left for a follow-up', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [rejected(1)] });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
    await world.answer({ emailId, decisions: [{ number: 2, outcome: 'needs_follow_up' }] });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
    await world.answer({ emailId, decisions: [accepted(2)] });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
  });

  it('starts with the last refusal of an answer that comes in parts', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [rejected(1)] });
    world.clock.advance(DAY_MS);
    await world.answer({ emailId, decisions: [rejected(2)] });
    expect((await world.contact(1)).coolingUntil).toBe(plus(COOLED, DAY_MS));
  });

  it('asks for no decision about a request that was closed before the answer', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.status(2, 'abgelehnt');
    await world.answer({ emailId, decisions: [rejected(1)] });
    expect((await world.contact(1)).coolingUntil).toBe(COOLED);
  });

  it('is lifted by a correction that accepts, and what it put off is mailed in its turn', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [rejected(1)] });
    world.patient(2);
    await world.match({ id: 2, therapist: 1 });
    world.at('2026-11-30T00:00:00.000Z');
    expect(await world.batch()).toMatchObject({ emails: 0, deferred: { cooling: 1 } });

    await world.answer({ emailId, decisions: [accepted(1)] });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
    expect(await world.batch()).toMatchObject({ emails: 1 });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'contact_email']);
  });

  it('is lifted by a correction that leaves somebody for a follow-up', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [rejected(1)] });
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'needs_follow_up' }] });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
  });

  it('is not prolonged by a correction of the reason, and starts anew after a correction back', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [rejected(1)] });
    world.clock.advance(DAY_MS);
    await world.answer({ emailId, decisions: [{ ...rejected(1), reason: 'no_capacity' }] });
    expect((await world.contact(1)).coolingUntil).toBe(COOLED);
    await world.answer({ emailId, decisions: [accepted(1)] });
    await world.answer({ emailId, decisions: [rejected(1)] });
    expect((await world.contact(1)).coolingUntil).toBe(plus(COOLED, DAY_MS));
  });

  it('holds back a mail that was queued before the refusal', async () => {
    const emailId = await sendMail(world, 1, [1]);
    world.patient(2);
    await world.match({ id: 2, therapist: 1 });
    world.at('2026-11-30T09:00:00.000Z');
    expect(await world.batch()).toMatchObject({ emails: 1 });
    await world.answer({ emailId, decisions: [rejected(1)] });
    const coolingUntil = (await world.contact(1)).coolingUntil ?? '';
    world.at('2026-12-01T10:00:00.000Z');
    expect(await world.pump()).toMatchObject({ accepted: 0, postponed: 1 });
    const [queued] = await world.emailsOf(1);
    expect(await world.email(queued ?? '')).toMatchObject({ state: 'queued', notBefore: coolingUntil });
    world.at('2026-12-28T10:00:00.000Z');
    expect(await world.pump()).toMatchObject({ accepted: 1 });
  });

  it('lasts as long as the configuration says, and not at all for 0 days', async () => {
    const other = await startWorld({ environment: { COOLING_DAYS: '0' } });
    try {
      const emailId = await sendMail(other, 1, [1]);
      await other.answer({ emailId, decisions: [rejected(1)] });
      expect(await other.contact(1)).not.toHaveProperty('coolingUntil');
    } finally {
      await other.stop();
    }
  });
});
