import type { Clock } from '../shared/domain/ports.ts';
import { plus, toEpochMs, toInstant, type Instant } from '../shared/domain/time.ts';

/** A clock that stands still until it is moved; sleeping on it moves it and waits for nothing. */
export interface SimulatedClock extends Clock {
  /** Jumps to an instant, also backwards. */
  set(to: Instant): void;
  /** Moves by milliseconds; back when negative. */
  advance(ms: number): void;
}

/**
 * Makes a clock for tests, the demo and everything else that skips weeks.
 *
 * @param start the first `now()`; throws a RangeError when it is no instant
 */
export function createSimulatedClock(start: Instant): SimulatedClock {
  let now = toInstant(toEpochMs(start));
  return {
    now: () => now,
    sleep(ms) {
      now = plus(now, Math.max(0, ms));
      return Promise.resolve();
    },
    set(to) {
      now = toInstant(toEpochMs(to));
    },
    advance(ms) {
      now = plus(now, ms);
    },
  };
}
