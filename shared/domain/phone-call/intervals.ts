import type { Interval } from './interval.ts';

/**
 * Algebra of half-open intervals `[start, end)`. The functions count in whatever unit their caller counts: epoch
 * milliseconds or minutes of a day. In the examples `9-12` stands for `{ start: 9, end: 12 }`.
 */

/** Whether two intervals share more than a border: `9-10, 9-12` → true; `9-10, 10-12` → false. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * The same stretch of time in sorted intervals that neither overlap nor touch: `10-12, 9-10, 14-15` → `9-12, 14-15`.
 * Intervals without a length go.
 */
export function merge(intervals: Interval[]): Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
    else merged.push({ ...next });
  }
  return merged;
}

/** What both have in common, merged: `8-12, 14-18` and `11-15` → `11-12, 14-15`. */
export function intersect(left: Interval[], right: Interval[]): Interval[] {
  const [a, b] = [merge(left), merge(right)];
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [a[i], b[j]];
    if (!one || !other) return common;
    if (overlaps(one, other))
      common.push({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) });
    if (one.end < other.end) i += 1;
    else j += 1;
  }
}

/** What is left of `whole` without the `holes`, merged: `8-18` without `9-10, 12-14` → `8-9, 10-12, 14-18`. */
export function subtract(whole: Interval[], holes: Interval[]): Interval[] {
  const borders = merge(holes);
  const starts = [-Infinity, ...borders.map(({ end }) => end)];
  const ends = [...borders.map(({ start }) => start), Infinity];
  return intersect(
    whole,
    starts.map((start, index) => ({ start, end: ends[index] ?? Infinity })),
  );
}
