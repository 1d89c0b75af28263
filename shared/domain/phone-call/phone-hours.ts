import { reportsOf } from './phone-hours/reports.ts';
import { agree } from './phone-hours/statements.ts';
import { statementsOf } from './phone-hours/structure.ts';

/** When somebody can be reached by phone, every week, in local wall-clock time. */
export interface WeeklyWindow {
  /** ISO weekday, 1 = Monday. */
  weekday: number;
  /** Minutes of the local day, 0–1439. */
  startMinute: number;
  /** Excluded; 1–1440. */
  endMinute: number;
}

export interface PhoneHours {
  /** Sorted by weekday and start; windows of one day neither overlap nor touch. */
  windows: WeeklyWindow[];
  /**
   * What could not be read or is not used in full, for people: at most 100 reports of at most 200 characters.
   * Personal data: not for logs.
   */
  notUnderstood: string[];
}

/**
 * Reads phone hours (`telefonische_erreichbarkeit`, DESIGN §7) as the therapist service stores them: an object by
 * weekday, a list of `{day, start, end}`, or text; German or English.
 *
 * What is not understood as a whole is reported and not read: a wrong hour is worse than a missing one (decision
 * 0010). A restriction that is not understood ("mittwochs nur n. V.") takes with it what was read for the same
 * weekdays. Work is linear in the size of the input, which the caller bounds.
 *
 * @param raw any JSON value, or undefined; nothing is reported for what is empty
 * @returns the windows and what could not be read; never throws
 */
export function parsePhoneHours(raw: unknown): PhoneHours {
  const { rangesOf, notUsed } = agree(statementsOf(raw));
  const windows = [...rangesOf].flatMap(([weekday, ranges]) =>
    ranges.map(({ start, end }) => ({ weekday, startMinute: start, endMinute: end })),
  );
  return { windows, notUnderstood: reportsOf(notUsed) };
}
