import type { SendReport } from './send-email.ts';

/** Why a run of the pump ended. */
export type PumpEnd =
  | 'queue_empty'
  | 'out_of_time'
  | 'outside_send_window'
  | 'switched_off'
  | 'busy'
  | 'breaker_open'
  | 'breaker_probed'
  | 'no_answer_from_ses'
  | 'clock_skew'
  | 'quota_used_up'
  | 'stopped_by_restore';

/** What a run did, in numbers of mails. */
export interface PumpCounts {
  accepted: number;
  rejected: number;
  notNow: number;
  unknown: number;
  postponed: number;
  canceled: number;
  failed: number;
}

export type PumpReport = PumpCounts & { end: PumpEnd };

/** The counts of a run that has done nothing yet. */
export function startCounts(): PumpCounts {
  return { accepted: 0, rejected: 0, notNow: 0, unknown: 0, postponed: 0, canceled: 0, failed: 0 };
}

/** The report of a run that did nothing. */
export function nothingDone(end: PumpEnd): PumpReport {
  return { ...startCounts(), end };
}

/** Counts what became of one email. */
export function count(counts: PumpCounts, sent: SendReport): void {
  if (sent.kind === 'postponed' || sent.kind === 'canceled') counts[sent.kind]++;
  if (sent.kind === 'attempted') counts[sent.outcome.kind === 'not_now' ? 'notNow' : sent.outcome.kind]++;
}
