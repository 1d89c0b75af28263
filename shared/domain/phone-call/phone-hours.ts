import type { Interval } from './interval.ts';
import { merge } from './intervals.ts';
import { asJson, reportsOf } from './phone-hours-reports.ts';
import {
  clausesOf,
  EVERY_DAY,
  readClause,
  readTimeOfDay,
  readTimeRanges,
  readWeekdays,
  weekdaysInDoubt,
  type DayHours,
} from './phone-hours-text.ts';

/** When somebody can be reached by phone, every week, in local wall-clock time. */
export interface WeeklyWindow {
  /** ISO weekday, 1 = Monday. */
  weekday: number;
  /** Minutes of the local day, 0–1439. */
  startMinute: number;
  /** Excluded; 1–1440. */
  endMinute: number;
}

export interface PhoneHours {
  /** Sorted by weekday and start; windows of one day neither overlap nor touch. */
  windows: WeeklyWindow[];
  /** What could not be read, for people: at most 100 reports of at most 200 characters. Personal data: not for logs. */
  notUnderstood: string[];
}

/** One thing that the phone hours say: read, or else with the weekdays on which nothing else can be trusted. */
type Statement = { source: unknown; hours: DayHours[] } | { source: unknown; inDoubt: number[] };

type Fields = Partial<Record<'day' | 'start' | 'end', string>>;

const FIELD_NAMES = new Map<string, keyof Fields>([
  ...['day', 'weekday', 'tag', 'wochentag'].map((name) => [name, 'day'] as const),
  ...['start', 'from', 'von', 'beginn'].map((name) => [name, 'start'] as const),
  ...['end', 'to', 'bis', 'ende'].map((name) => [name, 'end'] as const),
]);

/**
 * Reads phone hours (`telefonische_erreichbarkeit`, DESIGN §7) as the therapist service stores them: an object by
 * weekday, a list of `{day, start, end}`, or text; German or English.
 *
 * What is not understood as a whole is reported and not read: a wrong hour is worse than a missing one. A restriction
 * that is not understood ("mittwochs nicht") takes with it what was read for the same weekdays. Work is linear in the
 * size of the input, which the caller bounds.
 *
 * @param raw any JSON value, or undefined; nothing is reported for what is empty
 * @returns the windows and what could not be read; never throws
 */
export function parsePhoneHours(raw: unknown): PhoneHours {
  const statements = statementsOf(raw);
  const inDoubt = new Set(statements.flatMap((statement) => ('hours' in statement ? [] : statement.inDoubt)));
  const isSafe = ({ weekdays }: DayHours) => !weekdays.some((weekday) => inDoubt.has(weekday));
  const read: DayHours[] = [];
  const unread: unknown[] = [];
  for (const statement of statements) {
    if ('hours' in statement && statement.hours.every(isSafe)) read.push(...statement.hours);
    else unread.push(statement.source);
  }
  return { windows: weeklyWindows(read), notUnderstood: reportsOf(unread) };
}

function statementsOf(raw: unknown): Statement[] {
  if (isEmpty(raw)) return [];
  if (typeof raw === 'string') {
    const json = parsedJson(raw);
    return json === undefined ? textStatements(raw, { read: readClause }) : statementsOf(json);
  }
  if (Array.isArray(raw)) return raw.flatMap(rootElementStatements);
  if (isObject(raw))
    return fieldsOf(raw)?.day === undefined
      ? Object.entries(raw).flatMap(dayStatements)
      : [rangeStatement(raw)];
  return [unread(raw)];
}

/** An element of a list that is not under a weekday. */
function rootElementStatements(element: unknown): Statement[] {
  if (isEmpty(element)) return [];
  if (typeof element === 'string') return textStatements(element, { read: readClause });
  return [rangeStatement(element)];
}

/** `"monday": …`, where … is a text, a range, or a list of these. */
function dayStatements([key, value]: [string, unknown]): Statement[] {
  if (isEmpty(value)) return [];
  const weekdays = readWeekdays(key);
  if (!weekdays) return [unread({ [key]: value }, weekdaysInDoubt(asJson({ [key]: value }) ?? ''))];
  const read = (text: string) => {
    const ranges = readTimeRanges(text);
    return ranges && [{ weekdays, ranges }];
  };
  return (Array.isArray(value) ? value : [value]).flatMap((element: unknown) => {
    if (isEmpty(element)) return [];
    if (typeof element === 'string') return textStatements(element, { read, key, weekdays });
    return [rangeStatement(element, { key, weekdays })];
  });
}

/** The clauses of a text, as `read` understands them; those under a weekday's `key` can put only `weekdays` in doubt. */
function textStatements(
  text: string,
  {
    read,
    key,
    weekdays,
  }: { read: (clause: string) => DayHours[] | undefined; key?: string; weekdays?: number[] },
): Statement[] {
  return clausesOf(text).map((clause) => {
    const hours = read(clause);
    const source = key === undefined ? clause : `${key}: ${clause}`;
    if (hours) return { source, hours };
    const inDoubt = weekdaysInDoubt(clause);
    return unread(source, inDoubt.length > 0 ? (weekdays ?? inDoubt) : []);
  });
}

/** `{start, end}` under a weekday, or `{day, start, end}`. */
function rangeStatement(range: unknown, under?: { key: string; weekdays: number[] }): Statement {
  const source = under ? { [under.key]: range } : range;
  const { day, start, end } = fieldsOf(range) ?? {};
  const weekdays = day === undefined ? under?.weekdays : under ? undefined : readWeekdays(day);
  const [startMinute, endMinute] = [readTimeOfDay(start ?? ''), readTimeOfDay(end ?? '')];
  if (!weekdays || startMinute === undefined || endMinute === undefined || endMinute <= startMinute)
    return unread(source);
  return { source, hours: [{ weekdays, ranges: [{ start: startMinute, end: endMinute }] }] };
}

/** The fields of a range; undefined when there is anything else in it, which might be a condition. */
function fieldsOf(range: unknown): Fields | undefined {
  if (!isObject(range)) return undefined;
  const fields: Fields = {};
  for (const [key, value] of Object.entries(range)) {
    if (isEmpty(value)) continue;
    const name = FIELD_NAMES.get(key.toLowerCase());
    if (!name || name in fields || typeof value !== 'string') return undefined;
    fields[name] = value;
  }
  return fields;
}

function weeklyWindows(hours: DayHours[]): WeeklyWindow[] {
  const rangesOf = new Map<number, Interval[]>(EVERY_DAY.map((weekday) => [weekday, []]));
  for (const { weekdays, ranges } of hours) {
    for (const weekday of weekdays) rangesOf.get(weekday)?.push(...ranges);
  }
  return [...rangesOf].flatMap(([weekday, ranges]) =>
    merge(ranges).map(({ start, end }) => ({ weekday, startMinute: start, endMinute: end })),
  );
}

function unread(source: unknown, inDoubt: number[] = []): Statement {
  return { source, inDoubt };
}

/** JSON that was stored as text. */
function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing, or a list or a form in which nothing was filled in. */
function isEmpty(value: unknown): boolean {
  return (
    isBlank(value) || (typeof value === 'object' && value !== null && Object.values(value).every(isBlank))
  );
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
