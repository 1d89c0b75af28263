import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fromWeeklyWindow,
  toWeeklyWindow,
  weeklyWindow,
} from '../../../../shared/contracts/http/weekly-windows.ts';

const windows = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    startMinute: fc.integer({ min: 0, max: 1439 }),
    endMinute: fc.integer({ min: 1, max: 1440 }),
  })
  .filter(({ startMinute, endMinute }) => startMinute < endMinute);

describe('a weekly window', () => {
  it('is the same after it was shown and sent back', () => {
    fc.assert(
      fc.property(windows, (window) => {
        expect(toWeeklyWindow(weeklyWindow.parse(fromWeeklyWindow(window)))).toEqual(window);
      }),
    );
  });

  it('is written with the English name of its day and the wall clock', () => {
    expect(fromWeeklyWindow({ weekday: 7, startMinute: 545, endMinute: 1440 })).toEqual({
      weekday: 'sunday',
      start: '09:05',
      end: '24:00',
    });
  });
});
