import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Measurement } from '../../bench/measurement.ts';
import { slots } from '../../bench/slots.ts';

describe('bench slots', () => {
  let results: Measurement[];

  beforeAll(async () => {
    results = await slots(() => undefined, { therapists: 3 });
  });

  const valuesOf = (text: string) =>
    results.filter(({ metric }) => metric.startsWith(text)).map(({ value }) => value);

  it('finds what the reference, the search of the seed and the scan of all minutes find', () => {
    const unlike = results.filter(({ metric }) => metric.includes('unlike'));
    expect(unlike.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
    const [found = 0] = valuesOf('calendars with a slot');
    expect(found).toBeGreaterThan(6);
  });

  it('asks once per therapist, where the search of the seed asks the more the fuller the calendar', () => {
    expect(valuesOf('queries per therapist')).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(valuesOf('calls without a price')).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const ofSeed = valuesOf('its queries per therapist');
    expect(ofSeed[0]).toBe(1);
    expect(ofSeed.at(-1)).toBeGreaterThan(20);
  });

  it('measures with calendars up to one that is full day and night', () => {
    const items = valuesOf('items read per therapist');
    expect(items[0]).toBeLessThan(2);
    expect(items.at(-1)).toBeGreaterThan(3000);
  });

  it('judges how many times as many slots it finds', () => {
    const goals = results.filter(({ metric }) => metric.endsWith('times as many')).map(({ goal }) => goal);
    expect(goals).toEqual(['≥ 5', '≥ 100']);
  });
});
