import { describe, expect, it } from '@jest/globals';
import { nextTick } from '../../../local/engine/schedule-times.ts';

const next = (expression: string, after: string, timeZone = 'Europe/Berlin') =>
  nextTick({ expression, timeZone }, after);

describe('next tick', () => {
  it.each([
    ['rate(1 minute)', '2026-11-23T08:00:00.000Z', '2026-11-23T08:01:00.000Z'],
    ['rate(1 minute)', '2026-11-23T08:00:59.999Z', '2026-11-23T08:01:00.000Z'],
    ['rate(5 minutes)', '2026-11-23T08:03:00.000Z', '2026-11-23T08:05:00.000Z'],
    ['rate(1 hour)', '2026-11-23T08:03:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['rate(1 day)', '2026-11-23T08:03:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['cron(0,15,30,45 1 * * ? *)', '2026-11-22T23:59:59.000Z', '2026-11-23T00:00:00.000Z'],
    ['cron(0,15,30,45 1 * * ? *)', '2026-11-23T00:00:00.000Z', '2026-11-23T00:15:00.000Z'],
    ['cron(0,15,30,45 1 * * ? *)', '2026-11-23T00:45:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['cron(0 9 ? * MON-FRI *)', '2026-11-21T12:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 9 ? * 2-6 *)', '2026-11-21T12:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 9 ? * 1 *)', '2026-11-21T12:00:00.000Z', '2026-11-22T08:00:00.000Z'],
    ['cron(30 6 1 * ? *)', '2026-11-21T12:00:00.000Z', '2026-12-01T05:30:00.000Z'],
  ])('of %s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('follows the clocks of its time zone', () => {
    const daily = 'cron(0 1 * * ? *)';
    expect(next(daily, '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T00:00:00.000Z');
    expect(next(daily, '2026-03-29T12:00:00.000Z')).toBe('2026-03-29T23:00:00.000Z');
    expect(next(daily, '2026-03-28T12:00:00.000Z', 'Etc/UTC')).toBe('2026-03-29T01:00:00.000Z');
  });

  it.each(['at(2026-11-23T08:00:00)', 'rate(1 month)', 'cron(0 1 * * ?)', 'cron(0 1 * * ? 2027)', 'hourly'])(
    '%s is refused',
    (expression) => {
      expect(() => next(expression, '2026-11-23T08:00:00.000Z')).toThrow(/not known here|schedule/);
    },
  );
});
