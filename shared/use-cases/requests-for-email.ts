import type { Email } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { isKnown, type KnownRequest } from './move-requests.ts';

/**
 * Requests that a client names for an email, if all of them are the therapist's and pending, or handed to staff without
 * ever having been mailed (CONTRACT §1, I3).
 *
 * @returns in the order of the ids; or `request_not_available` with the ids of the others, whatever keeps them
 */
export async function requestsForEmail(
  changes: Changes,
  { therapistId, requestIds }: { therapistId: number; requestIds: number[] },
): Promise<Result<KnownRequest[], Fault>> {
  const found: KnownRequest[] = [];
  for (const id of requestIds) {
    const request = await changes.request(id);
    const isHis = request && isKnown(request) && request.therapistId === therapistId;
    if (isHis && (await mayBeMailed(changes, request))) found.push(request);
  }
  if (found.length === requestIds.length) return ok(found);
  const available = new Set(found.map(({ id }) => id));
  const missing = requestIds.filter((id) => !available.has(id));
  return fail({ code: 'request_not_available', details: { placement_request_ids: missing } });
}

async function mayBeMailed(changes: Changes, request: KnownRequest): Promise<boolean> {
  if (request.place === 'pending') return true;
  return request.place === 'work_item' && !(await wasMailed(changes, request));
}

/** Emails that the therapist does not have. */
const NOT_MAILED: ReadonlySet<Email['state']> = new Set(['draft', 'failed', 'canceled', 'unresolved']);

/** Whether the therapist has, or may have, a mail about the request: its last one, or the one that this followed up. */
async function wasMailed(changes: Changes, { id, emailId }: KnownRequest): Promise<boolean> {
  const loaded = emailId === undefined ? undefined : await changes.email(emailId);
  if (!loaded) return false;
  const { email, entries } = loaded;
  const isIn = entries.some(({ requestId, included }) => requestId === id && included);
  const hasLeft = !NOT_MAILED.has(email.state) || email.provedAt !== undefined;
  return email.kind === 'follow_up' || (isIn && hasLeft);
}
