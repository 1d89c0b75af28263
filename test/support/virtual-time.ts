import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/domain/ports.ts';
import { plus, toInstant, toEpochMs, type Instant } from '../../shared/domain/time.ts';

/** Time in which many can sleep at once: it moves to the next one who wakes when nobody has anything to do. */
export interface VirtualTime extends Clock {
  /** Lets time pass until `work` is done. */
  during<T>(work: Promise<T>): Promise<T>;
}

export function startVirtualTime(start: Instant): VirtualTime {
  let now = start;
  const sleepers: { at: number; wake: () => void }[] = [];

  return {
    now: () => now,

    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: toEpochMs(plus(now, Math.max(0, Math.ceil(ms)))), wake });
      }),

    async during(work) {
      let done = false;
      const watched = work.finally(() => (done = true));
      for (;;) {
        await setImmediate();
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set when the work is done
        if (done) return watched;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (!next) throw new Error('everybody waits for something that is not time');
        now = toInstant(Math.max(toEpochMs(now), next.at));
        next.wake();
      }
    },
  };
}
