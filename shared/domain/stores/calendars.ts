import type { Absence } from '../phone-call/absence.ts';
import type { Interval } from '../phone-call/interval.ts';
import type { Instant } from '../time.ts';
import type { Write } from './unit-of-work.ts';

/** What speaks against calling somebody at a time. */
export interface TherapistCalendar {
  /** Cells that calls block, in order. */
  bookings: Interval[];
  absences: Absence[];
}

export interface Calendars {
  /** Bookings from an instant on, and all absences: one query however full the calendar. */
  therapistCalendar(therapistId: number, from: Instant): Promise<TherapistCalendar>;
  lineBookings(line: number, from: Instant): Promise<Interval[]>;
  /** Calls that have cells of a line from an instant on, each once. */
  callsOnLine(line: number, from: Instant): Promise<string[]>;
  getAbsence(therapistId: number, id: string): Promise<Absence | undefined>;
  saveAbsence(absence: Absence): Write;
  /** Applies only to the version that was read. */
  removeAbsence(absence: Absence): Write;
}
