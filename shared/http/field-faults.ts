import type { z } from 'zod';
import type { FieldFault } from '../contracts/http/problems.ts';

/** How many faults one answer names: a megabyte of wrong items needs no answer of its size. */
const MOST = 50;

/**
 * A name as programs give it to a field. Anything else (a person's name, an address, a number in a field's place) is the
 * client's own words and is not repeated (I8).
 */
const PLAIN_NAME = /^[a-z][A-Za-z_]{0,39}$/;

/**
 * What a schema has found, field by field.
 *
 * @param at the name of a field by its path: `pointer` or `queryName`
 */
export function fieldFaults(error: z.ZodError, at: (path: PropertyKey[]) => string): FieldFault[] {
  return error.issues
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [{ field: at(issue.path), message: issue.message }];
      return issue.keys.map((key) =>
        PLAIN_NAME.test(key)
          ? { field: at([...issue.path, key]), message: 'is not known here' }
          : { field: at(issue.path), message: 'has a name in it that is not known here' },
      );
    })
    .slice(0, MOST);
}

/** Where a field stands in a body (RFC 6901), as far as its names are plain. */
export function pointer(path: PropertyKey[]): string {
  const strange = path.findIndex((step) => typeof step !== 'number' && !PLAIN_NAME.test(String(step)));
  return path
    .slice(0, strange < 0 ? undefined : strange)
    .map((step) => `/${String(step)}`)
    .join('');
}

/** A query parameter. */
export function queryName([name = '']: PropertyKey[]): string {
  return PLAIN_NAME.test(String(name)) ? `?${String(name)}` : '?';
}
