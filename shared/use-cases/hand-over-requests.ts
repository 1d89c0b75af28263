import { asFollowedUp } from '../domain/email/email.ts';
import type { WorkItemReason } from '../domain/work-item.ts';
import type { Changes } from './changes.ts';
import type { FollowUp } from './follow-up.ts';
import type { OpenRequests } from './find-open-requests.ts';
import { moveToWorkItem, toPooled } from './move-requests.ts';
import type { Service } from './service.ts';

/** Neither call nor email leads on: open requests of a therapist go to staff, and with that their emails are followed up. */
export function handOverRequests(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { emails = [], queued = [], reason }: Partial<OpenRequests> & { reason: WorkItemReason },
): FollowUp {
  const requests = [...emails.flatMap((each) => each.requests), ...queued];
  moveToWorkItem(service, changes, { requests, reason });
  for (const { loaded } of emails) changes.putEmail(asFollowedUp(loaded.email));
  for (const request of queued) changes.write(service.store.stopAwaitingCall(toPooled(request)));
  return { kind: 'handed_over' };
}
