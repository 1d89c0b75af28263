import type { Instant, LocalDate } from '../time.ts';

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

/** Whether somebody is away on a day. */
export function isAbsent(date: LocalDate, absences: Pick<Absence, 'from' | 'to'>[]): boolean {
  return absences.some(({ from, to }) => from <= date && date <= to);
}
