import { describe, expect, it } from '@jest/globals';
import { isWithinSendWindow, sendWindowOpenedAt } from '../../../../shared/domain/email/send-window.ts';
import { createHolidays } from '../../../../shared/out/holidays.ts';

const { isHoliday } = createHolidays({ federalState: 'BE' });
const officeHours = {
  window: { from: '08:00', to: '18:00' },
  days: [1, 2, 3, 4, 5],
  zone: 'Europe/Berlin',
  isHoliday,
};

describe('isWithinSendWindow', () => {
  it.each([
    ['2026-03-02T06:59:59.999Z', false, 'Monday 07:59'],
    ['2026-03-02T07:00:00.000Z', true, 'Monday 08:00'],
    ['2026-03-02T16:59:59.999Z', true, 'Monday 17:59'],
    ['2026-03-02T17:00:00.000Z', false, 'Monday 18:00'],
    ['2026-03-06T12:00:00.000Z', true, 'Friday 13:00'],
    ['2026-03-07T12:00:00.000Z', false, 'Saturday 13:00'],
    ['2026-03-30T06:00:00.000Z', true, 'Monday 08:00 in summer time'],
    ['2026-03-30T16:00:00.000Z', false, 'Monday 18:00 in summer time'],
  ])('%s → %s (%s)', (now, expected) => {
    expect(isWithinSendWindow(now, officeHours)).toBe(expected);
  });

  it('takes the weekday of the zone, not of UTC', () => {
    const nights = { ...officeHours, window: { from: '00:00', to: '06:00' }, days: [1] };
    expect(isWithinSendWindow('2026-03-01T23:30:00.000Z', nights)).toBe(true);
    expect(isWithinSendWindow('2026-03-02T23:30:00.000Z', nights)).toBe(false);
  });

  it('is closed on public holidays of the Land, and open on those of others', () => {
    const womensDay = '2027-03-08T12:00:00.000Z';
    expect(isWithinSendWindow(womensDay, officeHours)).toBe(false);
    const bavaria = createHolidays({ federalState: 'BY' });
    expect(isWithinSendWindow(womensDay, { ...officeHours, isHoliday: bavaria.isHoliday })).toBe(true);
  });

  it('takes the date of a holiday from the zone, not from UTC', () => {
    const nights = { ...officeHours, window: { from: '00:00', to: '24:00' } };
    expect(isWithinSendWindow('2026-12-24T22:59:00.000Z', nights)).toBe(true);
    expect(isWithinSendWindow('2026-12-24T23:01:00.000Z', nights)).toBe(false);
  });
});

describe('sendWindowOpenedAt', () => {
  it.each<[string, string | undefined, string]>([
    ['2026-03-02T06:59:59.999Z', undefined, 'before it opens'],
    ['2026-03-02T07:00:00.000Z', '2026-03-02T07:00:00.000Z', 'when it opens'],
    ['2026-03-30T15:59:00.000Z', '2026-03-30T06:00:00.000Z', 'in summer time'],
    ['2026-03-07T12:00:00.000Z', undefined, 'on a Saturday'],
  ])('at %s says %s (%s)', (now, expected) => {
    expect(sendWindowOpenedAt(now, officeHours)).toBe(expected);
  });

  it('takes the beginning of the day where the spring leaves out the time at which it would open', () => {
    const nights = { ...officeHours, window: { from: '02:30', to: '06:00' }, days: [7] };
    expect(sendWindowOpenedAt('2026-03-29T02:00:00.000Z', nights)).toBe('2026-03-28T23:00:00.000Z');
  });
});
