import type { Interval } from './interval.ts';
import { intersect } from './intervals.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/** When all of several people can be reached: the weekly time that their windows have in common, merged. */
export function commonWindows(ofEach: WeeklyWindow[][]): WeeklyWindow[] {
  const [first, ...others] = ofEach;
  if (!first) return [];
  return weekdaysOf(first).flatMap((weekday) => {
    const minutes = others.reduce<Interval[]>(
      (common, windows) => intersect(common, minutesOn(weekday, windows)),
      minutesOn(weekday, first),
    );
    return minutes.map(({ start, end }) => ({ weekday, startMinute: start, endMinute: end }));
  });
}

function weekdaysOf(windows: WeeklyWindow[]): number[] {
  return [...new Set(windows.map(({ weekday }) => weekday))].sort((a, b) => a - b);
}

function minutesOn(weekday: number, windows: WeeklyWindow[]): Interval[] {
  return windows
    .filter((window) => window.weekday === weekday)
    .map(({ startMinute, endMinute }) => ({ start: startMinute, end: endMinute }));
}
