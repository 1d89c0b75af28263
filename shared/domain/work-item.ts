import type { Instant } from './time.ts';

/** Why a request needs a person. */
export type WorkItemReason =
  | 'objected'
  | 'mail_failed_repeatedly'
  | 'follow_up_failed'
  | 'follow_up_unanswered'
  | 'no_way_to_reach'
  | 'patient_unknown'
  | 'call_overdue'
  | 'call_canceled'
  | 'tries_used_up'
  | 'left_open_by_answer'
  | 'needs_follow_up'
  | 'rejected_by_ses'
  | 'reopened_after_follow_up'
  | 'confirmation_failed';

/** Something that only staff can bring forward: the visible end of every path that machines cannot go on. */
export interface WorkItem {
  id: string;
  reason: WorkItemReason;
  therapistId: number;
  requestIds: number[];
  emailId?: string;
  callId?: string;
  status: 'open' | 'done';
  dueAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}
