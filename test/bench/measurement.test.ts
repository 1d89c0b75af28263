import { describe, expect, it } from '@jest/globals';
import { atLeast } from '../../bench/measurement.ts';

describe('a measurement', () => {
  it('reaches a limit at its very value', () => {
    const at = (value: number) => atLeast({ name: 'n', metric: 'm', value }, 5);
    expect(at(5)).toEqual({ name: 'n', metric: 'm', value: 5, goal: '≥ 5', ok: true });
    expect(at(4.99).ok).toBe(false);
  });
});
