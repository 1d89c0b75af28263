import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../../time.ts';
import {
  isBefore,
  lastOf,
  mondayOf,
  plainDate,
  plainDateOf,
  span,
  spanOfDay,
  type Days,
} from './calendar.ts';
import { EXPRESSION, MONTHS, WEEKDAYS } from './expressions.ts';
import { relativeOf } from './relative-days.ts';

/** Days that a sentence names, and where. */
export interface Period extends Days {
  start: number;
  end: number;
}

type Groups = Record<string, string | undefined>;

/** A date without a year may be one that has passed, if not longer ago than this. */
const RECENT_DAYS = 180;

export interface Reference {
  /** The local date of the mail. */
  today: LocalDate;
  /** Whether dates without a year are to come, or may have passed recently. */
  direction: 'recent' | 'future';
}

/**
 * The days, weeks, months, quarters and years that a sentence names, German or English, in their order.
 *
 * @returns undefined when one of them cannot be: no day of the calendar, another weekday than the one beside it, or
 *   one that means different days in Germany and America
 */
export function periodsIn(sentence: string, reference: Reference): Period[] | undefined {
  const periods: Period[] = [];
  let firstDay: { day: number; start: number; end: number } | undefined;
  for (const { index, 0: text, groups = {} } of sentence.matchAll(EXPRESSION)) {
    const end = index + text.length;
    if (groups['rangeDay'] !== undefined) {
      firstDay = { day: Number(groups['rangeDay']), start: index, end: index + groups['rangeDay'].length };
      continue;
    }
    if (groups['month4']?.toLowerCase() === 'may' && !isMay(sentence.slice(0, index))) continue;
    const days = daysOf(groups, reference);
    if (!days) return undefined;
    const first = firstDay && firstOfRange(firstDay.day, days);
    if (firstDay && !first) return undefined;
    if (firstDay && first) periods.push({ ...first, start: firstDay.start, end: firstDay.end });
    periods.push({ ...days, start: index, end });
    firstDay = undefined;
  }
  return periods;
}

/** Whether the English word is the month. */
function isMay(before: string): boolean {
  return /(?:in|of|until|till|before|from|by|since|after|through|early|mid|late|next)\s$/i.test(before);
}

/** "1. bis 15. August": the month and year of the first day are those of the last, or "28. bis 3. März" the ones before. */
function firstOfRange(day: number, { last }: Days): Days | undefined {
  const end = Temporal.PlainDate.from(last);
  const { year, month } = day > end.day ? end.subtract({ months: 1 }) : end;
  const start = plainDateOf(year, month, day);
  return start && spanOfDay(start);
}

function daysOf(groups: Groups, reference: Reference): Days | undefined {
  const today = Temporal.PlainDate.from(reference.today);
  return (
    dayOf(groups, reference) ??
    monthOf(groups, reference) ??
    weekOf(groups, reference) ??
    quarterOf(groups, today) ??
    relativeOf(groups, today)
  );
}

function dayOf(groups: Groups, reference: Reference): Days | undefined {
  const { iso, american } = groups;
  if (iso !== undefined) return single(iso);
  if (american !== undefined) return single(slashed(american));
  const [day, month, year] =
    [1, 2, 3]
      .map((n) => [groups[`day${n}`], groups[`month${n}`], groups[`year${n}`]])
      .find(([written]) => written !== undefined) ?? [];
  if (day === undefined || month === undefined) return undefined;
  const number = MONTHS.get(month.toLowerCase()) ?? Number(month);
  const date = dated(yearOf(year), number, Number(day), reference);
  const weekday = WEEKDAYS.get(groups['beside']?.toLowerCase() ?? '');
  return date && (weekday === undefined || weekday === date.dayOfWeek) ? span(date, date, 'day') : undefined;
}

/** "14/12/2026", and "12/14/2026", when only one of both can be meant. */
function slashed(text: string): string | undefined {
  const [first = 0, second = 0, year = 0] = text.split('/').map(Number);
  if (first <= 12 && second <= 12 && first !== second) return undefined;
  const [day, month] = second > 12 ? [second, first] : [first, second];
  return [(year % 100) + 2000, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

function single(iso: string | undefined): Days | undefined {
  const date = iso === undefined ? undefined : plainDate(iso);
  return date && span(date, date, 'day');
}

function yearOf(written: string | undefined): number | undefined {
  return written === undefined ? undefined : 2000 + Number(written.replace("'", '').slice(-2));
}

/** A day of the calendar; without a year the nearest that the reference allows. */
function dated(
  year: number | undefined,
  month: number,
  day: number,
  reference: Reference,
): Temporal.PlainDate | undefined {
  if (year !== undefined) return plainDateOf(year, month, day);
  const today = Temporal.PlainDate.from(reference.today);
  const earliest = reference.direction === 'future' ? today : today.subtract({ days: RECENT_DAYS });
  return [today.year - 1, today.year, today.year + 1]
    .flatMap((one) => plainDateOf(one, month, day) ?? [])
    .find((date) => Temporal.PlainDate.compare(date, earliest) >= 0);
}

function monthOf(groups: Groups, reference: Reference): Days | undefined {
  const { month4, year4, part } = groups;
  if (month4 === undefined) return undefined;
  const month = MONTHS.get(month4.toLowerCase()) ?? 0;
  // The last day decides whether a month has passed.
  const within = {
    ...reference,
    today: Temporal.PlainDate.from(reference.today).with({ day: 1 }).toString(),
  };
  const first = dated(yearOf(year4), month, 1, within);
  return first && { ...span(first, lastOf(first), 'month'), part: partOf(part) };
}

function partOf(written: string | undefined): Days['part'] {
  if (written === undefined) return 'all';
  return /^(ende|end)/i.test(written) ? 'end' : 'vague';
}

function weekOf(groups: Groups, reference: Reference): Days | undefined {
  const week = Number(groups['week1'] ?? groups['week2'] ?? 0);
  if (week < 1 || week > 53) return undefined;
  const today = Temporal.PlainDate.from(reference.today);
  const given = yearOf(groups['weekYear']);
  const years = given === undefined ? [today.year - 1, today.year, today.year + 1] : [given];
  const earliest = today.subtract({ days: reference.direction === 'future' ? 6 : RECENT_DAYS });
  const monday = years
    .map((year) => mondayOf(Temporal.PlainDate.from({ year, month: 1, day: 4 })).add({ weeks: week - 1 }))
    .find((date) => given !== undefined || Temporal.PlainDate.compare(date, earliest) >= 0);
  return monday && span(monday, monday.add({ days: 6 }), 'week');
}

function quarterOf(groups: Groups, today: Temporal.PlainDate): Days | undefined {
  const number = groups['quarter1'] ?? groups['quarter2'];
  if (number === undefined) return undefined;
  const given = yearOf(groups['quarterYear1'] ?? groups['quarterYear2']);
  const first = Temporal.PlainDate.from({ year: given ?? today.year, month: Number(number) * 3 - 2, day: 1 });
  const quarter =
    given === undefined && isBefore(first.add({ months: 3 }), today) ? first.add({ years: 1 }) : first;
  return span(quarter, quarter.add({ months: 3 }).subtract({ days: 1 }), 'quarter');
}
