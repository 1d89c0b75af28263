import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../../time.ts';
import type { Period } from './periods.ts';

/** How a sentence relates something to a period. */
export type Relation = 'until' | 'before' | 'from' | 'after' | 'since' | 'in' | 'none';

const INCLUSIVE = String.raw`(?:einschlie(?:ß|ss)lich|inklusive|inkl\.?|einschl\.?|mit|und mit|and including|including)`;
const FILLER = String.raw`(?:${INCLUSIVE}|zum|zur|zu|den|dem|der|das|ins?|the|voraussichtlich|vermutlich|mindestens|wahrscheinlich|ca\.?|at least|around|on|nächste[nm]?|kommende[nm]?|diese[nm]?|next|this)`;
const BETWEEN = String.raw`(?:\s+${FILLER}){0,4}[\s,:]*$`;

const RELATIONS: [Relation, RegExp][] = [
  ['until', new RegExp(String.raw`(?<!\p{L})(?:bis|until|till|through|thru|up to)${BETWEEN}`, 'iu')],
  ['before', new RegExp(String.raw`(?<!\p{L})(?:vor|before|prior to)${BETWEEN}`, 'iu')],
  ['after', new RegExp(String.raw`(?<!\p{L})(?:nach|after)${BETWEEN}`, 'iu')],
  ['since', new RegExp(String.raw`(?<!\p{L})(?:seit|since)${BETWEEN}`, 'iu')],
  [
    'from',
    new RegExp(
      String.raw`(?<!\p{L})(?:ab|vom|von|from|as of|starting(?: from)?|zwischen|between)${BETWEEN}`,
      'iu',
    ),
  ],
  ['in', new RegExp(String.raw`(?<!\p{L})(?:in|im|am|an|on|at|during|während)${BETWEEN}`, 'iu')],
];

/** A range's sign or word between its two ends. */
const RANGE =
  /^(?:\.|st|nd|rd|th)?\s*(?:[-–—]+|bis|to|through|until|and|und)\s*(?:(?:zum|den|dem|einschließlich|inkl\.?)\s*)*$/iu;

/** Words that say that the last day counts too. */
const INCLUDED = new RegExp(String.raw`${INCLUSIVE}[\s\p{L}]{0,12}$`, 'iu');
const INCLUDED_BEHIND = new RegExp(String.raw`^\s*\(?${INCLUSIVE}(?![\p{L}])`, 'iu');

/** A period with what the sentence says of it. */
export interface Mention extends Period {
  relation: Relation;
  /** Where a range begins, of which this is the end. */
  rangeStart?: LocalDate;
  /** Whether the sentence says that the last day counts too. */
  isIncluded: boolean;
}

/** Gives every period of a sentence its relation; the beginning of a range goes into its end. */
export function mentionsOf(sentence: string, periods: Period[]): Mention[] {
  const mentions: Mention[] = [];
  let begun: Period | undefined;
  for (const [index, period] of periods.entries()) {
    const next = periods[index + 1];
    const before = sentence.slice(periods[index - 1]?.end ?? 0, period.start);
    const relation = begun ? 'until' : relationIn(before);
    if (
      next &&
      ['from', 'in', 'none'].includes(relation) &&
      RANGE.test(sentence.slice(period.end, next.start))
    ) {
      begun = period;
      continue;
    }
    const isIncluded =
      INCLUDED.test(before) || INCLUDED_BEHIND.test(sentence.slice(period.end, period.end + 40));
    mentions.push({ ...period, ...(begun && { rangeStart: begun.first }), relation, isIncluded });
    begun = undefined;
  }
  return mentions;
}

function relationIn(before: string): Relation {
  const near = before.slice(-60);
  return RELATIONS.find(([, pattern]) => pattern.test(near))?.[0] ?? 'none';
}

/**
 * The first day that is not within what lasts until a period: the day after a day, week or end ("bis 14.12.", "bis
 * Ende Januar"), but the first day of a month or longer ("bis Februar"), unless the sentence includes it or it ends a range. Undefined for
 * a vague part ("bis Mitte Januar").
 */
export function firstDayAfter(mention: Mention): LocalDate | undefined {
  const { first, last, unit, part, isIncluded, rangeStart } = mention;
  if (part === 'vague') return undefined;
  const isWhole =
    part === 'end' || isIncluded || rangeStart !== undefined || unit === 'day' || unit === 'week';
  return isWhole ? dayAfter(last) : first;
}

/** The first day of what begins with a period; undefined for a vague part or an end ("ab Ende Januar"). */
export function firstDayOf({ first, part }: Period): LocalDate | undefined {
  return part === 'all' ? first : undefined;
}

/** The next date. */
export function dayAfter(date: LocalDate): LocalDate {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}
