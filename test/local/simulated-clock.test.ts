import { describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../local/simulated-clock.ts';
import { DAY_MS, HOUR_MS } from '../../shared/domain/time.ts';

const START = '2026-03-02T08:00:00.000Z';

describe('simulated clock', () => {
  it('stands still until it is moved', () => {
    const clock = createSimulatedClock(START);
    expect([clock.now(), clock.now()]).toEqual([START, START]);
  });

  it('moves on and back', () => {
    const clock = createSimulatedClock(START);
    clock.advance(7 * DAY_MS);
    expect(clock.now()).toBe('2026-03-09T08:00:00.000Z');
    clock.advance(-HOUR_MS);
    expect(clock.now()).toBe('2026-03-09T07:00:00.000Z');
  });

  it('jumps to an instant and keeps to the one form of instants', () => {
    const clock = createSimulatedClock(START);
    clock.set('2026-01-01T00:00:00Z');
    expect(clock.now()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('passes the time that is slept at once, and none for a negative sleep', async () => {
    const clock = createSimulatedClock(START);
    await clock.sleep(90_000);
    await clock.sleep(-90_000);
    expect(clock.now()).toBe('2026-03-02T08:01:30.000Z');
  });

  it('refuses to start at what is no instant', () => {
    expect(() => createSimulatedClock('tomorrow')).toThrow(RangeError);
  });
});
