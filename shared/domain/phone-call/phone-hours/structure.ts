import type { Days } from './days.ts';
import {
  fieldNameOf,
  fieldsOf,
  isBlank,
  isEmpty,
  isObject,
  MAX_DEPTH,
  mayRestrict,
  type Fields,
} from './forms.ts';
import { readClause, readTimeRanges } from './grammar.ts';
import { offGroup } from './groups.ts';
import {
  clauseIn,
  daysNamed,
  inDoubtBy,
  nameOfDays,
  namesHours,
  namesPhone,
  partOfDay,
  spaced,
} from './keys.ts';
import type { Statement } from './statements.ts';
import { readText, readTexts, readTextUnder, unread, type Heading } from './text.ts';
import { agrees } from './times.ts';
import { EVERY_DAY } from './vocabulary.ts';

/** What stands under weekdays, and how deep. */
interface Under extends Heading {
  depth: number;
}

/** What any JSON value says about phone hours; nothing for what is empty. */
export function statementsOf(raw: unknown, depth = 0): Statement[] {
  if (isEmpty(raw)) return [];
  if (depth > MAX_DEPTH) return [unread(raw, mayRestrict(raw) ? EVERY_DAY : [])];
  if (typeof raw === 'string') {
    const json = parsedJson(raw);
    return json === undefined ? readText(raw) : statementsOf(json, depth + 1);
  }
  if (Array.isArray(raw)) return statementsOfList(raw, depth);
  if (!isObject(raw)) return [unread(raw)];
  if (fieldsOf(raw)?.day !== undefined) return statementsOfRow(raw, depth);
  const hasPhone = Object.keys(raw).some((key) => namesPhone(key));
  const isEnglish = Object.keys(raw).some((key) => /^(?:tu|th|su)$/iu.test(key));
  return Object.entries(raw).flatMap(([key, value]) =>
    statementsOfEntry([isEnglish && /^we$/iu.test(key) ? 'wed' : key, value], { depth, hasPhone }),
  );
}

/** Texts are read as the lines of one text; all else on its own. */
function statementsOfList(list: unknown[], depth: number): Statement[] {
  const filled = list.filter((element) => !isBlank(element));
  if (filled.every((element) => typeof element === 'string')) return readTexts(filled);
  return filled.flatMap((element) => {
    const isForm = isObject(element) && Object.keys(element).some((key) => fieldNameOf(key) !== undefined);
    if (isForm && !isEmpty(element)) return statementsOfRow(element, depth);
    return isObject(element) || typeof element === 'string'
      ? statementsOf(element, depth + 1)
      : isEmpty(element)
        ? []
        : [unread(element)];
  });
}

/** `{ day: "Mo", start: "9:00", end: "10:00" }`, or with `hours`. */
function statementsOfRow(row: Record<string, unknown>, depth: number): Statement[] {
  const { day, ...hours } = fieldsOf(row) ?? {};
  const key = nameOfDays(day) ?? '';
  const days = daysNamed(key);
  if (days && Object.values(hours).length === 0)
    return [{ source: row, groups: [{ weekdays: days.weekdays, ranges: [] }], isDoubtful: true }];
  if (days)
    return doubting(days, rangeStatements({ key, weekdays: days.weekdays, depth }, { hours, source: row }));
  const own = Object.entries(row).find(([name]) => fieldNameOf(name) === 'day')?.[1];
  const weekdays = daysNamed(nameOfDays(own) ?? '')?.weekdays ?? EVERY_DAY;
  return [unread(row, mayRestrict(row) ? weekdays : [])];
}

/** `"monday": …`, or `"hours": …` around all of it. */
function statementsOfEntry(
  [key, value]: [string, unknown],
  { depth, hasPhone }: { depth: number; hasPhone: boolean },
): Statement[] {
  const days = daysNamed(key);
  if (days) return doubting(days, statementsUnder({ key, weekdays: days.weekdays, depth: depth + 1 }, value));
  if (isEmpty(value)) return [];
  // "sprechzeiten" beside "telefonzeiten" are not for the phone.
  const mayBeForPhone = namesPhone(key) || !hasPhone;
  const isWrapper = fieldNameOf(key) === 'hours' || namesHours(key);
  const holdsHours = typeof value === 'string' || typeof value === 'object';
  if (isWrapper && holdsHours && mayBeForPhone) return statementsOf(value, depth + 1);
  // { "Mo vormittags": "9-10" }, { "9-10": "Mo-Fr" }
  const isClause = typeof value === 'string' && mayBeForPhone;
  const reading = isClause ? readClause(clauseIn(`${spaced(key)}: ${value}`)) : undefined;
  const source = { [key]: value };
  if (reading) return [{ ...reading, source }];
  // { "telefon": …, "praxis": … }
  return [unread(source, hasPhone && !mayRestrict(source) ? [] : inDoubtBy(key, value))];
}

/** What stands under weekdays: a text, a range, or a list of these. */
function statementsUnder(under: Under, value: unknown): Statement[] {
  const { key, weekdays, depth } = under;
  const source = { [key]: value };
  // An empty weekday takes nothing back but what is said for several: { "Mo-Fr": "9-10", "Mi": [] }.
  if (isEmpty(value)) return [{ source, groups: [{ weekdays, ranges: [] }] }];
  if (value === false) return [dayOff(weekdays, source)];
  if (typeof value === 'string') return readTextUnder(under, value);
  if (Array.isArray(value)) return value.flatMap((element) => statementsOfElement(under, element));
  if (!isObject(value) || depth > MAX_DEPTH) return [unread(source, inDoubtUnder(weekdays, value))];
  if (Object.keys(value).every(partOfDay)) return statementsOfParts(under, value);
  return rangeStatements(under, { hours: fieldsOf(value), source });
}

function statementsOfElement(under: Under, element: unknown): Statement[] {
  const { key, weekdays, depth } = under;
  if (isEmpty(element)) return [];
  if (!Array.isArray(element)) return statementsUnder({ ...under, depth: depth + 1 }, element);
  const source = { [key]: element };
  const [start, end, ...others] = element as unknown[];
  if (others.length > 0) return [unread(source, inDoubtUnder(weekdays, element))];
  return rangeStatements(under, { hours: { start, end }, source });
}

/** `{ morning: …, afternoon: … }`, where the hours have to agree with the part of the day. */
function statementsOfParts({ key, weekdays, depth }: Under, parts: Record<string, unknown>): Statement[] {
  return Object.entries(parts).flatMap(([name, value]) => {
    const part = partOfDay(name);
    const under = { key: `${key} ${name}`, weekdays, depth: depth + 1 };
    const statements = isEmpty(value) ? [] : statementsUnder(under, value);
    return statements.map((statement) => {
      const ranges = statement.groups.flatMap((group) => group.ranges);
      return part && ranges.every((range) => agrees(range, part)) ? statement : unread(statement.source);
    });
  });
}

/** What the fields of a form say for its weekdays. */
function rangeStatements(
  under: Under,
  { hours, source }: { hours: Fields | undefined; source: unknown },
): Statement[] {
  const { weekdays, depth } = under;
  const { start, end, hours: inner, isClosed, isOpen, day } = hours ?? {};
  const notUnderstood = [unread(source, inDoubtUnder(weekdays, source))];
  const areFlags = [isClosed, isOpen].every((flag) => flag === undefined || typeof flag === 'boolean');
  if (!hours || day !== undefined || !areFlags) return notUnderstood;
  if (isClosed === true || isOpen === false) return [dayOff(weekdays, source)];
  if (inner !== undefined)
    return start === undefined && end === undefined && typeof inner !== 'boolean'
      ? statementsUnder({ ...under, depth: depth + 1 }, inner)
      : notUnderstood;
  const ranges =
    typeof start === 'string' && typeof end === 'string'
      ? readTimeRanges(clauseIn(`${start} bis ${end}`))
      : undefined;
  return ranges?.length === 1 ? [{ source, groups: [{ weekdays, ranges }] }] : notUnderstood;
}

function dayOff(weekdays: number[], source: unknown): Statement {
  return { source, groups: [offGroup(weekdays)] };
}

function doubting(days: Days, statements: Statement[]): Statement[] {
  return days.isDoubtful ? statements.map((statement) => ({ ...statement, isDoubtful: true })) : statements;
}

/** What stands under weekdays is about no others. */
function inDoubtUnder(weekdays: number[], value: unknown): number[] {
  return mayRestrict(value) ? weekdays : [];
}

/** JSON that was stored as text. */
function parsedJson(text: string): unknown {
  if (!/^\s*[[{"]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
