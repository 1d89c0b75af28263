/**
 * Every number that the service tells CloudWatch, by its name: the one list for those who count, for the alarms and for
 * the dashboard (infra/operations/). A name that is not here does not compile.
 */

/** So many more. */
export const COUNTS = [
  // What became of a record of the topics.
  'records_registered',
  'records_completed',
  'records_duplicate',
  'records_applied',
  'records_stale',
  'records_tombstone',
  'records_noted',
  'records_closed',
  'records_reopened',
  'records_ignored',
  'records_parked',
  'records_erased',
  // Rows of the outbox in a run of the relay.
  'outbox_published',
  'outbox_held_back',
  'outbox_unacknowledged',
  'outbox_unreadable',
  // Mails: made by the daily batch, and what SES said to them.
  'emails_created',
  'emails_accepted',
  'emails_rejected',
  'emails_not_now',
  'emails_unknown',
  'emails_unresolved',
  // Why a run of the pump ended.
  'pump_queue_empty',
  'pump_out_of_time',
  'pump_outside_send_window',
  'pump_switched_off',
  'pump_busy',
  'pump_breaker_open',
  'pump_breaker_probed',
  'pump_no_answer_from_ses',
  'pump_clock_skew',
  'pump_quota_used_up',
  'pump_stopped_by_restore',
  // What SES reported of mails.
  'ses_events_send',
  'ses_events_delivery',
  'ses_events_delay',
  'ses_events_bounce',
  'ses_events_soft_bounce',
  'ses_events_complaint',
  'ses_events_reject',
  'ses_events_foreign',
  // Mails that arrived: where they went, what they are, why people have to look.
  'inbound_mails_matched',
  'inbound_mails_recorded',
  'inbound_mails_triage',
  'inbound_mails_confirmed',
  'inbound_mails_dismissed',
  'inbound_mails_foreign',
  'inbound_mails_of_kind_reply',
  'inbound_mails_of_kind_automatic_reply',
  'inbound_mails_of_kind_bounce',
  'inbound_mails_of_kind_complaint',
  'inbound_mails_of_kind_forward',
  'inbound_mails_of_kind_stop_request',
  'inbound_mails_of_kind_receipt',
  'inbound_mails_of_kind_unknown',
  'inbound_mails_triage_no_match',
  'inbound_mails_triage_contradiction',
  'inbound_mails_triage_refused',
  'inbound_mails_triage_unreadable',
  // Follow-ups for which there was a call, and those for which there was none.
  'follow_ups_booked',
  'follow_ups_unschedulable',
  'erasures_done',
  // Runs that contacted nobody, because a restore is not reconciled.
  'runs_stopped_by_restore',
  // Something of a run that could not be worked on; a later run tries again.
  'run_failures',
  // What a newer release wrote, met and left alone.
  'newer_items',
] as const;
export type CountName = (typeof COUNTS)[number];

/** So it stands now; the name says the unit. */
export const GAUGES = [
  'outbox_rows',
  'outbox_oldest_seconds',
  'outbox_blocked_aggregates',
  'send_queue_oldest_seconds',
] as const;
export type GaugeName = (typeof GAUGES)[number];

export type MetricName = CountName | GaugeName;

/** Where CloudWatch keeps them, and by what it tells the stages apart: alarms look there. */
export const METRIC_NAMESPACE = 'CommunicationService';
export const METRIC_SERVICE = 'communication-service';
