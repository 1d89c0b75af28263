import type { Interval } from '../interval.ts';
import { intersect, merge, subtract } from '../intervals.ts';
import type { Group } from './groups.ts';
import { EVERY_DAY } from './vocabulary.ts';

/** One thing that somebody's phone hours say, and what is read of it. */
export interface Statement {
  /** What people are shown when not all of it is used. */
  source: unknown;
  groups: Group[];
  /** Whether they are shown it in any case. */
  isDoubtful?: boolean;
}

/** Ranges that hold on one weekday because of groups that name the same weekdays. */
interface Claim {
  weekdays: number[];
  ranges: Interval[];
}

/**
 * What statements say together. A weekday that one of them takes back or puts in doubt is read from no other. Where a
 * group for fewer weekdays overlaps one for more ("Mo-Fr 9-12, Fr 9-11"), it says what holds on its weekdays.
 *
 * @returns the ranges of each weekday (1 = Monday), merged; the sources of all statements that are not used in full
 */
export function agree(statements: Statement[]): { rangesOf: Map<number, Interval[]>; notUsed: unknown[] } {
  const groups = statements.flatMap((statement) => statement.groups);
  const isBelieved = believed(groups);
  const rangesOf = new Map<number, Interval[]>();
  const lost = new Set<Group>();
  for (const weekday of EVERY_DAY) {
    const saying = groups.filter(({ weekdays }) => weekdays.includes(weekday));
    for (const group of saying) if (group.ranges.length > 0 && !isBelieved(group, weekday)) lost.add(group);
    const claims = claimsOf(saying.filter((group) => isBelieved(group, weekday)));
    const held = claims.filter((claim) => winnersOver(claim, claims).length === 0);
    rangesOf.set(weekday, merge(held.flatMap(({ ranges }) => ranges)));
    for (const claim of claims) {
      const isLost = subtract(claim.ranges, rangesOf.get(weekday) ?? []).length > 0;
      if (isLost) for (const group of saying) if (isSame(group.weekdays, claim.weekdays)) lost.add(group);
    }
  }
  const notUsed = statements.filter(
    (statement) => statement.isDoubtful || statement.groups.some((group) => lost.has(group)),
  );
  return { rangesOf, notUsed: notUsed.map(({ source }) => source) };
}

/** Whether a group is believed on a weekday: no other silences it. */
function believed(groups: Group[]): (group: Group, weekday: number) => boolean {
  const silencing = EVERY_DAY.map(
    (weekday) => groups.filter(({ silences }) => silences?.includes(weekday)).length,
  );
  return (group, weekday) => (silencing[weekday - 1] ?? 0) === (group.silences?.includes(weekday) ? 1 : 0);
}

/** At most 127 claims, however many groups there are. */
function claimsOf(groups: Group[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const { weekdays, ranges } of groups) {
    const key = weekdays.toSorted((a, b) => a - b).join();
    const claim = claims.get(key) ?? { weekdays, ranges: [] };
    claim.ranges.push(...ranges);
    claims.set(key, claim);
  }
  return [...claims.values()].map(({ weekdays, ranges }) => ({ weekdays, ranges: merge(ranges) }));
}

/** The claims for fewer of its weekdays that overlap a claim, or say that there are no hours. */
function winnersOver(claim: Claim, claims: Claim[]): Claim[] {
  return claims.filter(
    ({ weekdays, ranges }) =>
      weekdays.length < claim.weekdays.length &&
      weekdays.every((weekday) => claim.weekdays.includes(weekday)) &&
      (ranges.length === 0 || intersect(ranges, claim.ranges).length > 0),
  );
}

function isSame(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((weekday) => b.includes(weekday));
}
