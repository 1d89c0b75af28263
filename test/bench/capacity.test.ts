import { describe, expect, it } from '@jest/globals';
import { ALONE, capacity } from '../../bench/capacity.ts';

describe('bench capacity', () => {
  it('meets its goals, with a price for every call', async () => {
    const results = await capacity(ALONE);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    const totals = results.filter(({ metric }) => metric === 'all, WCU');
    expect(totals.map(({ goal }) => goal.slice(0, 4))).toEqual(['≤ 50', '≤ 85']);
    expect(Math.min(...totals.map(({ value }) => value))).toBeGreaterThan(30);
  });
});
