import { MINUTE_MS, toEpochMs } from '../time.ts';
import { isWithinWindows } from './local-time.ts';
import type { PhoneCall } from './phone-call.ts';
import type { WeeklyWindow } from './phone-hours.ts';

/** A line on which a person makes calls, one at a time. */
export interface CallerLine {
  /** From 1. */
  number: number;
  /** What staff call the line; no name of a person. */
  name?: string;
  /** When somebody makes calls on it, by the wall clock of the configured zone; absent: at any time. */
  shifts?: WeeklyWindow[];
  /** A line that is not active makes no calls. */
  active: boolean;
}

/** The caller lines that staff have stored. */
export interface LineUp {
  /** By number, each once. */
  lines: CallerLine[];
  version: number;
}

/** Lines that are active: those that staff have stored, else as many as are configured (DESIGN §7). */
export function activeLines(stored: LineUp | undefined, configured: number): CallerLine[] {
  if (stored) return stored.lines.filter(({ active }) => active);
  return Array.from({ length: configured }, (_, index) => ({ number: index + 1, active: true }));
}

/** Lines have the numbers from 1 to this one (CONTRACT §5, CALL_LINES). */
export const MAX_LINES = 50;

/** Whether somebody makes calls on the line of a call for as long as the call takes. */
export function isStaffed(lines: CallerLine[], call: PhoneCall): boolean {
  const line = lines.find(({ number, active }) => active && number === call.line);
  if (!line?.shifts) return line !== undefined;
  const start = toEpochMs(call.startsAt);
  const end = start + call.durationMinutes * MINUTE_MS;
  return isWithinWindows({ start, end }, line.shifts, call.timeZone);
}

/** The same text for lines that are staffed at the same times, whatever they are called. */
export function staffingOf(lines: CallerLine[]): string {
  const shiftsOf = ({ shifts }: CallerLine) =>
    shifts?.map(({ weekday, startMinute, endMinute }) => [weekday, startMinute, endMinute]) ?? null;
  return JSON.stringify(lines.map((line) => [line.number, shiftsOf(line)]));
}
