/** Fields that several resources of the API share (CONTRACT §2). */
import { z } from 'zod';
import { canonicalAddress } from '../../domain/email/address.ts';
import { toEpochMs, toInstant } from '../../domain/time.ts';

/** Years that a field of this service can mean; anything else is a slip of the pen or of the unit. */
const YEARS = { first: 2000, last: 2099 };

/** Id of a sibling service's resource: a positive integer that every JSON reader keeps exact. */
export const siblingId = z.int().positive();

/** The same as a query parameter: digits, without sign, leading zero or exponent. */
export const siblingIdParameter = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'must be a positive integer')
  .transform(Number)
  .pipe(siblingId);

/** Id of an email. Ids are opaque to clients; the pattern only keeps nonsense away from the tables. */
export const emailId = z.string().regex(ownId('em'));

/** Id of an entry: its email's id and its number. */
export const emailEntryId = z.string().regex(new RegExp(`${ownId('em').source.slice(0, -1)}-[1-9]\\d{0,3}$`));

/** Pattern of this service's own ids: a prefix and a ULID in lower case. */
export function ownId(prefix: 'em' | 'pc' | 'wi' | 'ab' | 'in' | 'er'): RegExp {
  return new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
}

/** An instant as clients write it, ISO 8601 with `Z` and any precision; comes out in the one form of the domain. */
export const instant = z.iso
  .datetime({ error: 'must be an instant like 2026-11-23T08:00:00Z', abort: true })
  .refine((text) => {
    const year = Number(text.slice(0, 4));
    return YEARS.first <= year && year <= YEARS.last;
  }, `must lie in the years ${YEARS.first} to ${YEARS.last}`)
  .overwrite((text) => toInstant(toEpochMs(text)));

/**
 * Words of people: trimmed, not empty unless `min` is 0, at most so many characters; whole Unicode characters, and no
 * control character but line breaks and tabs.
 */
export function text(max: number, min = 1): z.ZodString {
  return z.string().trim().min(min).max(max).refine(isReadable, 'must be readable Unicode text');
}

function isReadable(words: string): boolean {
  return words.isWellFormed() && !CONTROL_CHARACTER.test(words);
}

// eslint-disable-next-line no-control-regex -- these are what nobody can read
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** An email address as somebody writes it. */
export const emailAddress = z
  .string()
  .max(320, { abort: true })
  .refine(
    (written) => canonicalAddress(written) !== undefined,
    'must be one address that mail can be delivered to',
  );

/** A yes or no in a query, where everything is text. */
export const flagParameter = z.enum(['true', 'false']).transform((flag) => flag === 'true');

/** The part of a list's query that is the same everywhere. */
export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be an integer from 1 to 100')
    .default('20')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .describe('How many at most; a page may hold fewer and still have a successor.'),
  cursor: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe('`next_cursor` of the page before, with the same filters.'),
};

/** A page of a list. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next_cursor: z.string().nullable().describe('Continues the list; null at its end.'),
  });
}
