import { Temporal } from 'temporal-polyfill';
import { span, spanOfDay, unitAround, type Days } from './calendar.ts';
import { WEEKDAYS } from './expressions.ts';

/** Days that are named by what they are to the day of the mail: "heute", "nächste Woche", "Montag", "Jahresende". */
export function relativeOf(
  groups: Record<string, string | undefined>,
  today: Temporal.PlainDate,
): Days | undefined {
  const { endOf, next, span: unit, endOfThe, spanOfThe, endSpan, weekday, year5 } = groups;
  if (groups['today'] !== undefined) return span(today, today, 'day');
  if (groups['tomorrow'] !== undefined) return spanOfDay(today.add({ days: 1 }));
  if (groups['dayAfter'] !== undefined) return spanOfDay(today.add({ days: 2 }));
  // Somewhen in a year: no day of it is the first for sure.
  if (groups['season'] !== undefined) return { ...unitAround(today, 'year'), part: 'vague' };
  if (weekday !== undefined) return nextWeekday(today, WEEKDAYS.get(weekday.toLowerCase()) ?? 1);
  if (year5 !== undefined)
    return unitAround(Temporal.PlainDate.from({ year: Number(year5), month: 1, day: 1 }), 'year');
  const named = UNITS.find(({ name }) => name.test(unit ?? spanOfThe ?? endSpan ?? ''));
  if (!named) return undefined;
  const days = unitAround(next === undefined ? today : today.add(named.length), named.unit);
  const isEnd = [endOf, endOfThe, endSpan].some((written) => written !== undefined);
  return { ...days, part: isEnd ? 'end' : 'all' };
}

const UNITS: { name: RegExp; unit: Days['unit']; length: Temporal.DurationLike }[] = [
  { name: /^woche|^week/i, unit: 'week', length: { weeks: 1 } },
  { name: /^mon/i, unit: 'month', length: { months: 1 } },
  { name: /^quart/i, unit: 'quarter', length: { months: 3 } },
  { name: /^jahr|^year/i, unit: 'year', length: { years: 1 } },
];

/** The next day of that name; on the very day nobody knows whether it is meant. */
function nextWeekday(today: Temporal.PlainDate, weekday: number): Days | undefined {
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  return ahead === 0 ? undefined : spanOfDay(today.add({ days: ahead }));
}
