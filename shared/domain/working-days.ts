import { dayOf, localDateTime } from './phone-call/local-time.ts';
import { toInstant, type Instant, type LocalDate } from './time.ts';

/** No holidays and weekends follow each other for as long. */
const MOST_DAYS_OFF = 14;

/**
 * When the first working day begins on or after a date: a day of the week on which mails are sent, and no public holiday.
 *
 * @param weekdays ISO weekdays, 1 = Monday
 * @param zone IANA time zone in which days are meant
 */
export function startOfWorkingDay(
  date: LocalDate,
  {
    weekdays,
    zone,
    isHoliday,
  }: { weekdays: number[]; zone: string; isHoliday: (date: LocalDate) => boolean },
): Instant {
  let { start, end } = dayOf(date, zone);
  for (let skipped = 0; skipped < MOST_DAYS_OFF; skipped++) {
    const day = localDateTime(start, zone);
    if (weekdays.includes(day.weekday) && !isHoliday(day.date)) break;
    ({ start, end } = dayOf(localDateTime(end, zone).date, zone));
  }
  return toInstant(start);
}
