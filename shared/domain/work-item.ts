import type { Instant } from './time.ts';

/** Why a request needs a person. */
export const WORK_ITEM_REASONS = [
  'objected',
  'mail_failed_repeatedly',
  'follow_up_failed',
  'follow_up_unanswered',
  'no_way_to_reach',
  'therapist_absent',
  'patient_unknown',
  'call_overdue',
  'call_canceled',
  'line_gone',
  'tries_used_up',
  'left_open_by_answer',
  'needs_follow_up',
  'rejected_by_ses',
  'reopened_after_follow_up',
  'confirmation_failed',
] as const;
export type WorkItemReason = (typeof WORK_ITEM_REASONS)[number];

/** What a person has to do (docs/glossary.md). */
export const WORK_ITEM_KINDS = [
  'reach_therapist',
  'settle_answer',
  'rebook_call',
  'complete_data',
  'confirm_placement',
] as const;
export type WorkItemKind = (typeof WORK_ITEM_KINDS)[number];

export const WORK_ITEM_STATUSES = ['open', 'done'] as const;
export type WorkItemStatus = (typeof WORK_ITEM_STATUSES)[number];

/** Something that only staff can bring forward: the visible end of every path that machines cannot go on. */
export interface WorkItem {
  id: string;
  reason: WorkItemReason;
  therapistId: number;
  /** Requests whose place it is; of a failed confirmation those that it would have told of. */
  requestIds: number[];
  /** Requests that have gone on to another place since. */
  leftRequestIds?: number[];
  /** Requests whose patient or therapist was erased, and with him what staff had written until then. */
  erasedRequestIds?: number[];
  emailId?: string;
  callId?: string;
  status: WorkItemStatus;
  /** When it was dealt with; absent while it is open. */
  doneAt?: Instant;
  dueAt: Instant;
  /** What staff wrote down; may be health data. */
  notes?: string;
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}

const KINDS: Record<WorkItemReason, WorkItemKind> = {
  mail_failed_repeatedly: 'reach_therapist',
  rejected_by_ses: 'reach_therapist',
  follow_up_failed: 'reach_therapist',
  follow_up_unanswered: 'reach_therapist',
  reopened_after_follow_up: 'reach_therapist',
  tries_used_up: 'reach_therapist',
  no_way_to_reach: 'reach_therapist',
  therapist_absent: 'reach_therapist',
  left_open_by_answer: 'settle_answer',
  needs_follow_up: 'settle_answer',
  objected: 'settle_answer',
  call_overdue: 'rebook_call',
  call_canceled: 'rebook_call',
  line_gone: 'rebook_call',
  patient_unknown: 'complete_data',
  confirmation_failed: 'confirm_placement',
};

/** What staff have to do about a work item, from its reason alone. */
export function kindOf(reason: WorkItemReason): WorkItemKind {
  return KINDS[reason];
}

/** What staff change of a work item; absent parts stay. */
export interface WorkItemChanges {
  status?: WorkItemStatus | undefined;
  dueAt?: Instant | undefined;
  notes?: string | undefined;
}

/**
 * A work item as staff want it. One that is done keeps the requests that it holds: a person has dealt with them; one
 * that is done already keeps the time.
 */
export function reviseWorkItem(
  item: WorkItem,
  { status = item.status, dueAt = item.dueAt, notes }: WorkItemChanges,
  now: Instant,
): WorkItem {
  const revised = { ...item, dueAt, ...(notes !== undefined && { notes }), updatedAt: now };
  return status === 'done' ? asDone(revised, now) : asOpen(revised);
}

/** A work item that one of its requests has left; with the last one it is done by itself. */
export function leaveWorkItem(item: WorkItem, requestId: number, now: Instant): WorkItem {
  const left: WorkItem = {
    ...item,
    requestIds: item.requestIds.filter((id) => id !== requestId),
    leftRequestIds: [...(item.leftRequestIds ?? []), requestId],
    updatedAt: now,
  };
  return left.requestIds.length === 0 ? asDone(left, now) : left;
}

function asDone(item: WorkItem, now: Instant): WorkItem {
  return { ...item, status: 'done', doneAt: item.doneAt ?? now };
}

function asOpen({ doneAt: _dealtWith, ...item }: WorkItem): WorkItem {
  return { ...item, status: 'open' };
}
