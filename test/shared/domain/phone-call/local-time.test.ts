import { describe, expect, it } from '@jest/globals';
import {
  datesBetween,
  dayOf,
  datesOf,
  epochMsOf,
  isWithinWindows,
  localDateTime,
  windowsOnDate,
} from '../../../../shared/domain/phone-call/local-time.ts';
import { weeklyWindows } from '../../../support/weekly-windows.ts';

const BERLIN = 'Europe/Berlin';

function hoursOn(date: string, text: string, zone = BERLIN): string[] {
  return windowsOnDate(date, weeklyWindows(text), zone).map(
    ({ start, end }) => `${clock(start)}-${clock(end)}`,
  );
}

function clock(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(11, 16)}Z`;
}

describe('windowsOnDate', () => {
  it.each([
    ['winter', '2026-03-02', 'Mo 9-10', ['08:00Z-09:00Z']],
    ['summer', '2026-06-01', 'Mo 9-10', ['07:00Z-08:00Z']],
    ['another weekday', '2026-03-03', 'Mo 9-10', []],
    ['two windows', '2026-03-02', 'Mo 14-15, 9-10', ['08:00Z-09:00Z', '13:00Z-14:00Z']],
    ['the end of the day', '2026-03-02', 'Mo 23:30-24:00', ['22:30Z-23:00Z']],
    ['a leap day', '2028-02-29', 'Di 9-10', ['08:00Z-09:00Z']],
    ['the end of a month', '2026-04-30', 'Do 9-10', ['07:00Z-08:00Z']],
    ['the end of a year', '2026-12-31', 'Do 9-24', ['08:00Z-23:00Z']],
  ])('reads the wall clock: %s', (_case, date, text, expected) => {
    expect(hoursOn(date, text)).toEqual(expected);
  });

  it.each([
    ['ends where the clock jumps', 'So 1:30-2:30', ['00:30Z-01:00Z']],
    ['may end with the gap', 'So 1:30-2:00', ['00:30Z-01:00Z']],
    ['may start with the gap', 'So 2:00-3:10', ['01:00Z-01:10Z']],
    ['starts where the clock jumped to', 'So 2:30-3:30', ['01:00Z-01:30Z']],
    ['does not exist inside the gap', 'So 2:10-2:50', []],
    ['is an hour shorter around the gap', 'So 1-4', ['00:00Z-02:00Z']],
    ['keeps its wall-clock time after the gap', 'So 9-10', ['07:00Z-08:00Z']],
  ])('FAULTS 24: on the day of the spring gap a window %s: %s', (_case, text, expected) => {
    expect(hoursOn('2026-03-29', text)).toEqual(expected);
  });

  it.each([
    ['counts once inside the overlap', 'So 2:10-2:50', ['00:10Z-00:50Z']],
    ['ends with the first occurrence', 'So 1-3', ['23:00Z-01:00Z']],
    ['leaves out the second occurrence', 'So 2:30-3:30', ['00:30Z-01:00Z', '02:00Z-02:30Z']],
    ['keeps its wall-clock time after the overlap', 'So 9-10', ['08:00Z-09:00Z']],
  ])('FAULTS 24: on the day of the autumn overlap a window %s: %s', (_case, text, expected) => {
    expect(hoursOn('2026-10-25', text)).toEqual(expected);
  });

  it('knows zones that change at midnight', () => {
    expect(hoursOn('2026-04-24', 'Fr 0-2', 'Africa/Cairo')).toEqual(['22:00Z-23:00Z']);
    expect(hoursOn('2026-10-29', 'Do 22:30-24', 'Africa/Cairo')).toEqual(['19:30Z-21:00Z']);
  });
});

describe('a stretch of time', () => {
  const between = (start: string, end: string) => ({ start: Date.parse(start), end: Date.parse(end) });
  const overMidnight = between('2026-03-02T22:55:00Z', '2026-03-02T23:05:00Z');

  it.each([
    ['one window', 'Mo 9-10', between('2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z'), true],
    ['windows that touch', 'Mo 9-10, 10-11', between('2026-03-02T08:30:00Z', '2026-03-02T09:30:00Z'), true],
    ['none at its end', 'Mo 9-10', between('2026-03-02T08:30:00Z', '2026-03-02T09:05:00Z'), false],
    ['a break', 'Mo 9-10, 10:05-11', between('2026-03-02T08:30:00Z', '2026-03-02T09:30:00Z'), false],
    ['windows that touch at midnight', 'Mo 22-24, Di 0-1', overMidnight, true],
    ['the window of one day only', 'Mo 22-24', overMidnight, false],
    ['both sides of the gap', 'So 1-2, 3-4', between('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'), true],
  ])('is looked for in windows: %s', (_case, text, time, expected) => {
    expect(isWithinWindows(time, weeklyWindows(text), BERLIN)).toBe(expected);
  });

  it('touches the dates that it shares more with than a border', () => {
    expect(datesOf(overMidnight, BERLIN)).toEqual(['2026-03-02', '2026-03-03']);
    expect(datesOf(between('2026-03-02T22:55:00Z', '2026-03-02T23:00:00Z'), BERLIN)).toEqual(['2026-03-02']);
  });
});

describe('localDateTime', () => {
  it.each([
    ['2026-03-29T00:59:00.000Z', { date: '2026-03-29', time: '01:59', weekday: 7 }],
    ['2026-03-29T01:00:00.000Z', { date: '2026-03-29', time: '03:00', weekday: 7 }],
    ['2026-12-31T23:00:00.000Z', { date: '2027-01-01', time: '00:00', weekday: 5 }],
  ])('%s in Berlin', (instant, expected) => {
    expect(localDateTime(Date.parse(instant), BERLIN)).toEqual(expected);
  });
});

describe('datesBetween', () => {
  it.each([
    ['2026-12-30', '2027-01-01', ['2026-12-30', '2026-12-31', '2027-01-01']],
    ['2028-02-28', '2028-03-01', ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['2026-03-02', '2026-03-02', ['2026-03-02']],
    ['2026-03-03', '2026-03-02', []],
  ])('%s to %s', (first, last, expected) => {
    expect(datesBetween(first, last)).toEqual(expected);
  });
});

describe('epochMsOf', () => {
  const instantOf = (date: string, time: string) => {
    const epochMs = epochMsOf(date, time, BERLIN);
    return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
  };

  it.each([
    ['winter', '2026-11-30', '09:00', '2026-11-30T08:00:00.000Z'],
    ['summer', '2026-06-01', '09:00', '2026-06-01T07:00:00.000Z'],
    ['the hour that comes twice, the first time', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['the hour that does not exist', '2026-03-29', '02:30', undefined],
    ['the end of that hour', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
  ])('reads the wall clock in %s', (_name, date, time, instant) => {
    expect(instantOf(date, time)).toBe(instant);
  });

  it('is the reverse of localDateTime', () => {
    const { date, time } = localDateTime(Date.parse('2026-08-17T13:45:00Z'), BERLIN);
    expect(instantOf(date, time)).toBe('2026-08-17T13:45:00.000Z');
  });
});

describe('dayOf', () => {
  it.each([
    ['an ordinary day', '2026-11-30', 24],
    ['the day of the spring gap', '2026-03-29', 23],
    ['the day of the autumn overlap', '2026-10-25', 25],
  ])('is as long as %s', (_name, date, hours) => {
    const { start, end } = dayOf(date, BERLIN);
    expect((end - start) / 3_600_000).toBe(hours);
    expect(localDateTime(start, BERLIN)).toMatchObject({ date, time: '00:00' });
  });
});
