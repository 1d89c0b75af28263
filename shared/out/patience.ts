import type { Clock } from '../domain/ports.ts';
import { plus, type Instant } from '../domain/time.ts';

/** Deadlines missed in a row until a service counts as hanging. */
const MISSED_IN_A_ROW = 3;

/** How long a hanging service is not asked. */
const PAUSE_MS = 30_000;

/** Whether a service is worth asking. */
export interface Patience {
  /** False while the service is left alone. */
  isWorthAsking(): boolean;
  /** Hears whether the service kept its deadline, whatever it answered. */
  note(keptDeadline: boolean): void;
}

/**
 * Keeps a service that hangs from holding up everybody behind it: a batch of a hundred records would wait out a hundred
 * deadlines and never end in time. Failures that come at once cost nothing and do not count.
 */
export function createPatience(clock: Clock): Patience {
  let missed = 0;
  let pausedUntil: Instant | undefined;
  return {
    isWorthAsking: () => pausedUntil === undefined || pausedUntil <= clock.now(),
    note(keptDeadline) {
      missed = keptDeadline ? 0 : missed + 1;
      pausedUntil = missed >= MISSED_IN_A_ROW ? plus(clock.now(), PAUSE_MS) : undefined;
    },
  };
}
