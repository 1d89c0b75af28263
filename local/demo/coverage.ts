import { CALL_OUTCOMES } from '../../shared/contracts/http/phone-call-resource.ts';
import type { WorkItemReason } from '../../shared/domain/work-item.ts';
import type { Journal } from './journal.ts';
import type { Summary } from './summary.ts';

/** What has to be counted in the journal at least once. */
const COUNTED = [
  'follow-up: booked',
  'follow-up: joined',
  'follow-up: mail_awaited',
  ...['moved', 'completed', 'tried_again', 'given_up', 'forgotten', 'booked_again'].map(
    (way) => `call: ${way}`,
  ),
  ...CALL_OUTCOMES.map((outcome) => `try: ${outcome}`),
  ...['accepted', 'rejected', 'needs_follow_up', 'nothing'].map((said) => `said: ${said}`),
  'phone hours: understood_in_part',
  'work items done',
];

const REASONS: readonly WorkItemReason[] = [
  'call_overdue',
  'tries_used_up',
  'no_way_to_reach',
  'needs_follow_up',
  'left_open_by_answer',
];

/** The ways that requests and their phone calls can go, and that a run did not: it would prove nothing about them. */
export function missingPaths(journal: Journal, summary: Summary): string[] {
  return [
    ...COUNTED.filter((what) => journal.total(what) === 0),
    ...REASONS.filter((reason) => !summary.work_items[reason]).map((reason) => `work item: ${reason}`),
    ...(summary.calls_by_line['2'] ? [] : ['a call on the second line']),
    ...(summary.merged_calls > 0 ? [] : ['a call about several therapists']),
    ...(summary.mails['follow_up'] ? [] : ['a follow_up email']),
    ...(summary.withdrawals['placed_elsewhere'] ? [] : ['a patient placed elsewhere']),
  ];
}
