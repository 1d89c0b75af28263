import { readJson } from '../json.ts';
import { toText } from './fields.ts';

/** More than this is no note on somebody's free hours. */
const MAX_CHARACTERS = 300;

/** Days, their windows, and the ends of a window: what is nested deeper has no reading. */
const MAX_LEVELS = 3;

/**
 * `zeitliche_verfuegbarkeit` as a short text for people: it is free text, or JSON in one of several shapes.
 *
 * @example {"montag": ["09:00-12:00"], "freitag": true} → "Montag: 09:00-12:00; Freitag"
 * @returns undefined when nothing in it can be read
 */
export function readAvailability(value: unknown): string | undefined {
  const text = toText(describe(parsed(value), MAX_LEVELS));
  if (text === undefined || text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, MAX_CHARACTERS - 1)}…`;
}

/** Some store the object as text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  const json = readJson(Buffer.from(`{"value":${value}}`));
  return json.ok ? json.value['value'] : value;
}

function describe(value: unknown, levels: number): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object' || value === null || levels === 0) return '';
  if (Array.isArray(value))
    return join(
      ', ',
      value.map((item) => describe(item, levels - 1)),
    );
  if (isWindow(value)) return join('–', [describe(value.start, 1), describe(value.end, 1)]);
  return join(
    '; ',
    Object.entries(value).map(([name, item]) => describeField(name, item, levels)),
  );
}

function isWindow(value: object): value is { start: unknown; end: unknown } {
  return 'start' in value && 'end' in value && Object.keys(value).length === 2;
}

/** `true` names the field alone; what is empty, false or unreadable leaves no trace. */
function describeField(name: string, value: unknown, levels: number): string {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  if (value === true) return label;
  const text = describe(value, levels - 1);
  return text && `${label}: ${text}`;
}

function join(separator: string, parts: string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}
