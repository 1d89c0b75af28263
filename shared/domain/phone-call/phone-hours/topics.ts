import type { Interval } from '../interval.ts';
import { intersect, merge } from '../intervals.ts';
import type { Group } from './groups.ts';
import type { Statement } from './statements.ts';
import { EVERY_DAY } from './vocabulary.ts';

/** What a clause says, and what it is about. */
export interface Said {
  statements: Statement[];
  /** Whether it or its heading names the phone. */
  namesPhone: boolean;
  /** Whether it says when somebody can be called, understood or not. */
  saysWhen: boolean;
  /** Whether it has a heading of its own that is not understood: `Hausbesuche: Mo 14-18`. */
  isElse: boolean;
}

/**
 * Where a text says of some hours only that they are for the phone, others may be those of the practice: the ones before
 * ("Mo-Fr 8-18; Tel. Mo 12-13"), the ones that overlap, and all when it is not understood which are for the phone.
 */
export function aboutPhone(said: Said[]): Statement[] {
  const phone = said.filter(({ namesPhone, saysWhen }) => namesPhone && saysWhen);
  if (!phone[0]) return said.flatMap(({ statements }) => statements);
  const isUnderstood = phone.every(({ statements }) => statements.some(hasHours));
  const first = isUnderstood ? said.indexOf(phone[0]) : said.length;
  const groups = phone.flatMap(({ statements }) => statements.flatMap((statement) => statement.groups));
  const phoneHours = EVERY_DAY.map((weekday) => merge(rangesOn(weekday, groups)));
  return said.flatMap(({ statements, namesPhone, isElse }, index) => {
    if (namesPhone) return statements;
    if (isElse && isUnderstood)
      return statements.map(({ source }) => ({ source, groups: [], isDoubtful: true }));
    if (index < first)
      return statements.map((statement) => (hasHours(statement) ? elsewhere(statement) : statement));
    return statements.map((statement) => beside(phoneHours, statement));
  });
}

/** What is said of something else than the phone: no hours, but days off all the same. */
export function elsewhere({ source, groups }: Statement): Statement {
  return { source, groups: groups.filter(({ ranges }) => ranges.length === 0), isDoubtful: true };
}

/** A statement that does not name the phone; where it overlaps hours that do, one of the two may be wrong. */
function beside(phoneHours: Interval[][], statement: Statement): Statement {
  const overlaps = ({ weekdays, ranges }: Group) =>
    weekdays.some((weekday) => intersect(phoneHours[weekday - 1] ?? [], ranges).length > 0);
  if (!statement.groups.some(overlaps)) return statement;
  const { source, groups } = elsewhere(statement);
  const isNarrow = ({ weekdays }: Group) =>
    weekdays.every((weekday) => (phoneHours[weekday - 1] ?? []).length > 0);
  const inDoubt = statement.groups.filter((group) => overlaps(group) && isNarrow(group));
  const silencing = inDoubt.map(({ weekdays }) => ({ weekdays: [], ranges: [], silences: weekdays }));
  return { source, groups: [...groups, ...silencing], isDoubtful: true };
}

function hasHours({ groups }: Statement): boolean {
  return groups.some(({ ranges }) => ranges.length > 0);
}

function rangesOn(weekday: number, groups: Group[]): Interval[] {
  return groups.flatMap(({ weekdays, ranges }) => (weekdays.includes(weekday) ? ranges : []));
}
