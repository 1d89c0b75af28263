import { expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { createSteadyClock } from '../../../shared/platform/steady-clock.ts';

const NOON = '2026-11-23T12:00:00.000Z';

it('a steady clock goes with the one that it follows, and stands still while that one is behind', () => {
  const machine = createSimulatedClock(NOON);
  const steady = createSteadyClock(machine);
  expect(steady.now()).toBe(NOON);
  machine.advance(-3_600_000);
  expect(steady.now()).toBe(NOON);
  machine.advance(3_599_999);
  expect(steady.now()).toBe(NOON);
  machine.advance(2);
  expect(steady.now()).toBe('2026-11-23T12:00:00.001Z');
});

it('a steady clock that stands still goes on by what is slept, so that nobody waits for longer and longer', async () => {
  const machine = createSimulatedClock(NOON);
  const steady = createSteadyClock(machine);
  steady.now();
  machine.advance(-3_600_000);
  await steady.sleep(50);
  await steady.sleep(50);
  expect(steady.now()).toBe('2026-11-23T12:00:00.100Z');
});
