import type { Days } from '../phone-call/absence.ts';
import { dayOf, localToday } from '../phone-call/local-time.ts';
import { latest, plus, toInstant, type Instant, type LocalDate } from '../time.ts';
import type { Contact } from './contact.ts';

/** A pause ends at most so many days from now. */
export const MAX_PAUSE_DAYS = 366;

/** The first instant of a day by the wall clock of an IANA zone: when a pause until that day is over. */
export function pauseEnd(until: LocalDate, zone: string): Instant {
  return toInstant(dayOf(until, zone).start);
}

/** Whether the therapist wants neither mail nor calls at `now`, for a time. */
export function isPaused({ pausedUntil }: Pick<Contact, 'pausedUntil'>, now: Instant): boolean {
  return pausedUntil !== undefined && pausedUntil > now;
}

/** The days of a pause that are left, by the wall clock of an IANA zone: none when there is no pause. */
export function pausedDays(
  { pausedUntil }: Pick<Contact, 'pausedUntil'>,
  now: Instant,
  zone: string,
): Days[] {
  if (pausedUntil === undefined || pausedUntil <= now) return [];
  return [{ from: localToday(now, zone), to: localToday(plus(pausedUntil, -1), zone) }];
}

/** From when on neither a cooling period nor a pause stops contact emails: `now` when there is none. */
export function quietUntil(
  { coolingUntil, pausedUntil }: Pick<Contact, 'coolingUntil' | 'pausedUntil'>,
  now: Instant,
): Instant {
  return latest(now, coolingUntil ?? now, pausedUntil ?? now);
}
