import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../domain/ports.ts';
import { toInstant } from '../domain/time.ts';

/** The machine's clock: the only place that reads it. */
export const systemClock: Clock = {
  now: () => toInstant(Date.now()),
  sleep: async (ms) => {
    await setTimeout(ms);
  },
};
