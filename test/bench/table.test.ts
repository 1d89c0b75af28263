import { describe, expect, it } from '@jest/globals';
import { atMost, exactly, reported } from '../../bench/measurement.ts';
import { formatTable } from '../../bench/table.ts';

describe('measurements', () => {
  it('meet a limit up to its very value', () => {
    const at = (value: number) => atMost({ name: 'n', metric: 'm', value }, 10, 'I12');
    expect(at(10)).toEqual({ name: 'n', metric: 'm', value: 10, goal: '≤ 10 (I12)', ok: true });
    expect(at(10.01).ok).toBe(false);
  });

  it('stand in one table, misses marked', () => {
    const results = [
      reported('a', 'told', 4.25),
      atMost({ name: 'a', metric: 'limited', value: 11 }, 10),
      exactly({ name: 'b', metric: 'fixed', value: 16 }, 16, 'one a shard'),
    ];
    expect(formatTable(results).split('\n')).toEqual([
      'a',
      '    told      4.25  –',
      '  ✗ limited  11     ≤ 10',
      '',
      'b',
      '    fixed    16     16 (one a shard)',
    ]);
  });
});
