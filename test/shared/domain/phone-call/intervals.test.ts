import { describe, expect, it } from '@jest/globals';
import type { Interval } from '../../../../shared/domain/phone-call/interval.ts';
import { intersect, merge, overlaps, subtract } from '../../../../shared/domain/phone-call/intervals.ts';

/** `9-12, 14-15` → intervals. */
function of(text: string): Interval[] {
  return text === ''
    ? []
    : text.split(', ').map((part) => {
        const [start = NaN, end = NaN] = part.split('-').map(Number);
        return { start, end };
      });
}

describe('overlaps', () => {
  it.each([
    ['9-10', '9-12', true],
    ['9-12', '10-11', true],
    ['9-10', '10-12', false],
    ['10-12', '9-10', false],
  ])('%s and %s → %s', (a, b, expected) => {
    expect(overlaps(of(a)[0]!, of(b)[0]!)).toBe(expected);
  });
});

describe('merge', () => {
  it.each([
    ['10-12, 9-10, 14-15', '9-12, 14-15'],
    ['9-18, 10-11, 12-13', '9-18'],
    ['9-9, 11-10', ''],
    ['', ''],
  ])('%s → %s', (given, expected) => {
    expect(merge(of(given))).toEqual(of(expected));
  });

  it('leaves what it is given as it is', () => {
    const given = of('10-12, 9-11');
    merge(given);
    expect(given).toEqual(of('10-12, 9-11'));
  });
});

describe('intersect', () => {
  it.each([
    ['8-12, 14-18', '11-15', '11-12, 14-15'],
    ['8-12', '12-14', ''],
    ['8-18', '9-10, 12-13', '9-10, 12-13'],
    ['', '8-12', ''],
  ])('%s and %s → %s', (a, b, expected) => {
    expect(intersect(of(a), of(b))).toEqual(of(expected));
    expect(intersect(of(b), of(a))).toEqual(of(expected));
  });
});

describe('subtract', () => {
  it.each([
    ['8-18', '9-10, 12-14', '8-9, 10-12, 14-18'],
    ['8-18', '6-9, 17-20', '9-17'],
    ['8-18', '8-18', ''],
    ['8-10, 12-14', '9-13', '8-9, 13-14'],
    ['8-10', '', '8-10'],
  ])('%s without %s → %s', (whole, holes, expected) => {
    expect(subtract(of(whole), of(holes))).toEqual(of(expected));
  });
});
