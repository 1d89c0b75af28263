import { describe, expect, it } from '@jest/globals';
import type { createCounters } from '../../../local/counters.ts';
import { plus, HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { pumpEvery, queueDirectly, queueMails, SEND_TIME } from '../../support/sending.ts';
import { ALL_MAIL, switchBoard } from '../../support/switches.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const age = () =>
  (world.runtime.metrics as ReturnType<typeof createCounters>).gauges.get('send_queue_oldest_seconds');
const pumpAt = async (at: string) => {
  world.at(at);
  await world.pump();
};

describe('the age of the send queue', () => {
  it('is 0 when everything that may leave has left', async () => {
    await queueMails(world, [1]);
    await world.pump();
    expect(age()).toBe(0);
  });

  it('counts from the opening of the send window for what fell due before, and not while it is closed', async () => {
    await queueMails(world, [1]);
    await switchBoard(world).off(ALL_MAIL);
    await pumpAt('2026-11-23T08:30:00.000Z');
    expect(age()).toBe(1.5 * 3600);
    await pumpAt('2026-11-23T20:00:00.000Z');
    expect(age()).toBe(0);
    await pumpAt('2026-11-24T07:10:00.000Z');
    expect(age()).toBe(600);
  });

  it('counts from the time at which a mail falls due in the open window', async () => {
    world.at(SEND_TIME);
    await queueDirectly(world, [1]);
    await switchBoard(world).off(ALL_MAIL);
    await pumpAt(plus(SEND_TIME, HOUR_MS));
    expect(age()).toBe(3600);
  });

  it('counts confirmations at any time of the day', async () => {
    const [emailId = ''] = await queueMails(world, [1]);
    await world.pump();
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    await switchBoard(world).off(ALL_MAIL);
    await pumpAt(plus(SEND_TIME, 12 * HOUR_MS));
    expect(age()).toBe(12 * 3600);
  });

  it('is measured by every run, whatever ends it', async () => {
    await queueMails(world, [1]);
    world.ses.quota.max24HourSend = 0;
    await pumpEvery(world, MINUTE_MS, 2);
    expect(age()).toBeGreaterThan(0);
  });
});
