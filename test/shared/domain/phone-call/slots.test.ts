import { describe, expect, it } from '@jest/globals';
import type { Interval } from '../../../../shared/domain/phone-call/interval.ts';
import {
  findAvailableSlot,
  findSlotOnQuietestDay,
  isSlotBooked,
  type Line,
  type SlotQuery,
} from '../../../../shared/domain/phone-call/slots.ts';
import { weeklyWindows } from '../../../support/weekly-windows.ts';

/** Monday 2026-03-02, 08:00 in Berlin. */
const NOW = '2026-03-02T07:00:00.000Z';

function query(phoneHours: string, changes: Partial<SlotQuery> = {}): SlotQuery {
  return {
    now: NOW,
    windows: weeklyWindows(phoneHours),
    zone: 'Europe/Berlin',
    leadMinutes: 60,
    horizonDays: 14,
    durationMinutes: 5,
    bufferMinutes: 0,
    isHoliday: () => false,
    absences: [],
    therapistBookings: [],
    lines: [{ number: 1, bookings: [] }],
    ...changes,
  };
}

function find(phoneHours: string, changes: Partial<SlotQuery> = {}): string | undefined {
  const slot = findAvailableSlot(query(phoneHours, changes));
  return slot && `${slot.localDate} ${slot.localTime}`;
}

/** A stretch of a day in UTC, of 2026-03-02 unless told otherwise. */
function on(from: string, to: string, date = '2026-03-02'): Interval {
  return { start: Date.parse(`${date}T${from}:00.000Z`), end: Date.parse(`${date}T${to}:00.000Z`) };
}

/** Lines from number 1 on, with these shifts. */
function staffed(...shifts: string[]): Line[] {
  return shifts.map((text, index) => ({
    number: index + 1,
    bookings: [],
    shifts: weeklyWindows(text),
  }));
}

describe('findAvailableSlot', () => {
  it('takes the first 5 minutes of the phone hours', () => {
    expect(findAvailableSlot(query('Di 9-10, Mi 8-9'))).toEqual({
      startsAt: '2026-03-03T08:00:00.000Z',
      line: 1,
      localDate: '2026-03-03',
      localTime: '09:00',
    });
  });

  it.each([
    ['keeps the lead time', 'Mo 8-10', {}, '2026-03-02 09:00'],
    ['rounds up to the grid', 'Mo 8-10', { now: '2026-03-02T07:02:00.000Z' }, '2026-03-02 09:05'],
    ['rounds the window up to the grid', 'Mo 9:02-9:20', {}, '2026-03-02 09:05'],
    ['waits for notBefore', 'Mo 8-10', { notBefore: '2026-03-02T08:31:00.000Z' }, '2026-03-02 09:35'],
    ['keeps the lead time when notBefore is earlier', 'Mo 8-10', { notBefore: NOW }, '2026-03-02 09:00'],
    ['starts at the very end of the horizon', 'Mo 8-9', { horizonDays: 7 }, '2026-03-09 08:00'],
    ['does not start after the horizon', 'Mo 8:05-9', { horizonDays: 7 }, undefined],
    ['skips holidays', 'Mo 9-10', { isHoliday: (date: string) => date === '2026-03-02' }, '2026-03-09 09:00'],
    [
      'skips absences, their last day included',
      'Mo-Fr 9-10',
      { absences: [{ from: '2026-02-20', to: '2026-03-03' }] },
      '2026-03-04 09:00',
    ],
    [
      'calls on the days between two absences',
      'Mo-Fr 9-10',
      {
        absences: [
          { from: '2026-03-05', to: '2026-03-20' },
          { from: '2026-03-02', to: '2026-03-03' },
        ],
      },
      '2026-03-04 09:00',
    ],
    [
      'finds nothing when the absence outlasts the horizon',
      'Mo 9-10',
      { absences: [{ from: '2026-03-02', to: '2026-03-16' }] },
      undefined,
    ],
    ['ends inside the window', 'Mo 9:00-9:14, 10:00-10:20', { durationMinutes: 15 }, '2026-03-02 10:00'],
    ['may end with the window', 'Mo 9:00-9:15', { durationMinutes: 15 }, '2026-03-02 09:00'],
    ['joins touching windows', 'Mo 9:00-9:10, 9:10-9:15', { durationMinutes: 15 }, '2026-03-02 09:00'],
    ['does not cross midnight', 'Mo 23:55-24, Di 0-0:05', { durationMinutes: 10 }, undefined],
    ['lets buffers lie outside of the window', 'Mo 9:00-9:05', { bufferMinutes: 10 }, '2026-03-02 09:00'],
    ['finds nothing without phone hours', '', {}, undefined],
    ['finds nothing without a line', 'Mo 9-10', { lines: [] }, undefined],
    ['finds nothing when every day is a holiday', 'Mo 9-10', { isHoliday: () => true }, undefined],
  ] as [string, string, Partial<SlotQuery>, string | undefined][])(
    '%s',
    (_case, phoneHours, changes, expected) => {
      expect(find(phoneHours, changes)).toBe(expected);
    },
  );

  it('starts after the calls of the therapist', () => {
    expect(find('Mo 9-10', { therapistBookings: [on('08:05', '08:10'), on('08:00', '08:05')] })).toBe(
      '2026-03-02 09:10',
    );
  });

  it('keeps its own buffers off the bookings', () => {
    const therapistBookings = [on('08:10', '08:20')];
    expect(find('Mo 9-10', { therapistBookings, bufferMinutes: 5 })).toBe('2026-03-02 09:00');
    expect(find('Mo 9-10', { therapistBookings, bufferMinutes: 10 })).toBe('2026-03-02 09:30');
    expect(find('Mo 9-10', { therapistBookings: [on('07:55', '08:00')], bufferMinutes: 5 })).toBe(
      '2026-03-02 09:05',
    );
  });

  it('FAULTS 25: a 15-minute call does not go over a booked 5-minute call', () => {
    expect(find('Mo 9:00-9:25', { therapistBookings: [on('08:05', '08:10')], durationMinutes: 15 })).toBe(
      '2026-03-02 09:10',
    );
    expect(
      find('Mo 9:00-9:20', {
        therapistBookings: [on('08:05', '08:10')],
        durationMinutes: 15,
        horizonDays: 1,
      }),
    ).toBeUndefined();
  });

  it('takes the lowest line that is free', () => {
    const lines = [
      { number: 3, bookings: [] },
      { number: 1, bookings: [on('08:00', '08:05')] },
      { number: 2, bookings: [] },
    ];
    expect(findAvailableSlot(query('Mo 9-10', { lines }))).toMatchObject({ localTime: '09:00', line: 2 });
  });

  it('waits when all lines are taken', () => {
    const lines = [1, 2].map((number) => ({ number, bookings: [on('08:00', '08:30')] }));
    expect(findAvailableSlot(query('Mo 9-10', { lines }))).toMatchObject({ localTime: '09:30', line: 1 });
  });

  it.each([
    ['starts with the shift', 'Mo 9-10', { lines: staffed('Mo 9:20-17') }, '2026-03-02 09:20'],
    [
      'ends inside the shift',
      'Mo 9-10',
      { lines: staffed('Mo 8-9:10, 9:30-10'), durationMinutes: 15 },
      '2026-03-02 09:30',
    ],
    [
      'may end with the shift',
      'Mo 9-10',
      { lines: staffed('Mo 9-9:15'), durationMinutes: 15 },
      '2026-03-02 09:00',
    ],
    [
      'goes on over shifts that touch',
      'Mo 9-10',
      { lines: staffed('Mo 8-9:05, 9:05-9:15'), durationMinutes: 15 },
      '2026-03-02 09:00',
    ],
    [
      'lets buffers lie outside of the shift',
      'Mo 9-10',
      { lines: staffed('Mo 9:00-9:05'), bufferMinutes: 10 },
      '2026-03-02 09:00',
    ],
    ['waits for the weekday of the shift', 'Mo-Fr 9-10', { lines: staffed('Do 9-17') }, '2026-03-05 09:00'],
    [
      'finds nothing when no shift meets the phone hours',
      'Mo 9-10',
      { lines: staffed('Mo 10-17', 'Di 8-12') },
      undefined,
    ],
    ['finds nothing on a line without shifts', 'Mo 9-10', { lines: staffed('') }, undefined],
  ] as [string, string, Partial<SlotQuery>, string | undefined][])(
    'with shifts it %s',
    (_case, phoneHours, changes, expected) => {
      expect(find(phoneHours, changes)).toBe(expected);
    },
  );

  it('takes the line that is staffed first, whatever its number', () => {
    const lines = staffed('Mo 9:30-12', 'Mo 9:10-12', 'Mo 9:10-12');
    expect(findAvailableSlot(query('Mo 9-10', { lines }))).toMatchObject({ localTime: '09:10', line: 2 });
  });

  it('asks nothing of a line that is always staffed', () => {
    const lines = [...staffed('Mo 9:30-12'), { number: 2, bookings: [] }];
    expect(findAvailableSlot(query('Mo 9-10', { lines }))).toMatchObject({ localTime: '09:00', line: 2 });
  });

  it.each([
    ['gap', '2026-03-28T12:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['overlap', '2026-10-25T00:20:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['overlap, when it is over', '2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000Z'],
  ])('FAULTS 24: a shift means wall-clock time in the %s', (_case, now, startsAt) => {
    const changes = { now, leadMinutes: 0, horizonDays: 1, lines: staffed('So 2:30-3:10') };
    expect(findAvailableSlot(query('So 0-24', changes))?.startsAt).toBe(startsAt);
  });

  it.each([
    ['a slot in the spring gap does not exist', '2026-03-28T12:00:00.000Z', 'So 2:00-2:55', undefined],
    [
      'after the gap the next slot is at 03:00',
      '2026-03-28T12:00:00.000Z',
      'So 2:00-3:30',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'in the autumn overlap the first occurrence counts',
      '2026-10-24T12:00:00.000Z',
      'So 2:30-2:55',
      '2026-10-25T00:30:00.000Z',
    ],
    ['when it is over the second is not offered', '2026-10-25T00:00:00.000Z', 'So 2:30-2:55', undefined],
    ['a leap day is a day', '2028-02-28T12:00:00.000Z', 'Di 9-10', '2028-02-29T08:00:00.000Z'],
    ['a month ends', '2026-04-30T12:00:00.000Z', 'Fr 9-10', '2026-05-01T07:00:00.000Z'],
    ['a year ends', '2026-12-31T12:00:00.000Z', 'Fr 9-10', '2027-01-01T08:00:00.000Z'],
  ])('FAULTS 24: %s', (_case, now, phoneHours, startsAt) => {
    expect(findAvailableSlot(query(phoneHours, { now, horizonDays: 1 }))?.startsAt).toBe(startsAt);
  });

  it('FAULTS 24: in a week of 167 hours the horizon of 7 days ends 168 hours from now', () => {
    const changes = {
      now: '2026-03-23T08:00:00.000Z',
      notBefore: '2026-03-24T00:00:00.000Z',
      horizonDays: 7,
    };
    expect(find('Mo 10:00-10:30', changes)).toBe('2026-03-30 10:00');
    expect(find('Mo 10:05-10:30', changes)).toBeUndefined();
  });

  it('FAULTS 24: in a week of 169 hours too', () => {
    const changes = {
      now: '2026-10-19T08:00:00.000Z',
      notBefore: '2026-10-20T00:00:00.000Z',
      horizonDays: 7,
    };
    expect(find('Mo 9:00-9:30', changes)).toBe('2026-10-26 09:00');
    expect(find('Mo 9:05-9:30', changes)).toBeUndefined();
  });

  it.each([
    ['month end', '2026-04-29T12:00:00.000Z', '2026-05-01', '2026-05-02'],
    ['year end', '2026-12-30T12:00:00.000Z', '2027-01-01', '2027-01-02'],
    ['leap day', '2028-02-28T12:00:00.000Z', '2028-02-29', '2028-03-01'],
  ])('FAULTS 24: an absence goes over the %s', (_case, now, to, back) => {
    const absences = [{ from: now.slice(0, 10), to }];
    expect(find('Mo-So 9-10', { now, absences })).toBe(`${back} 09:00`);
  });

  it('FAULTS 26: a 3-minute window has no slot', () => {
    expect(find('Mo 9:00-9:03')).toBeUndefined();
  });
});

describe('findSlotOnQuietestDay', () => {
  const quietest = (phoneHours: string, changes: Partial<SlotQuery> = {}) => {
    const slot = findSlotOnQuietestDay(query(phoneHours, changes));
    return slot && `${slot.localDate} ${slot.localTime}`;
  };
  const line = (number: number, ...bookings: Interval[]): Line => ({ number, bookings });

  it('is the earliest slot when no day is quieter', () => {
    expect(quietest('Mo-Fr 9-10')).toBe('2026-03-02 09:00');
  });

  it('counts minutes of all lines on the whole local day, not calls', () => {
    const lines = [
      line(1, on('12:00', '12:05'), on('13:00', '13:05'), on('12:00', '12:15', '2026-03-03')),
      line(2, on('12:00', '12:10', '2026-03-04'), on('06:00', '06:05', '2026-03-04')),
    ];
    expect(quietest('Mo-Mi 9-10', { lines })).toBe('2026-03-02 09:00');
    expect(quietest('Mo-Mi 9-10', { lines: [...lines, line(3, on('22:55', '23:00'))] })).toBe(
      '2026-03-02 09:00',
    );
    const busy = [...lines, line(3, on('22:50', '23:00'))];
    expect(quietest('Mo-Mi 9-10', { lines: busy })).toBe('2026-03-03 09:00');
  });

  it('counts a call on the local day on which it is', () => {
    const evenings = [line(1, on('23:00', '23:30', '2026-03-01')), line(2, on('23:00', '23:30'))];
    expect(quietest('Mo-Di 9-10', { lines: evenings })).toBe('2026-03-02 09:00');
  });

  it('passes a quiet day on which nothing is free', () => {
    const taken = on('08:00', '09:00', '2026-03-03');
    const lines = [line(1, on('12:00', '12:30'), on('12:00', '12:30', '2026-03-04'))];
    expect(quietest('Mo-Mi 9-10', { lines, therapistBookings: [taken] })).toBe('2026-03-02 09:00');
  });

  it('takes the earliest slot of the day on the lowest line that is free', () => {
    const morning = on('08:00', '08:10', '2026-03-03');
    const lines = [line(2, morning), line(1, on('08:00', '10:00'), morning)];
    expect(findSlotOnQuietestDay(query('Mo-Di 9-10', { lines }))).toMatchObject({
      localDate: '2026-03-03',
      localTime: '09:10',
      line: 1,
    });
  });

  it('looks a week ahead, and further only when nothing is free there', () => {
    const lines = [line(1, on('12:00', '13:00'))];
    expect(quietest('Mo 8-9', { lines, leadMinutes: 0 })).toBe('2026-03-09 08:00');
    expect(quietest('Mo 9-10', { lines })).toBe('2026-03-02 09:00');
    const absences = [{ from: '2026-03-02', to: '2026-03-02' }];
    expect(quietest('Mo 9-10', { lines, absences })).toBe('2026-03-09 09:00');
    expect(quietest('Mo 9-10', { lines, absences, horizonDays: 6 })).toBeUndefined();
  });

  it('spreads a backlog evenly', () => {
    const bookings: Interval[] = [];
    const dates = Array.from({ length: 25 }, () => {
      const slot = findSlotOnQuietestDay(query('Mo-Fr 9-10', { lines: [{ number: 1, bookings }] }))!;
      const start = Date.parse(slot.startsAt);
      bookings.push({ start, end: start + 5 * 60_000 });
      return slot.localDate;
    });
    const perDay = Map.groupBy(dates, (date) => date);
    expect([...perDay.values()].map(({ length }) => length)).toEqual([5, 5, 5, 5, 5]);
  });
});

describe('isSlotBooked', () => {
  it('is true only when times overlap', () => {
    expect(isSlotBooked(on('09:00', '09:15'), [on('09:10', '09:20')])).toBe(true);
    expect(isSlotBooked(on('09:00', '09:15'), [on('08:00', '09:00'), on('09:15', '09:20')])).toBe(false);
    expect(isSlotBooked(on('09:00', '09:15'), [])).toBe(false);
  });
});
