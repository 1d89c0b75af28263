import { DAY_MS, type Instant, type LocalDate } from '../time.ts';
import { blockedTime, type CallTime } from './cells.ts';
import { datesOf } from './local-time.ts';

/** Days on which a therapist is not called, by the wall clock of the configured zone. */
export interface Absence {
  id: string;
  therapistId: number;
  /** First day. */
  from: LocalDate;
  /** Last day, included. */
  to: LocalDate;
  /** May speak of people. */
  note?: string;
  createdAt: Instant;
  version: number;
}

/** First and last day, both included. */
export type Days = Pick<Absence, 'from' | 'to'>;

/** An absence has at most so many days. */
export const MAX_ABSENCE_DAYS = 366;

/** A therapist has at most so many absences that are not over. */
export const MAX_ABSENCES = 100;

/** How many days there are; none or fewer when the last comes before the first, NaN when one of them is no date. */
export function countDays({ from, to }: Days): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** Whether somebody is away on a day. */
export function isAbsent(date: LocalDate, absences: Days[]): boolean {
  return absences.some(({ from, to }) => from <= date && date <= to);
}

/** Whether a call touches a day of an absence; what is kept free around it does not count. */
export function isDuring(call: CallTime, absence: Days, zone: string): boolean {
  return datesOf(blockedTime({ ...call, bufferMinutes: 0 }), zone).some((date) => isAbsent(date, [absence]));
}

/** Absences that are not over on a day, by their first one. */
export function notOver(absences: Absence[], today: LocalDate): Absence[] {
  return absences
    .filter(({ to }) => to >= today)
    .sort((a, b) => (`${a.from} ${a.id}` < `${b.from} ${b.id}` ? -1 : 1));
}
