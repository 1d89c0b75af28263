import type { z } from 'zod';
import type { FieldFault } from '../contracts/http/problems.ts';

/** How many faults one answer names: a megabyte of wrong items needs no answer of its size. */
const MOST = 50;

/** A name that a schema may have. Others are the client's own words and are not repeated (I8). */
const PLAIN_NAME = /^[\w.-]{1,64}$/;

/**
 * What a schema has found, field by field.
 *
 * @param at the name of a field by its path: `pointer` or `queryName`
 */
export function fieldFaults(error: z.ZodError, at: (path: PropertyKey[]) => string): FieldFault[] {
  return error.issues
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [{ field: at(issue.path), message: issue.message }];
      return issue.keys.map((key) => ({ field: at([...issue.path, key]), message: 'is not known here' }));
    })
    .slice(0, MOST);
}

/** Where a field stands in a body (RFC 6901), as far as its names are plain. */
export function pointer(path: PropertyKey[]): string {
  const names = path.map(String);
  const strange = names.findIndex((name) => !PLAIN_NAME.test(name));
  return names
    .slice(0, strange < 0 ? undefined : strange)
    .map((name) => `/${name}`)
    .join('');
}

/** A query parameter. */
export function queryName([name = '']: PropertyKey[]): string {
  return PLAIN_NAME.test(String(name)) ? `?${String(name)}` : '?';
}
