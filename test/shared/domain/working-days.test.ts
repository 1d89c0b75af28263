import { expect, it } from '@jest/globals';
import { startOfWorkingDay } from '../../../shared/domain/working-days.ts';
import { createHolidays } from '../../../shared/out/holidays.ts';

const { isHoliday } = createHolidays({ federalState: 'BE' });
const berlin = { weekdays: [1, 2, 3, 4, 5], zone: 'Europe/Berlin', isHoliday };

it.each([
  ['a working day', '2026-12-07', '2026-12-06T23:00:00.000Z'],
  ['a Saturday', '2026-12-05', '2026-12-06T23:00:00.000Z'],
  ['Christmas and the weekend behind it', '2026-12-25', '2026-12-27T23:00:00.000Z'],
  ['Easter, across the change of the clock', '2027-03-26', '2027-03-29T22:00:00.000Z'],
])('begins at local midnight of the first working day: %s', (_, date, expected) => {
  expect(startOfWorkingDay(date, berlin)).toBe(expected);
});

it('ends where there are none', () => {
  expect(startOfWorkingDay('2026-12-07', { ...berlin, weekdays: [] })).toBe('2026-12-20T23:00:00.000Z');
});
