import { restricts } from './doubt.ts';
import { tokenize, visibleText } from './tokens.ts';

export type FieldName = 'day' | 'start' | 'end' | 'hours' | 'isClosed' | 'isOpen';
export type Fields = Partial<Record<FieldName, unknown>>;

const FIELD_NAMES = new Map<string, FieldName>(
  Object.entries({
    day: 'day days weekday weekdays dayofweek tag tage wochentag wochentage',
    start: 'start starts starttime startzeit from fromtime von beginn begin anfang open opens opentime',
    end: 'end ends endtime endzeit to totime until bis ende close closes closetime',
    hours: 'hours time times zeit zeiten uhrzeit uhrzeiten slots ranges windows zeitfenster intervals text',
    isClosed: 'closed isclosed geschlossen',
    isOpen: 'isopen active aktiv enabled available offen',
  }).flatMap(([field, names]) => names.split(' ').map((name) => [name, field as FieldName] as const)),
);

/** How deep forms may be nested: wrapper, weekday, part of the day, list, range. */
export const MAX_DEPTH = 8;

export function fieldNameOf(key: string): FieldName | undefined {
  return FIELD_NAMES.get(key.toLowerCase().replaceAll(/[\s_-]/gu, ''));
}

/** The fields of a form that are filled in; undefined when there is anything else in it, which might be a condition. */
export function fieldsOf(form: object): Fields | undefined {
  const fields: Fields = {};
  for (const [key, value] of Object.entries(form)) {
    if (isEmpty(value)) continue;
    const name = fieldNameOf(key);
    if (!name || name in fields) return undefined;
    fields[name] = value;
  }
  return fields;
}

/** Whether anything in a value that was not understood may restrict what else is said. */
export function mayRestrict(value: unknown): boolean {
  return textsIn(value).some((text) => restricts(tokenize(visibleText(text))));
}

/** Fields whose names restrict nothing; `bis` does in a text. */
const SAYS_NOTHING: (FieldName | undefined)[] = ['day', 'start', 'end', 'hours'];

/** All texts in a value, with the names of fields that are not known. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) || SAYS_NOTHING.includes(fieldNameOf(key)) ? [] : [key]),
    ...textsIn(inner, depth + 1),
  ]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing, or a list or a form in which nothing was filled in. */
export function isEmpty(value: unknown): boolean {
  return (
    isBlank(value) || (typeof value === 'object' && value !== null && Object.values(value).every(isBlank))
  );
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
