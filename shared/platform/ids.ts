import { monotonicFactory } from 'ulid';
import type { Clock, Ids } from '../domain/ports.ts';
import { toEpochMs } from '../domain/time.ts';

/** Ids that sort by the time of their making: a prefix and a ULID. */
export function createIds(clock: Clock): Ids {
  const ulid = monotonicFactory();
  return { next: (prefix) => `${prefix}_${ulid(toEpochMs(clock.now())).toLowerCase()}` };
}
