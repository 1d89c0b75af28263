import type { Clock } from '../shared/domain/ports.ts';
import { toEpochMs, toInstant, type Instant } from '../shared/domain/time.ts';
import { systemClock } from '../shared/platform/clock.ts';

/**
 * A clock that can be moved. While it is held it stands still until it is moved, and sleeping on it moves it and waits
 * for nothing; while it runs it goes with the machine's time.
 */
export interface SimulatedClock extends Clock {
  /** Jumps to an instant, also backwards. */
  set(to: Instant): void;
  /** Moves by milliseconds; back when negative. */
  advance(ms: number): void;
  /** Stops it where it stands. */
  hold(): void;
  /** Lets it go on from where it stands. */
  run(): void;
}

/**
 * Makes a clock for tests, the demo and everything else that skips weeks; it is held at first.
 *
 * @param start the first `now()`; throws a RangeError when it is no instant
 */
export function createSimulatedClock(start: Instant): SimulatedClock {
  const machineMs = () => toEpochMs(systemClock.now());
  /** Epoch milliseconds while held, milliseconds ahead of the machine while running. */
  let time = { held: true, ms: toEpochMs(start) };
  const nowMs = () => (time.held ? time.ms : time.ms + machineMs());
  return {
    now: () => toInstant(nowMs()),
    async sleep(ms) {
      if (!time.held) return systemClock.sleep(ms);
      time.ms += Math.max(0, ms);
    },
    set(to) {
      time.ms += toEpochMs(to) - nowMs();
    },
    advance(ms) {
      time.ms += ms;
    },
    hold() {
      time = { held: true, ms: nowMs() };
    },
    run() {
      time = { held: false, ms: nowMs() - machineMs() };
    },
  };
}
