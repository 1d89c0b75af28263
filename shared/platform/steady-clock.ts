import type { Clock } from '../domain/ports.ts';
import { EPOCH, latest } from '../domain/time.ts';

/**
 * A clock that never goes back: it stands still while the one that it follows is behind what it has told. For one run, in
 * which a turn that is claimed too early would end too early (FAULTS 23); a process lives too long for it.
 */
export function createSteadyClock(clock: Clock): Clock {
  let told = EPOCH;
  return {
    now: () => (told = latest(told, clock.now())),
    sleep: (ms) => clock.sleep(ms),
  };
}
