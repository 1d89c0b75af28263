import { MINUTE_MS, toEpochMs, toInstant, type Instant } from '../time.ts';
import type { Interval } from './interval.ts';

/** Calls start on, and are booked in, 5-minute cells of UTC (DESIGN §7). */
export const CELL_MS = 5 * MINUTE_MS;

/** When a call takes place and what is kept free around it. */
export interface CallTime {
  startsAt: Instant;
  durationMinutes: number;
  /** Kept free before and after the call. */
  bufferMinutes: number;
}

/** The time that a call blocks, buffers included, in epoch milliseconds. */
export function blockedTime({ startsAt, durationMinutes, bufferMinutes }: CallTime): Interval {
  const start = toEpochMs(startsAt);
  return {
    start: start - bufferMinutes * MINUTE_MS,
    end: start + (durationMinutes + bufferMinutes) * MINUTE_MS,
  };
}

/**
 * The cells that a call blocks, as the instants at which they start, in order: what a booking writes, one item each.
 * Cells that are blocked in part count. 10:00 for 5 minutes with a buffer of 5 → 09:55, 10:00, 10:05.
 */
export function cellsOf(call: CallTime): Instant[] {
  const { start, end } = blockedTime(call);
  const first = Math.floor(start / CELL_MS);
  const count = Math.ceil(end / CELL_MS) - first;
  return Array.from({ length: count }, (_, index) => toInstant((first + index) * CELL_MS));
}
