import { Temporal } from 'temporal-polyfill';
import { toInstant, type Instant, type LocalDate } from '../../shared/domain/time.ts';

/** Where the simulated practices, callers and patients live. */
const ZONE = 'Europe/Berlin';

/** The Monday on which the simulation begins. */
const FIRST_DAY = Temporal.PlainDate.from('2026-11-23');

/** The instant of a wall-clock time `HH:MM` on a simulated day. */
export function at(day: number, time: string): Instant {
  const local = FIRST_DAY.add({ days: day }).toPlainDateTime(Temporal.PlainTime.from(time));
  return toInstant(local.toZonedDateTime(ZONE).epochMilliseconds);
}

/** The date of a simulated day. */
export function dateOf(day: number): LocalDate {
  return FIRST_DAY.add({ days: day }).toString();
}

/** The first `days` days without their weekends. */
export function workdays(days: number): number[] {
  return Array.from({ length: days }, (_, day) => day).filter(
    (day) => FIRST_DAY.add({ days: day }).dayOfWeek <= 5,
  );
}

/** "Tue 24 Nov", for whoever watches. */
export function dayLabel(day: number): string {
  return FIRST_DAY.add({ days: day }).toLocaleString('en-GB', {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
  });
}
