import { isWithinSendWindow } from '../../shared/domain/email/send-window.ts';
import { localDateTime } from '../../shared/domain/phone-call/local-time.ts';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  msBetween,
  plus,
  toEpochMs,
  type Instant,
} from '../../shared/domain/time.ts';
import { createHolidays } from '../../shared/out/holidays.ts';
import { createShiftedClock, moveClock } from '../../shared/platform/shifted-clock.ts';
import type { Config } from '../../shared/platform/config.ts';
import { Problem } from '../command.ts';
import {} from './localstack.ts';
import type { DeployedStage } from './stage.ts';

const UNITS: Record<string, number> = { d: DAY_MS, h: HOUR_MS, m: MINUTE_MS };

/** `+7d`, `+8h`, `+1d12h30m` → milliseconds; undefined for anything else, and for nothing. */
export function parseAhead(text: string): number | undefined {
  if (!/^\+(\d{1,4}[dhm])+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+)([dhm])/g);
  const ms = [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
  return ms > 0 ? ms : undefined;
}

type SendingHours = Pick<Config, 'SEND_WINDOW' | 'SEND_DAYS' | 'TIME_ZONE' | 'FEDERAL_STATE'>;

/** The next quarter of an hour, from `now` on, at which contact mails may leave; `now` itself when they may. */
export function nextSendTime(now: Instant, config: SendingHours): Instant {
  const { isHoliday } = createHolidays({ federalState: config.FEDERAL_STATE });
  const hours = { window: config.SEND_WINDOW, days: config.SEND_DAYS, zone: config.TIME_ZONE, isHoliday };
  if (isWithinSendWindow(now, hours)) return now;
  const quarter = 15 * MINUTE_MS;
  let at = plus(now, quarter - (toEpochMs(now) % quarter));
  while (!isWithinSendWindow(at, hours)) at = plus(at, quarter);
  return at;
}

/** What time it is for the functions of a deployed stage. */
export async function readTime(stage: DeployedStage): Promise<Instant> {
  const clock = createShiftedClock(stage.client, clockTable(stage));
  await clock.refresh();
  return clock.now();
}

/** Moves their time ahead. */
export async function moveAhead(stage: DeployedStage, ms: number): Promise<Instant> {
  await moveClock(stage.client, clockTable(stage), ms);
  return readTime(stage);
}

/** Moves their time to the next one at which contact mails may leave. */
export async function moveToSendTime(stage: DeployedStage): Promise<Instant> {
  const now = await readTime(stage);
  return moveAhead(stage, msBetween(now, nextSendTime(now, stage.config)));
}

/** An instant as the people of a zone read it, e.g. `Monday 2026-11-30 09:00 Europe/Berlin`. */
export function describeTime(at: Instant, zone: string): string {
  const { date, time } = localDateTime(toEpochMs(at), zone);
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: zone }).format(toEpochMs(at));
  return `${weekday} ${date} ${time} ${zone}`;
}

function clockTable({ config }: DeployedStage): string {
  if (config.CLOCK_TABLE === undefined)
    throw new Problem('the clock of the functions that are deployed cannot be moved: npm run stack');
  return config.CLOCK_TABLE;
}
