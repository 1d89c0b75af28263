import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../../time.ts';

/** Days in a row. */
export interface Days {
  first: LocalDate;
  last: LocalDate;
  /** A single day, or longer. */
  unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
  /** The part of them that is meant. */
  part: 'all' | 'end' | 'vague';
}

/** The week, month, quarter or year that a day lies in. */
export function unitAround(day: Temporal.PlainDate, unit: Days['unit']): Days {
  if (unit === 'week') return span(mondayOf(day), mondayOf(day).add({ days: 6 }), unit);
  if (unit === 'month') return span(day.with({ day: 1 }), lastOf(day), unit);
  if (unit === 'year') return span(day.with({ month: 1, day: 1 }), day.with({ month: 12, day: 31 }), unit);
  const first = day.with({ month: Math.floor((day.month - 1) / 3) * 3 + 1, day: 1 });
  return span(first, first.add({ months: 3 }).subtract({ days: 1 }), unit);
}

export function spanOfDay(date: Temporal.PlainDate): Days {
  return span(date, date, 'day');
}

export function span(first: Temporal.PlainDate, last: Temporal.PlainDate, unit: Days['unit']): Days {
  return { first: first.toString(), last: last.toString(), unit, part: 'all' };
}

export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

export function lastOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ day: date.daysInMonth });
}

export function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

export function plainDateOf(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  return plainDate([year, month, day].map((part) => String(part).padStart(2, '0')).join('-'));
}

/** Undefined when the calendar has no such day. */
export function plainDate(iso: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(iso);
  } catch {
    return undefined;
  }
}
