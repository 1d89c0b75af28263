import { describe, expect, it } from '@jest/globals';
import {
  countDays,
  isAbsent,
  isDuring,
  notOver,
  type Absence,
} from '../../../../shared/domain/phone-call/absence.ts';
import { NOON } from '../../../support/aggregates.ts';

const BERLIN = 'Europe/Berlin';
const WEEK = { from: '2026-11-23', to: '2026-11-27' };
const call = (startsAt: string, durationMinutes = 5, bufferMinutes = 0) => ({
  startsAt,
  durationMinutes,
  bufferMinutes,
});

describe('isAbsent', () => {
  it.each([
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-11-27', true],
    ['2026-11-28', false],
  ])('counts the first and the last day: %s', (date, expected) => {
    expect(isAbsent(date, [{ from: '2026-01-01', to: '2026-01-01' }, WEEK])).toBe(expected);
  });
});

describe('isDuring', () => {
  it.each([
    ['the last minutes before it', call('2026-11-22T22:55:00.000Z'), false],
    ['over the midnight before it', call('2026-11-22T22:55:00.000Z', 10), true],
    ['its first minutes', call('2026-11-22T23:00:00.000Z'), true],
    ['its last minutes', call('2026-11-27T22:55:00.000Z'), true],
    ['the first minutes after it', call('2026-11-27T23:00:00.000Z'), false],
    ['a buffer alone', call('2026-11-27T23:00:00.000Z', 5, 10), false],
  ])('goes by the wall clock of the zone: %s', (_name, time, expected) => {
    expect(isDuring(time, WEEK, BERLIN)).toBe(expected);
  });
});

describe('countDays', () => {
  it.each([
    ['2026-11-23', '2026-11-23', 1],
    ['2026-10-24', '2026-10-26', 3],
    ['2027-12-31', '2028-12-30', 366],
    ['2026-11-23', '2026-11-22', 0],
    ['no date', '2026-11-22', NaN],
  ])('counts both ends: %s to %s', (from, to, days) => {
    expect(countDays({ from, to })).toBe(days);
  });
});

describe('notOver', () => {
  const absence = (id: string, from: string, to: string): Absence => ({
    id,
    therapistId: 1,
    from,
    to,
    createdAt: NOON,
    version: 1,
  });

  it('keeps what ends today or later, by the first day, then by its making', () => {
    const absences = [
      absence('ab_4', '2026-12-24', '2026-12-31'),
      absence('ab_3', '2026-11-01', '2026-11-23'),
      absence('ab_2', '2026-12-24', '2026-12-24'),
      absence('ab_1', '2026-11-01', '2026-11-22'),
    ];
    expect(notOver(absences, '2026-11-23').map(({ id }) => id)).toEqual(['ab_3', 'ab_2', 'ab_4']);
  });
});
