import { notOver, type Absence } from '../domain/phone-call/absence.ts';
import { localToday } from '../domain/phone-call/local-time.ts';
import type { Service } from './service.ts';

/**
 * Absences of a therapist that are not over, by their first day.
 *
 * @returns undefined for a therapist whom nobody knows
 */
export async function listAbsences(
  { store, clock, directory, settings }: Pick<Service, 'store' | 'clock' | 'directory' | 'settings'>,
  therapistId: number,
): Promise<Absence[] | undefined> {
  const now = clock.now();
  const { absences } = await store.therapistCalendar(therapistId, now);
  const listed = notOver(absences, localToday(now, settings.timeZone));
  if (listed.length > 0) return listed;
  const therapist = await directory.therapist(therapistId);
  return therapist.ok || therapist.error === 'unavailable' ? [] : undefined;
}
