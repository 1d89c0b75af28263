import { describe, expect, it } from '@jest/globals';
import type { Interval } from '../../../../shared/domain/phone-call/interval.ts';
import { parsePhoneHours } from '../../../../shared/domain/phone-call/phone-hours.ts';
import {
  findAvailableSlot,
  isSlotBooked,
  type SlotQuery,
} from '../../../../shared/domain/phone-call/slots.ts';

/** Monday 2026-03-02, 08:00 in Berlin. */
const NOW = '2026-03-02T07:00:00.000Z';

function query(phoneHours: string, changes: Partial<SlotQuery> = {}): SlotQuery {
  const { windows, notUnderstood } = parsePhoneHours(phoneHours);
  expect(notUnderstood).toEqual([]);
  return {
    now: NOW,
    windows,
    zone: 'Europe/Berlin',
    leadMinutes: 60,
    horizonDays: 14,
    durationMinutes: 5,
    bufferMinutes: 0,
    isHoliday: () => false,
    therapistBookings: [],
    lines: [{ number: 1, bookings: [] }],
    ...changes,
  };
}

function find(phoneHours: string, changes: Partial<SlotQuery> = {}): string | undefined {
  const slot = findAvailableSlot(query(phoneHours, changes));
  return slot && `${slot.localDate} ${slot.localTime}`;
}

/** A stretch of 2026-03-02 in UTC. */
function on(from: string, to: string): Interval {
  return { start: Date.parse(`2026-03-02T${from}:00.000Z`), end: Date.parse(`2026-03-02T${to}:00.000Z`) };
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

  it('FAULTS 26: a 3-minute window has no slot', () => {
    expect(find('Mo 9:00-9:03')).toBeUndefined();
  });
});

describe('isSlotBooked', () => {
  it('is true only when times overlap', () => {
    expect(isSlotBooked(on('09:00', '09:15'), [on('09:10', '09:20')])).toBe(true);
    expect(isSlotBooked(on('09:00', '09:15'), [on('08:00', '09:00'), on('09:15', '09:20')])).toBe(false);
    expect(isSlotBooked(on('09:00', '09:15'), [])).toBe(false);
  });
});
