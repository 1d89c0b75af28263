import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkChosenSlot, type ChosenTime } from '../../../../shared/domain/phone-call/chosen-slot.ts';
import { findAvailableSlot, type SlotQuery } from '../../../../shared/domain/phone-call/slots.ts';
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
    therapistBookings: [],
    lines: [
      { number: 1, bookings: [] },
      { number: 2, bookings: [] },
    ],
    ...fields,
  };
}

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
    ['before the phone hours', { leadMinutes: 0 }, chosen('08:55'), 'outside_phone_hours'],
    ['over the end of the phone hours', { durationMinutes: 10 }, chosen('09:55'), 'outside_phone_hours'],
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

  it('means the first occurrence of a time that the autumn has twice', () => {
    const autumn = query({ now: '2026-10-24T07:00:00.000Z' });
    const twice = chosen('02:30', { date: '2026-10-25', outsidePhoneHours: true });
    expect(checkChosenSlot(autumn, twice)).toMatchObject({ value: { startsAt: '2026-10-25T00:30:00.000Z' } });
  });
});

describe('search and check', () => {
  it('agree: what the search finds passes the check', () => {
    const bookings = fc.array(
      fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })).map(([from, length]) => {
        const start = toEpochMs('2026-11-30T08:00:00.000Z') + from * 300_000;
        return { start, end: start + length * 300_000 };
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.record({
          therapistBookings: bookings,
          one: bookings,
          two: bookings,
          duration: fc.integer({ min: 1, max: 4 }),
        }),
        ({ therapistBookings, one, two, duration }) => {
          const given = query({
            therapistBookings,
            durationMinutes: duration * 5,
            windows: [{ weekday: 1, startMinute: 540, endMinute: 780 }],
            lines: [
              { number: 1, bookings: one },
              { number: 2, bookings: two },
            ],
          });
          const found = findAvailableSlot(given);
          if (!found) return;
          const again = checkChosenSlot(given, chosen(found.localTime, { date: found.localDate }));
          expect(again).toEqual({ ok: true, value: found });
        },
      ),
    );
  });
});
