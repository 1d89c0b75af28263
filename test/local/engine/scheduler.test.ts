import { describe, expect, it } from '@jest/globals';
import { createScheduler } from '../../../local/engine/scheduler.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { MINUTE_MS } from '../../../shared/domain/time.ts';

const START = '2026-11-23T00:50:00.000Z';
const schedule = (name: string, expression: string) => ({
  name,
  expression,
  timeZone: 'Europe/Berlin',
  functionName: name,
  input: {},
});
const HOURLY = schedule('hourly', 'rate(1 hour)');
const MINUTELY = schedule('minutely', 'rate(1 minute)');
const DAILY = schedule('daily', 'cron(0 2 * * ? *)');

function start(schedules = [DAILY, HOURLY, MINUTELY], takesMs = 0) {
  const clock = createSimulatedClock(START);
  const fired: string[] = [];
  const scheduler = createScheduler({
    schedules,
    clock,
    async tick({ name }) {
      fired.push(`${clock.now().slice(11, 16)} ${name}`);
      await clock.sleep(takesMs);
    },
  });
  return { clock, scheduler, fired };
}

async function moveTo({ scheduler }: ReturnType<typeof start>, to: string): Promise<void> {
  while (await scheduler.step(to));
}

describe('scheduler', () => {
  it('fires what is due in order, and leaves the clock where it was moved to', async () => {
    const each = start();
    await moveTo(each, '2026-11-23T02:05:00.000Z');
    expect(each.fired).toEqual([
      '00:51 minutely',
      '01:00 daily',
      '01:00 hourly',
      '01:06 minutely',
      '01:21 minutely',
      '01:36 minutely',
      '01:51 minutely',
      '02:00 hourly',
    ]);
    expect(each.clock.now()).toBe('2026-11-23T02:05:00.000Z');
  });

  it('fires the same however small the moves are', async () => {
    const [atOnce, bitByBit] = [start(), start()];
    await moveTo(atOnce, '2026-11-23T03:00:00.000Z');
    for (let minute = 51; minute <= 180; minute++) {
      await moveTo(bitByBit, new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString());
    }
    expect(bitByBit.fired).toEqual(atOnce.fired);
  });

  it('never goes back, and fires late what a slow tick has delayed', async () => {
    const each = start([HOURLY, schedule('other', 'rate(1 hour)')], 20 * MINUTE_MS);
    await moveTo(each, '2026-11-23T01:10:00.000Z');
    expect(each.fired).toEqual(['01:00 hourly', '01:20 other']);
    expect(each.clock.now()).toBe('2026-11-23T01:40:00.000Z');
  });

  it('tells the next tick of every schedule, the earliest first', () => {
    expect(
      start()
        .scheduler.upcoming()
        .map(({ schedule: { name }, at }) => [name, at]),
    ).toEqual([
      ['minutely', '2026-11-23T00:51:00.000Z'],
      ['daily', '2026-11-23T01:00:00.000Z'],
      ['hourly', '2026-11-23T01:00:00.000Z'],
    ]);
  });
});
