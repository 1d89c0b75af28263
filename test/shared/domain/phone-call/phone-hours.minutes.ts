import type { WeeklyWindow } from '../../../../shared/domain/phone-call/phone-hours.ts';

const DAY = 24 * 60;

/** `13 9-10,14-15:30; 6 11-12` → the minutes of the week that it says. */
export function minutesMeant(meant: string): Set<number> {
  const days = meant.split('; ').filter((day) => day !== '');
  return new Set(
    days.flatMap((day) => {
      const [weekdays = '', ranges = ''] = day.split(' ');
      return [...weekdays].flatMap((weekday) =>
        ranges.split(',').flatMap((range) => {
          const [start = 0, end = 0] = range.split('-').map(minuteOf);
          return minutesOf(Number(weekday), start, end);
        }),
      );
    }),
  );
}

/** The minutes of the week that windows hold. */
export function minutesRead(windows: WeeklyWindow[]): Set<number> {
  return new Set(
    windows.flatMap(({ weekday, startMinute, endMinute }) => minutesOf(weekday, startMinute, endMinute)),
  );
}

function minutesOf(weekday: number, start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => weekday * DAY + start + index);
}

function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
