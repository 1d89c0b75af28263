/** A work item as the API takes and shows it (CONTRACT §2). Notes need `email.content`: absent without it, not empty. */
import { z } from 'zod';
import {
  kindOf,
  WORK_ITEM_KINDS,
  WORK_ITEM_REASONS,
  WORK_ITEM_STATUSES,
  type WorkItem,
} from '../../domain/work-item.ts';
import { emailId, instant, ownId, paging, siblingId, siblingIdParameter, text } from './fields.ts';
import { callId } from './phone-call-resource.ts';

/** Id of a work item; the pattern only keeps nonsense away from the tables. */
export const workItemId = z.string().regex(ownId('wi'));

const kind = z.enum(WORK_ITEM_KINDS);
const reason = z.enum(WORK_ITEM_REASONS);
const status = z.enum(WORK_ITEM_STATUSES);
const notes = text(2000);

/** In lists and by itself alike. */
export const workItem = z
  .strictObject({
    id: workItemId,
    kind: kind.describe(
      'What is to be done: find a way to `reach_therapist`; `settle_answer`, which the therapist gave or half gave; ' +
        '`rebook_call` that did not come about, or report it; `complete_data` at their source; `confirm_placement` by hand.',
    ),
    reason: reason.describe('Why machines cannot go on.'),
    therapist_id: siblingId,
    placement_request_ids: z.array(siblingId).describe('The requests that wait for it.'),
    left_placement_request_ids: z
      .array(siblingId)
      .describe('Those that it was about, too, and that have gone on since: answered, closed, on a call …'),
    email_id: emailId.optional().describe('The email that led to it.'),
    phone_call_id: callId.optional().describe('The call that led to it.'),
    due_at: instant,
    status,
    done_at: instant.optional(),
    notes: notes.optional().describe('Needs `email.content`.'),
    created_at: instant,
    updated_at: instant,
    version: z.int().positive(),
  })
  .meta({ id: 'WorkItem' });

/** Needs at least one field: a body that changes nothing is a slip. */
export const workItemChanges = z
  .strictObject({
    status: status
      .optional()
      .describe('`done`: a person has dealt with it. `open` again where that was wrong.'),
    due_at: instant.optional(),
    notes: notes.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must name a field to change');

export const workItemQuery = z.strictObject({
  status: status.default('open'),
  therapist_id: siblingIdParameter.optional(),
  kind: kind.optional(),
  reason: reason.optional(),
  due_to: instant.optional().describe('Due before this instant.'),
  ...paging,
});

/** What is to be different, as the use case takes it. */
export function toWorkItemChanges(body: z.output<typeof workItemChanges>) {
  return { status: body.status, dueAt: body.due_at, notes: body.notes };
}

/** Which work items are listed, as the store takes it. */
export function toWorkItemFilter(query: z.output<typeof workItemQuery>) {
  const { status, kind, reason } = query;
  return { status, kind, reason, therapistId: query.therapist_id, dueTo: query.due_to };
}

/** A work item as somebody may see it who has the scope `email.content`, or has not. */
export function toWorkItem(
  item: WorkItem,
  { withContent }: { withContent: boolean },
): z.input<typeof workItem> {
  return {
    id: item.id,
    kind: kindOf(item.reason),
    reason: item.reason,
    therapist_id: item.therapistId,
    placement_request_ids: item.requestIds,
    left_placement_request_ids: item.leftRequestIds ?? [],
    ...(item.emailId !== undefined && { email_id: item.emailId }),
    ...(item.callId !== undefined && { phone_call_id: item.callId }),
    due_at: item.dueAt,
    status: item.status,
    ...(item.doneAt !== undefined && { done_at: item.doneAt }),
    ...(withContent && item.notes !== undefined && { notes: item.notes }),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    version: item.version,
  };
}
