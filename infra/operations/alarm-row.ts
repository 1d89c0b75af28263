import type { MetricName } from '../../shared/domain/metrics.ts';
import type { FailureKind } from '../stateful-stack.ts';

/** What an alarm watches: numbers of our own (shared/domain/metrics.ts), and those that AWS writes by itself. */
export type Watched =
  | { of: 'service'; metric: MetricName }
  | { of: 'ses'; metric: 'Reputation.BounceRate' | 'Reputation.ComplaintRate' }
  | { of: 'api'; metric: '5XXError' }
  | { of: 'failure-queue'; queue: FailureKind }
  /** Without a name: an alarm for each function of the stage. */
  | { of: 'function'; metric: 'Errors' | 'Throttles' | 'Invocations' | 'OffsetLag'; functionId?: string };

export interface AlarmRow {
  /** Its entry in docs/runbook.md, and its name; alarms of one function each have the function's name behind it. */
  entry: string;
  watches: Watched;
  statistic: 'Sum' | 'Maximum' | 'Average';
  threshold: { atLeast: number } | { below: number };
  /** All of so many periods in a row. */
  minutes: number;
  periods: number;
  /** Whether silence is an alarm, too: of numbers that have to come every minute. */
  silence: 'fine' | 'alarming';
  /** For stages that read topics by brokers only. */
  brokersOnly?: boolean;
  why: string;
}

/** One sum over some minutes. */
export function sum(minutes: number, atLeast: number) {
  return { statistic: 'Sum', threshold: { atLeast }, minutes, periods: 1, silence: 'fine' } as const;
}

/** How something stands, five minutes after five minutes. */
export function standing(atLeast: number, periods: number, silence: AlarmRow['silence']) {
  return { statistic: 'Maximum', threshold: { atLeast }, minutes: 5, periods, silence } as const;
}
