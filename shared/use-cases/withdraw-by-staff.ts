import { stepAfterEnd } from '../domain/email/after-end.ts';
import type { EmailWithEntries, Entry } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { withdrawEntry } from './detach-request.ts';
import { requestsOf } from './end-email.ts';
import { moveToPool, moveToWorkItem } from './move-requests.ts';
import type { Service } from './service.ts';

const REASON = 'no_requests_left';

/**
 * Takes one entry out of an email that is a draft or queued, because staff say so; the last one takes the email with it.
 * A request that stood in the email goes back to its pool, or to a work item if the email was its follow-up
 * (CONTRACT §1). An entry that is out already stays so.
 *
 * @returns the email's id; or `illegal_transition` with the state of an email that has left
 */
export async function withdrawByStaff(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { email, entries, entry }: EmailWithEntries & { entry: Entry },
): Promise<Result<string, Fault>> {
  if (!entry.included) return ok(email.id);
  if (email.state !== 'draft' && email.state !== 'queued')
    return fail({ code: 'illegal_transition', details: { state: email.state } });
  const requests = await requestsOf(changes, email, [entry]);
  await withdrawEntry(service, changes, { email, entries, requestId: entry.requestId, reason: REASON });
  const end = { kind: email.kind, state: 'canceled', reason: REASON } as const;
  for (const request of requests) {
    const step = stepAfterEnd(end, request.failedMails);
    if (step.place === 'work_item')
      moveToWorkItem(service, changes, {
        requests: [request],
        reason: step.reason,
        origin: { emailId: email.id },
      });
    else await moveToPool(service, changes, [request]);
  }
  return ok(email.id);
}
