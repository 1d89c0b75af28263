/** A half-open stretch of time `[start, end)` in epoch milliseconds. */
export interface Interval {
  start: number;
  end: number;
}
