import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, msBetween, plus, type Instant } from '../../../shared/domain/time.ts';
import { pumpEvery, queueDirectly, SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest, type World } from '../../support/world.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const acceptedIds = ({ ses }: World) => ses.accepted.map(({ tags }) => tags['email_id']);

describe('the send window', () => {
  const world = worldPerTest({ start: SEND_TIME });

  /** One contact mail and one confirmation that are due. */
  async function queueBoth(): Promise<{ contact: string; confirmation: string }> {
    const [answered = ''] = await queueDirectly(world, [1]);
    await world.pump();
    const [contact = ''] = await queueDirectly(world, [2]);
    world.clock.advance(MINUTE_MS);
    await world.answer({ emailId: answered, decisions: [{ number: 1, outcome: 'accepted' }] });
    const [confirmation = ''] = await world.emailsOf(1);
    return { contact, confirmation };
  }

  it('lets a confirmation go before contact mails that wait for longer', async () => {
    const { contact, confirmation } = await queueBoth();
    await world.pump();
    expect(acceptedIds(world).slice(1)).toEqual([confirmation, contact]);
  });

  it.each<[string, Instant]>([
    ['in the evening', plus(SEND_TIME, 12 * HOUR_MS)],
    ['on a Saturday', plus(SEND_TIME, 5 * DAY_MS)],
    ['on a public holiday', '2026-12-25T10:00:00.000Z'],
  ])('keeps contact mails back %s, and confirmations not', async (_, at) => {
    const { contact, confirmation } = await queueBoth();
    world.at(at);
    expect(await world.pump()).toMatchObject({ end: 'outside_send_window', accepted: 1 });
    expect(acceptedIds(world).slice(1)).toEqual([confirmation]);
    expect(await world.email(contact)).toMatchObject({ state: 'queued', attempt: 0 });
  });
});

describe('many mails under way at a time', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ start: SEND_TIME, environment: { SEND_RATE_PER_SECOND: '20' } });
    world.ses.quota.maxSendRate = 1000;
  });
  afterEach(() => world.stop());

  it('sends each once', async () => {
    const queued = await queueDirectly(world, ids(30));
    expect(await world.pump()).toMatchObject({ end: 'queue_empty', accepted: 30 });
    expect(acceptedIds(world).sort()).toEqual(queued.toSorted());
  });

  it('FAULTS 6: takes no more than the daily quota has left', async () => {
    await queueDirectly(world, ids(25));
    world.ses.quota.max24HourSend = 17;
    expect(await world.pump()).toMatchObject({ end: 'quota_used_up', accepted: 17, notNow: 0 });
    expect(world.ses.calls).toBe(17);
  });

  it('FAULTS 6: uses what the refusals of others left of the quota', async () => {
    const queued = await queueDirectly(world, ids(18));
    world.ses.quota.max24HourSend = 12;
    world.ses.script = ({ tags }) =>
      queued.indexOf(tags['email_id'] ?? '') % 3 === 0 ? 'message_rejected' : 'accept';
    // In which order mails of one instant leave is nobody's promise: the quota may be used up before the last refusals.
    const report = await world.pump();
    expect(report).toMatchObject({ accepted: 12 });
    expect(world.ses.calls).toBe(12 + report.rejected);
  });

  it('FAULTS 7: a pause that begins meanwhile opens the breaker once, however many mails meet it', async () => {
    await queueDirectly(world, ids(30));
    world.ses.script = ({ n }) => (n > 12 ? 'account_paused' : 'accept');
    expect(await world.pump()).toMatchObject({ end: 'breaker_open', accepted: 12 });
    expect(world.ses.calls).toBeLessThanOrEqual(12 + 5);
    const before = world.ses.calls;
    await pumpEvery(world, MINUTE_MS + 1000, 1);
    expect(world.ses.calls).toBe(before + 1);
  });

  it('FAULTS 4: mails whose connection breaks are unknown, and the others leave', async () => {
    await queueDirectly(world, ids(30));
    world.ses.script = ({ n }) => (n % 10 === 7 ? 'accept_then_reset' : 'accept');
    expect(await world.pump()).toMatchObject({ end: 'queue_empty', accepted: 27, unknown: 3 });
    expect(new Set(acceptedIds(world)).size).toBe(30);
    expect(world.ses.accepted).toHaveLength(30);
  });
});

describe('a rate that SES grants', () => {
  const world = worldPerTest({ start: SEND_TIME, environment: { SEND_RATE_PER_SECOND: '14' } });

  it('is kept with a tenth to spare when it is below the configured one', async () => {
    await queueDirectly(world, ids(10));
    world.ses.quota.maxSendRate = 1;
    const from = world.clock.now();
    expect(await world.pump()).toMatchObject({ end: 'queue_empty', accepted: 10 });
    expect(msBetween(from, world.clock.now())).toBeGreaterThanOrEqual(9 * (1000 / 0.9));
  });

  it('of nothing at all is a quota that is used up', async () => {
    await queueDirectly(world, ids(2));
    world.ses.quota.maxSendRate = 0;
    expect(await world.pump()).toMatchObject({ end: 'quota_used_up', accepted: 0 });
  });
});

describe('an outage', () => {
  const world = worldPerTest({ start: SEND_TIME, environment: { SEND_RATE_PER_SECOND: '14' } });

  it('FAULTS 44: that begins in the middle of a run burns at most ten mails in an hour', async () => {
    await queueDirectly(world, ids(50));
    world.ses.script = ({ n }) => (n > 15 ? '503' : 'accept');
    await world.pump();
    await pumpEvery(world, 2 * MINUTE_MS, 30);
    const burnt = world.ses.calls - world.ses.accepted.length;
    expect(burnt).toBeGreaterThan(3);
    expect(burnt).toBeLessThanOrEqual(10);
  });
});
