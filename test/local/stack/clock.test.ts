import { describe, expect, it } from '@jest/globals';
import { describeTime, nextSendTime, parseAhead } from '../../../local/stack/clock.ts';

const HOUR_MS = 3_600_000;
const OFFICE = {
  FEDERAL_STATE: 'BE' as const,
  SEND_WINDOW: { from: '08:00', to: '18:00' },
  SEND_DAYS: [1, 2, 3, 4, 5],
  TIME_ZONE: 'Europe/Berlin',
};

describe('a way to move the clock', () => {
  it.each([
    ['+30m', HOUR_MS / 2],
    ['+8h', 8 * HOUR_MS],
    ['+7d', 168 * HOUR_MS],
    ['+1d12h30m', 36.5 * HOUR_MS],
  ])('%s is read', (text, ms) => {
    expect(parseAhead(text)).toBe(ms);
  });

  it.each(['', '+', '7d', '-7d', '+7', '+7w', '+7 d', '+1.5h', '+0d', '+99999d', '+7dd'])(
    '%j is refused',
    (text) => {
      expect(parseAhead(text)).toBeUndefined();
    },
  );
});

describe('the next time to send', () => {
  it.each([
    ['at once, inside the window', '2026-11-23T16:59:59.000Z', '2026-11-23T16:59:59.000Z'],
    ['the same morning', '2026-11-23T05:07:00.000Z', '2026-11-23T07:00:00.000Z'],
    [
      'the next morning, when the window has just closed',
      '2026-11-23T17:00:00.000Z',
      '2026-11-24T07:00:00.000Z',
    ],
    ['on Monday, after a Friday evening', '2026-11-27T20:00:00.000Z', '2026-11-30T07:00:00.000Z'],
    ['on Monday, after a Friday that is a holiday', '2026-12-24T20:00:00.000Z', '2026-12-28T07:00:00.000Z'],
    [
      'an hour earlier by UTC, after the clocks went forward',
      '2026-03-28T12:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ],
  ])('is %s', (_, now, next) => {
    expect(nextSendTime(now, OFFICE)).toBe(next);
  });
});

describe('a time', () => {
  it('is told as the people of the zone read it', () => {
    expect(describeTime('2026-11-30T23:30:00.000Z', 'Europe/Berlin')).toBe(
      'Tuesday 2026-12-01 00:30 Europe/Berlin',
    );
  });
});
