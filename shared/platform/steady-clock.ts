import type { Clock } from '../domain/ports.ts';
import { EPOCH, latest, plus } from '../domain/time.ts';

/**
 * A clock that never goes back: while the one that it follows is behind what it has told, it stands still but for the time that
 * is slept. For one run, in which a turn that is claimed too early would end too early (FAULTS 23); a process lives too
 * long for it.
 */
export function createSteadyClock(clock: Clock): Clock {
  let told = EPOCH;
  const now = () => (told = latest(told, clock.now()));
  return {
    now,
    async sleep(ms) {
      const until = plus(now(), ms);
      await clock.sleep(ms);
      told = latest(told, until);
    },
  };
}
