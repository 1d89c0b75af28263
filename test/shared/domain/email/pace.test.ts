import { describe, expect, it } from '@jest/globals';
import { holdBackMs, mostInFlight, sendRate, slotGapMs } from '../../../../shared/domain/email/pace.ts';
import { plus } from '../../../../shared/domain/time.ts';
import { NOON } from '../../../support/aggregates.ts';

describe('sendRate', () => {
  it.each([
    [14, 50, 14],
    [50, 14, 12.6],
    [14, 1, 0.9],
  ])('is %d configured, %d granted by SES → %d', (configured, granted, rate) => {
    expect(sendRate(configured, granted)).toBeCloseTo(rate);
  });
});

describe('slotGapMs', () => {
  it.each([
    [0.1, 10_000],
    [1, 1000],
    [50, 20],
  ])('spreads %d a second evenly: %d ms', (rate, gap) => {
    expect(slotGapMs(rate)).toBe(gap);
  });
});

describe('holdBackMs', () => {
  it.each([
    ['nothing before', undefined, 0],
    ['a call that was answered now', 0, 1001],
    ['one of 400 ms ago', -400, 601],
    ['one of a second ago', -1001, 0],
    ['one of an hour ago', -3_600_000, 0],
    ['one that lies in the future, since the clock was set back', 3_600_000, 0],
  ])('is after %s', (_, agoMs, expected) => {
    expect(holdBackMs(agoMs === undefined ? undefined : plus(NOON, agoMs), NOON)).toBe(expected);
  });
});

describe('mostInFlight', () => {
  const known = { untilBreakerOpens: undefined };

  it('begins with one and doubles with every mail that SES takes', () => {
    const limits = [0, 1, 2, 3, 4].map((accepted) => mostInFlight(50, { accepted, ...known }));
    expect(limits).toEqual([1, 2, 4, 8, 13]);
  });

  it.each([
    [0.1, 1],
    [4, 1],
    [14, 4],
    [50, 13],
    [200, 50],
    [1000, 250],
  ])('is at a rate of %d a second never more than %d', (rate, most) => {
    expect(mostInFlight(rate, { accepted: 1_000_000, ...known })).toBe(most);
  });

  it('is no more than it takes to open the breaker once an outcome is unknown', () => {
    expect(mostInFlight(50, { accepted: 100, untilBreakerOpens: 2 })).toBe(2);
    expect(mostInFlight(50, { accepted: 100, untilBreakerOpens: 1 })).toBe(1);
  });
});
