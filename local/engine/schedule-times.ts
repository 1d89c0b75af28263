import { Cron } from 'croner';
import { DAY_MS, HOUR_MS, MINUTE_MS, toEpochMs, toInstant, type Instant } from '../../shared/domain/time.ts';

const UNIT_MS: Record<string, number> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/**
 * When a schedule of EventBridge Scheduler fires next: `rate(5 minutes)` (here counted from the epoch) or `cron(…)` in
 * the schedule's own time zone.
 *
 * @returns the first instant after `after`
 * @throws Error when the expression cannot be read
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function nextTick(
  { expression, timeZone }: { expression: string; timeZone: string },
  after: Instant,
): Instant {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) {
    const everyMs = Number(count) * (UNIT_MS[unit] ?? NaN);
    return toInstant((Math.floor(toEpochMs(after) / everyMs) + 1) * everyMs);
  }
  const next = new Cron(toCronLine(expression), { timezone: timeZone }).nextRun(new Date(after));
  if (!next) throw new Error(`the schedule ${expression} never fires again after ${after}`);
  return toInstant(next.getTime());
}

/** The scheduler's six fields → crontab's five: no year, `*` for `?`, and Sunday is 0 instead of 1. */
function toCronLine(expression: string): string {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  const [minute, hour, day, month, weekday, year] = fields;
  if (fields.length !== 6 || year !== '*') throw new Error(`the schedule ${expression} is not known here`);
  const weekdays = (weekday ?? '').replace(/(?<![#\w])[1-7](?!\w)/g, (number) => String(Number(number) - 1));
  return [minute, hour, day, month, weekdays].join(' ').replaceAll('?', '*');
}
