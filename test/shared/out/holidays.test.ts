import { describe, expect, it } from '@jest/globals';
import { createHolidays } from '../../../shared/out/holidays.ts';

describe('createHolidays', () => {
  it.each([
    ['BE', '2026-01-01', true],
    ['BE', '2026-03-08', true],
    ['BY', '2026-03-08', false],
    ['BE', '2026-04-03', true],
    ['BE', '2026-04-06', true],
    ['BE', '2026-10-03', true],
    ['BE', '2026-10-31', false],
    ['BB', '2026-10-31', true],
    ['NW', '2026-11-01', true],
    ['SN', '2026-11-18', true],
    ['BE', '2026-12-24', false],
    ['BE', '2026-12-25', true],
    ['BE', '2026-12-31', false],
    ['BE', '2027-01-01', true],
    ['BE', '2028-02-29', false],
  ])('in %s %s → %s', (federalState, date, expected) => {
    expect(createHolidays({ federalState }).isHoliday(date)).toBe(expected);
  });
});
