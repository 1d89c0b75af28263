import { dayOf, epochMsOf, localDateTime, localToday } from '../phone-call/local-time.ts';
import { toEpochMs, toInstant, type Instant, type LocalDate } from '../time.ts';

/**
 * When contact emails may leave: local times of day (`HH:MM`, end excluded) on ISO weekdays (1 = Monday), but never on a
 * public holiday.
 */
export interface SendWindow {
  window: { from: string; to: string };
  days: number[];
  /** IANA time zone. */
  zone: string;
  isHoliday: (date: LocalDate) => boolean;
}

/** Whether the send window (CONTRACT §5: SEND_WINDOW, SEND_DAYS, FEDERAL_STATE) is open at `now`. */
export function isWithinSendWindow(now: Instant, { window, days, zone, isHoliday }: SendWindow): boolean {
  const { date, time, weekday } = localDateTime(toEpochMs(now), zone);
  return days.includes(weekday) && window.from <= time && time < window.to && !isHoliday(date);
}

/** Since when the send window is open; undefined while it is closed. */
export function sendWindowOpenedAt(now: Instant, sendWindow: SendWindow): Instant | undefined {
  if (!isWithinSendWindow(now, sendWindow)) return undefined;
  const { window, zone } = sendWindow;
  const midnight = dayOf(localToday(now, zone), zone).start;
  // A window that begins in the hour that the spring leaves out is open since the day began at the latest.
  return toInstant(epochMsOf(localToday(now, zone), window.from, zone) ?? midnight);
}
