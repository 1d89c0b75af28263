import type { z } from 'zod';

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

const FORMATS: Record<string, string> = {
  datetime: 'an instant such as 2026-01-31T09:00:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 09:00',
  url: 'an address such as https://praxis.example',
  email: 'an address such as name@praxis.example',
};

const UNITS: Record<string, string> = { string: 'character', array: 'item' };

/**
 * Says of a field what it has to be, where its schema has no words of its own. Nothing that was sent is repeated (I8).
 *
 * @returns undefined to leave it to Zod
 */
export const fieldMessage: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`;
    case 'invalid_format':
      return issue.format in FORMATS ? `must be ${FORMATS[issue.format]}` : undefined;
    case 'too_small':
      return limit(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    case 'too_big':
      return limit(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    default:
      return undefined;
  }
};

function oneOf(values: readonly unknown[]): string {
  const all = values.map(String);
  return all.length === 1 ? (all[0] ?? '') : `one of ${all.join(', ')}`;
}

function limit(words: string, bound: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit === undefined
    ? `must be ${words} ${bound}`
    : `must have ${words} ${bound} ${unit}${Number(bound) === 1 ? '' : 's'}`;
}
