import type { WeeklyWindow } from '../../shared/domain/phone-call/phone-hours.ts';

const DAYS = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'];

/**
 * Weekly windows in the short form of tests: `Mo 9-10, 14:30-15, Mi-Fr 8-9`. It is no text that a person would have
 * typed, so that tests of slots do not depend on what the parser of phone hours understands.
 */
export function weeklyWindows(text: string): WeeklyWindow[] {
  let weekdays: number[] = [];
  return text.split(', ').flatMap((part) => {
    const words = part.split(' ').filter((word) => word !== '');
    const [days, hours] = words.length === 1 ? [undefined, words[0]] : words;
    if (days !== undefined) weekdays = weekdaysOf(days);
    if (hours === undefined) return [];
    const [startMinute = NaN, endMinute = NaN] = hours.split('-').map(minuteOf);
    if (weekdays.length === 0 || !(startMinute < endMinute)) throw new Error(`no windows: ${text}`);
    return weekdays.map((weekday) => ({ weekday, startMinute, endMinute }));
  });
}

/** `Mo-Mi` → 1, 2, 3. */
function weekdaysOf(days: string): number[] {
  const [first = NaN, last = first] = days.split('-').map((day) => DAYS.indexOf(day) + 1);
  return DAYS.map((_, index) => index + 1).filter((weekday) => first <= weekday && weekday <= last);
}

/** `9:30` → 570. */
function minuteOf(time: string): number {
  const [hours = NaN, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
