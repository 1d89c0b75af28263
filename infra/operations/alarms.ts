import type { MetricName } from '../../shared/domain/metrics.ts';
import { standing, sum, type AlarmRow, type Watched } from './alarm-row.ts';

const service = (metric: MetricName): Watched => ({ of: 'service', metric });
const DAY = 24 * 60;

/** A schedule that does not run: nothing is counted then, and nothing fails. Some runs may be missed. */
const SILENT_AFTER: { functionId: string; minutes: number; periods: number }[] = [
  { functionId: 'process-email-queue', minutes: 5, periods: 3 },
  { functionId: 'outbox-relay', minutes: 5, periods: 3 },
  { functionId: 'apply-erasures', minutes: 5, periods: 3 },
  { functionId: 'check-unanswered-emails', minutes: 60, periods: 3 },
  { functionId: 'daily-batch-processing', minutes: 60, periods: 26 },
  { functionId: 'apply-retention', minutes: 60, periods: 26 },
];

/** All alarms of a stage. Every one tells people; what they are to do stands in the runbook under `entry`. */
export const ALARMS: readonly AlarmRow[] = [
  {
    entry: 'outbox-oldest',
    watches: service('outbox_oldest_seconds'),
    ...standing(15 * 60, 3, 'alarming'),
    why: 'An event has waited for 15 minutes to be published, or nobody measures it.',
  },
  {
    entry: 'outbox-rows',
    watches: service('outbox_rows'),
    ...standing(5000, 3, 'fine'),
    why: 'More events wait than the relay takes away; the measurement ends at 16,000.',
  },
  {
    entry: 'outbox-blocked',
    watches: service('outbox_blocked_aggregates'),
    ...standing(1, 1, 'fine'),
    why: 'An event cannot be published and holds back all later ones of the same email, call, request or therapist.',
  },
  {
    entry: 'send-queue-oldest',
    watches: service('send_queue_oldest_seconds'),
    ...standing(3600, 3, 'alarming'),
    why: 'A mail that may leave has waited for an hour, or nobody measures it.',
  },
  {
    entry: 'emails-rejected',
    watches: service('emails_rejected'),
    ...sum(60, 5),
    why: 'SES refused five mails in an hour for good.',
  },
  {
    entry: 'emails-unknown',
    watches: service('emails_unknown'),
    ...sum(5, 1),
    why: 'Nobody knows whether SES has accepted a mail: a sender died, or SES did not answer.',
  },
  {
    entry: 'emails-unresolved',
    watches: service('emails_unresolved'),
    ...sum(5, 1),
    why: 'For six hours SES has told nothing of a mail; its requests wait for the next one.',
  },
  {
    entry: 'breaker-open',
    watches: service('pump_breaker_open'),
    ...sum(5, 1),
    why: 'Sending is interrupted, because SES is paused, unverified, out of quota or answers nothing that can be understood.',
  },
  {
    entry: 'ses-silent',
    watches: service('pump_no_answer_from_ses'),
    ...sum(10, 5),
    why: 'SES does not say what may be sent, so that nothing is.',
  },
  {
    entry: 'clock-skew',
    watches: service('pump_clock_skew'),
    ...sum(5, 1),
    why: 'Our clock and that of SES differ by more than 15 minutes, so that nothing is sent.',
  },
  {
    entry: 'quota-used-up',
    watches: service('pump_quota_used_up'),
    ...sum(5, 1),
    why: 'The daily quota of SES is used up; the rest waits for tomorrow.',
  },
  {
    entry: 'bounce-rate',
    watches: { of: 'ses', metric: 'Reputation.BounceRate' },
    ...standing(0.03, 1, 'fine'),
    why: 'Three mails of a hundred come back. SES reviews an account at 5 % and pauses it at 10 %.',
  },
  {
    entry: 'complaint-rate',
    watches: { of: 'ses', metric: 'Reputation.ComplaintRate' },
    ...standing(0.0008, 1, 'fine'),
    why: 'Therapists call our mail spam. SES reviews an account at 0.1 % and pauses it at 0.5 %.',
  },
  {
    entry: 'schedule-failures',
    watches: { of: 'failure-queue', queue: 'schedules' },
    ...standing(1, 1, 'fine'),
    why: 'A run of a schedule failed for good; the next one does its work.',
  },
  {
    entry: 'event-failures',
    watches: { of: 'failure-queue', queue: 'events' },
    ...standing(1, 1, 'fine'),
    why: 'An event of a sibling service was given up after six hours, and must be redriven within 14 days.',
  },
  {
    entry: 'feedback-failures',
    watches: { of: 'failure-queue', queue: 'feedback' },
    ...standing(1, 1, 'fine'),
    why: 'An event of SES or a mail that arrived was given up after six hours, and must be redriven within 14 days.',
  },
  {
    entry: 'records-parked',
    watches: service('records_parked'),
    ...sum(5, 1),
    why: 'A record of the topics could not be understood; it is kept for 30 days.',
  },
  {
    entry: 'run-failures',
    watches: service('run_failures'),
    ...sum(60, 5),
    why: 'Runs could not work on five things in an hour; they are tried again with every run.',
  },
  {
    entry: 'newer-items',
    watches: service('newer_items'),
    ...sum(60, 1),
    why: 'Something is in a state that only a newer release knows: it is left alone until that one is there.',
  },
  {
    entry: 'stopped-by-restore',
    watches: service('runs_stopped_by_restore'),
    ...sum(5, 1),
    why: 'Nobody is contacted, because the tables came from a backup and nobody has said that the gap is reconciled.',
  },
  {
    entry: 'follow-ups-unschedulable',
    watches: service('follow_ups_unschedulable'),
    ...sum(DAY, 20),
    why: 'For 20 follow-ups in a day there was no call: they wait for a mail or for people.',
  },
  {
    entry: 'triage-growing',
    watches: service('inbound_mails_triage'),
    ...sum(DAY, 20),
    why: 'Within a day 20 mails arrived that people have to look at.',
  },
  {
    entry: 'api-5xx',
    watches: { of: 'api', metric: '5XXError' },
    ...sum(5, 5),
    why: 'The API failed five times in five minutes; the fault of a client is never a 5xx.',
  },
  {
    entry: 'function-errors',
    watches: { of: 'function', metric: 'Errors' },
    ...sum(5, 1),
    why: 'An invocation failed, ran out of time or could not start.',
  },
  {
    entry: 'function-throttles',
    watches: { of: 'function', metric: 'Throttles' },
    ...sum(5, 1),
    why: 'Lambda refused an invocation: the concurrency of the account is used up.',
  },
  {
    entry: 'topics-lag',
    watches: { of: 'function', metric: 'OffsetLag', functionId: 'matching-events' },
    ...standing(1000, 3, 'fine'),
    brokersOnly: true,
    why: 'A thousand records of the topics wait to be read.',
  },
  ...SILENT_AFTER.map(({ functionId, minutes, periods }): AlarmRow => ({
    entry: 'schedule-silent',
    watches: { of: 'function', metric: 'Invocations', functionId },
    statistic: 'Sum',
    threshold: { below: 1 },
    minutes,
    periods,
    silence: 'alarming',
    why: 'A schedule does not run.',
  })),
];
