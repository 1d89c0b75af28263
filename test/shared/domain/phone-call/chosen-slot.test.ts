import { describe, expect, it } from '@jest/globals';
import { checkChosenSlot, type ChosenTime } from '../../../../shared/domain/phone-call/chosen-slot.ts';
import type { SlotQuery } from '../../../../shared/domain/phone-call/slots.ts';
import { toEpochMs } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-30T07:00:00.000Z';

function query(fields: Partial<SlotQuery> = {}): SlotQuery {
  return {
    now: NOW,
    windows: [{ weekday: 1, startMinute: 540, endMinute: 600 }],
    zone: 'Europe/Berlin',
    leadMinutes: 60,
    horizonDays: 14,
    durationMinutes: 5,
    bufferMinutes: 0,
    isHoliday: () => false,
    absences: [],
    therapistBookings: [],
    lines: [
      { number: 1, bookings: [] },
      { number: 2, bookings: [] },
    ],
    ...fields,
  };
}

const at8to9 = { weekday: 1, startMinute: 480, endMinute: 540 };
const monday23to24 = { weekday: 1, startMinute: 1380, endMinute: 1440 };
const tuesday0to1 = { weekday: 2, startMinute: 0, endMinute: 60 };
const noShifts = { number: 2, bookings: [], shifts: [] };
const holiday = (): boolean => true;
const chosen = (time: string, fields: Partial<ChosenTime> = {}): ChosenTime => ({
  date: '2026-11-30',
  time,
  outsidePhoneHours: false,
  ...fields,
});
const at = (time: string, minutes: number) => {
  const start = toEpochMs(`2026-11-30T${time}:00.000Z`);
  return { start, end: start + minutes * 60_000 };
};

describe('a time that staff chose', () => {
  it('is a slot when it keeps all rules', () => {
    expect(checkChosenSlot(query(), chosen('09:30'))).toEqual({
      ok: true,
      value: { startsAt: '2026-11-30T08:30:00.000Z', line: 1, localDate: '2026-11-30', localTime: '09:30' },
    });
  });

  it.each([
    ['off the grid', {}, chosen('09:32'), 'off_grid'],
    ['before the lead time', { leadMinutes: 121 }, chosen('09:00'), 'too_early'],
    ['in the past', { leadMinutes: 0 }, chosen('07:55', { outsidePhoneHours: true }), 'too_early'],
    ['after the horizon', {}, chosen('09:00', { date: '2026-12-21' }), 'too_late'],
    ['on a holiday', { isHoliday: holiday }, chosen('09:30'), 'holiday'],
    [
      'on a holiday, agreed or not',
      { isHoliday: holiday },
      chosen('09:30', { outsidePhoneHours: true }),
      'holiday',
    ],
    [
      'during an absence, agreed or not',
      { absences: [{ from: '2026-11-30', to: '2026-11-30' }] },
      chosen('09:30', { outsidePhoneHours: true }),
      'therapist_absent',
    ],
    [
      'over midnight into a holiday',
      { isHoliday: (date: string) => date === '2026-12-01', durationMinutes: 10 },
      chosen('23:55', { outsidePhoneHours: true }),
      'holiday',
    ],
    [
      'over midnight into an absence',
      { absences: [{ from: '2026-12-01', to: '2026-12-04' }], durationMinutes: 10 },
      chosen('23:55', { outsidePhoneHours: true }),
      'therapist_absent',
    ],
    ['before the phone hours', { leadMinutes: 0 }, chosen('08:55'), 'outside_phone_hours'],
    ['over the end of the phone hours', { durationMinutes: 10 }, chosen('09:55'), 'outside_phone_hours'],
    [
      'over midnight, even if the phone hours of both days touch there',
      { windows: [monday23to24, tuesday0to1], durationMinutes: 10 },
      chosen('23:55'),
      'outside_phone_hours',
    ],
    ['without phone hours', { windows: [] }, chosen('09:30'), 'outside_phone_hours'],
    [
      'over a booked 5-minute slot',
      { durationMinutes: 15, therapistBookings: [at('08:40', 5)] },
      chosen('09:30'),
      'therapist_booked',
    ],
    [
      'with its buffer in a booking',
      { bufferMinutes: 5, therapistBookings: [at('08:25', 5)] },
      chosen('09:30'),
      'therapist_booked',
    ],
    [
      'when every line is busy',
      { lines: [{ number: 1, bookings: [at('08:30', 5)] }] },
      chosen('09:30'),
      'no_free_line',
    ],
    [
      'when nobody is there for all of it',
      {
        lines: [{ number: 1, bookings: [], shifts: [at8to9] }, noShifts],
        leadMinutes: 0,
        durationMinutes: 10,
      },
      chosen('08:55', { outsidePhoneHours: true }),
      'no_free_line',
    ],
    [
      'in the hour that the spring leaves out',
      { now: '2026-03-28T07:00:00.000Z' },
      chosen('02:30', { date: '2026-03-29', outsidePhoneHours: true }),
      'no_such_time',
    ],
  ] as const)('is refused %s', (_name, fields, time, error) => {
    expect(checkChosenSlot(query(fields as Partial<SlotQuery>), time)).toEqual({ ok: false, error });
  });

  it('may lie outside of the phone hours when staff agreed on it', () => {
    const agreed = chosen('18:00', { outsidePhoneHours: true });
    expect(checkChosenSlot(query(), agreed)).toMatchObject({ ok: true, value: { localTime: '18:00' } });
  });

  it('stays on the preferred line, or takes the lowest that is free', () => {
    const busy = query({
      lines: [1, 2, 3].map((number) => ({ number, bookings: number === 1 ? [at('08:30', 5)] : [] })),
    });
    const lineOf = (time: ChosenTime) => {
      const slot = checkChosenSlot(busy, time);
      return slot.ok ? slot.value.line : slot.error;
    };
    expect(lineOf(chosen('09:30'))).toBe(2);
    expect(lineOf(chosen('09:30', { preferredLine: 3 }))).toBe(3);
    expect(lineOf(chosen('09:30', { preferredLine: 1 }))).toBe(2);
  });

  it('is made on a line that is staffed, preferred or not', () => {
    const lines = [
      { number: 3, bookings: [] },
      { number: 2, bookings: [], shifts: [{ weekday: 1, startMinute: 540, endMinute: 600 }] },
      { number: 1, bookings: [], shifts: [at8to9] },
    ];
    const lineAt = (time: string) => {
      const slot = checkChosenSlot(query({ lines }), chosen(time, { preferredLine: 1 }));
      return slot.ok ? slot.value.line : slot.error;
    };
    expect(lineAt('09:30')).toBe(2);
    expect(
      checkChosenSlot(query({ lines, leadMinutes: 0, windows: [at8to9] }), chosen('08:55')),
    ).toMatchObject({
      value: { line: 1 },
    });
  });

  it('may go over midnight when the shifts of both days touch there', () => {
    const agreed = chosen('23:55', { outsidePhoneHours: true });
    const answerFor = (shifts: (typeof monday23to24)[]) =>
      checkChosenSlot(query({ durationMinutes: 10, lines: [{ number: 1, bookings: [], shifts }] }), agreed);
    expect(answerFor([tuesday0to1, monday23to24])).toMatchObject({ ok: true, value: { localTime: '23:55' } });
    expect(answerFor([monday23to24])).toEqual({ ok: false, error: 'no_free_line' });
  });

  it.each([
    ['gap', '2026-03-28', '2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    ['overlap', '2026-10-24', '2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
    ['167 h week', '2026-03-23', '2026-03-30 10:00', '2026-03-30T08:00:00.000Z'],
    ['leap day', '2028-02-28', '2028-02-29 10:00', '2028-02-29T09:00:00.000Z'],
    ['month end', '2026-04-29', '2026-04-30 10:00', '2026-04-30T08:00:00.000Z'],
    ['year end', '2026-12-30', '2026-12-31 23:55', '2026-12-31T22:55:00.000Z'],
  ])('FAULTS 24: is where the wall clock says, %s', (_case, today, dateAndTime, startsAt) => {
    const [localDate = '', localTime = ''] = dateAndTime.split(' ');
    const agreed = chosen(localTime, { date: localDate, outsidePhoneHours: true });
    const given = query({ now: `${today}T08:00:00.000Z`, horizonDays: 7 });
    expect(checkChosenSlot(given, agreed)).toMatchObject({ value: { startsAt, localDate, localTime } });
  });

  it('FAULTS 24: in a week of 167 hours is too late 168 hours from now', () => {
    const given = query({ now: '2026-03-23T08:00:00.000Z', horizonDays: 7 });
    const late = chosen('10:05', { date: '2026-03-30', outsidePhoneHours: true });
    expect(checkChosenSlot(given, late)).toEqual({ ok: false, error: 'too_late' });
  });

  it('means the first occurrence of a time that the autumn has twice', () => {
    const autumn = query({ now: '2026-10-24T07:00:00.000Z' });
    const twice = chosen('02:30', { date: '2026-10-25', outsidePhoneHours: true });
    expect(checkChosenSlot(autumn, twice)).toMatchObject({ value: { startsAt: '2026-10-25T00:30:00.000Z' } });
  });
});
