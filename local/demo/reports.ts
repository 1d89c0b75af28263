import type { Journal } from './journal.ts';

type Counts = Record<string, number>;

/** How the report of a scheduled function is counted, by the end of the function's name. */
const COUNTED: Record<string, (journal: Journal, report: never) => void> = {
  'daily-batch-processing': (journal, report: { emails: number; failed: number; deferred: Counts }) => {
    journal.count('emails queued', report.emails);
    journal.count('failures', report.failed);
    countAll(journal, 'deferred', report.deferred);
  },
  'check-unanswered-emails': (journal, report: Counts & { finished: unknown }) => {
    const { failed = 0, finished: _finished, nothing_open: _nothing, ...kinds } = report;
    journal.count('failures', failed);
    countAll(journal, 'follow-up', kinds);
  },
  'process-email-queue': (journal, report: Counts & { end: unknown; rescued: { unresolved: number } }) => {
    const { failed = 0, end: _end, rescued, ...kinds } = report;
    journal.count('failures', failed);
    journal.count('sending: unresolved', rescued.unresolved);
    countAll(journal, 'sending', kinds);
  },
};

/** Counts what a scheduled function says that it did. */
export function countReport(journal: Journal, functionName: string, report: unknown): void {
  const name = Object.keys(COUNTED).find((end) => functionName.endsWith(end));
  if (name !== undefined) COUNTED[name]?.(journal, report as never);
}

function countAll(journal: Journal, prefix: string, counts: Counts): void {
  for (const [kind, times] of Object.entries(counts)) journal.count(`${prefix}: ${kind}`, times);
}
