import type { Interval } from '../interval.ts';
import { merge } from '../intervals.ts';
import type { Days } from './days.ts';
import type { Ranges } from './times.ts';
import { EVERY_DAY } from './vocabulary.ts';

/** Ranges of minutes of the local day that hold on each of some weekdays (1 = Monday). */
export interface Group {
  weekdays: number[];
  ranges: Interval[];
  /** Weekdays on which no other group may be believed. */
  silences?: number[];
}

export interface Reading {
  groups: Group[];
  /** All is read, and people should still look at it. */
  isDoubtful?: boolean;
}

/** Hours as a clause says them. */
export interface HoursPart {
  days: Days;
  read: Ranges;
  only: 'hours' | 'days' | undefined;
  /** Whether words for the phone stand in front of it, or behind. */
  phone: { isFirst: boolean; isLast: boolean };
}

/** Weekdays that a clause says are without hours. */
export interface OffPart {
  weekdaysOff: number[];
  /** Whether it may be a row of a table: `Mi: geschlossen`. */
  isRow: boolean;
}

/** What the parts of a clause say together; undefined when one makes another doubtful. */
export function readingOf(parts: (HoursPart | OffPart)[]): Reading | undefined {
  const hours = parts.filter((part) => 'days' in part);
  if (hours.some(({ only }) => only === 'days') && parts.length > 1) return undefined;
  if (mayBeForVisits(hours)) return undefined;
  return {
    groups: parts.map((part) => ('days' in part ? groupOf(part) : offGroup(part.weekdaysOff))),
    ...(hours.some(({ days }) => days.isDoubtful) && { isDoubtful: true }),
  };
}

/** Whether some hours are said to be for the phone, so that others may not be: `Mo-Fr 8-18, telefonisch Mo 12-13`. */
function mayBeForVisits(hours: HoursPart[]): boolean {
  const [first, last] = [hours[0]?.phone, hours.at(-1)?.phone];
  if (!first || !last || first.isFirst || hours.length === 1) return false;
  if (hours.some(({ phone }) => phone.isFirst)) return !first.isLast;
  return hours.some(({ phone }) => phone.isLast) && (!last.isLast || overlap(hours));
}

function overlap(hours: HoursPart[]): boolean {
  return EVERY_DAY.some((weekday) => {
    const onDay = hours
      .filter(({ days }) => days.weekdays.includes(weekday))
      .flatMap(({ read }) => read.ranges);
    const minutes = (ranges: Interval[]) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    return minutes(merge(onDay)) < minutes(onDay);
  });
}

function groupOf({ days: { weekdays }, read: { ranges }, only }: HoursPart): Group {
  if (!only) return { weekdays, ranges };
  return { weekdays, ranges, silences: only === 'days' ? EVERY_DAY : weekdays };
}

/** Weekdays without hours, whatever else says. */
export function offGroup(weekdays: number[]): Group {
  return { weekdays, ranges: [], silences: weekdays };
}

/** `Mo/Mi 9-10/14-15`, `Mo Mi 9-10 14-15`: may say that the first range is for the first day. */
export function isRespective(days: Days, read: Ranges): boolean {
  return days.joint === read.joint && (read.joint === 'slash' || read.joint === 'space');
}
