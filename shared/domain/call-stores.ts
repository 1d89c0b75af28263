/** What the use cases keep of phone calls, and of what they are planned by (see stores.ts). */
import type { Absence } from './phone-call/absence.ts';
import type { LineUp } from './phone-call/caller-line.ts';
import type { Interval } from './phone-call/interval.ts';
import type { CallEntry, CallState, CallWithEntries, PhoneCall } from './phone-call/phone-call.ts';
import type { Page, Write } from './stores.ts';
import type { Instant } from './time.ts';

export interface Calls {
  getCall(id: string): Promise<CallWithEntries | undefined>;
  /** The call, and that each of its therapists has it in his list. */
  saveCall(call: PhoneCall): Write[];
  saveCallEntries(callId: string, entries: CallEntry[]): Write;
  /** One write per 5-minute cell of the therapists and the line; each fails when the cell is taken. */
  bookCells(call: PhoneCall): Write[];
  freeCells(call: PhoneCall): Write[];
  /** Scheduled calls of one shard that began a day ago and have no outcome. A hint: read the call before acting. */
  overdueCalls(shard: number, now: Instant, limit: number, next?: string): Promise<Page<string>>;
}

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

export interface CallerLines {
  /** Undefined until staff have stored any. */
  getLineUp(): Promise<LineUp | undefined>;
  saveLineUp(lineUp: LineUp): Write;
  /** Which lines the scheduled calls were last compared with; undefined when they never were. */
  getCheckedLines(): Promise<CheckedLines | undefined>;
  putCheckedLines(checked: CheckedLines): Promise<void>;
}

/** That calls were compared with the lines that make them. */
export interface CheckedLines {
  /** The active lines as `staffingOf` tells them. */
  staffing: string;
  /** Whether that was done again, a run after the lines had changed, for calls that were booked meanwhile. */
  settled: boolean;
}

/** Which calls a list holds. */
export interface CallFilter {
  therapistId?: number | undefined;
  state?: CallState | undefined;
  /** Starting at this instant or later. */
  startsFrom?: Instant | undefined;
  /** Starting before this instant. */
  startsTo?: Instant | undefined;
}

export interface CallLists {
  /**
   * Calls by their scheduled start, earliest first. Work per page is bounded: of a rare kind a page may hold fewer than
   * `limit`, or none, and still have a `next`.
   */
  listCalls(
    filter: CallFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<PhoneCall>>;
}
