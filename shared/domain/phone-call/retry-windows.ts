import { subtract } from './intervals.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/**
 * The phone hours in which a call that failed is tried again, best first: on another weekday and at another hour, then
 * where one of them differs, then all of them, since a therapist with one hour a week is called in that hour
 * (CONTRACT §1: "other weekday and hour").
 *
 * @param failed ISO weekday and hour (0–23) at which the try that failed began, by the local wall clock
 * @returns choices to be tried in turn; the later ones contain the earlier ones
 */
export function retryWindows(
  windows: WeeklyWindow[],
  failed: { weekday: number; hour: number },
): WeeklyWindow[][] {
  const otherDays = windows.filter(({ weekday }) => weekday !== failed.weekday);
  const otherHours = windows.flatMap((window) => withoutHour(window, failed.hour));
  return [
    otherDays.flatMap((window) => withoutHour(window, failed.hour)),
    [...otherDays, ...otherHours],
    windows,
  ];
}

/** What is left of a window without one hour of the day. */
function withoutHour({ weekday, startMinute, endMinute }: WeeklyWindow, hour: number): WeeklyWindow[] {
  return subtract([{ start: startMinute, end: endMinute }], [{ start: hour * 60, end: (hour + 1) * 60 }]).map(
    ({ start, end }) => ({ weekday, startMinute: start, endMinute: end }),
  );
}
