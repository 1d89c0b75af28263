const MAX_REPORTS = 100;
const MAX_REPORT_LENGTH = 200;

/**
 * What of somebody's phone hours could not be read, for people to look at.
 *
 * @param unread texts as they are, anything else is shown as JSON
 * @returns at most 100 reports of at most 200 characters; the last one counts what is left out
 */
export function reportsOf(unread: unknown[]): string[] {
  if (unread.length <= MAX_REPORTS) return unread.map(report);
  return [...unread.slice(0, MAX_REPORTS - 1).map(report), `… and ${unread.length - MAX_REPORTS + 1} more`];
}

function report(source: unknown): string {
  const text = typeof source === 'string' ? source : (asJson(source) ?? typeof source);
  return text.length <= MAX_REPORT_LENGTH ? text : `${text.slice(0, MAX_REPORT_LENGTH - 1).toWellFormed()}…`;
}

/** A value as JSON; undefined for what JSON cannot say or what is nested too deep for the stack. */
export function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
