import { openEntries, type Email, type EmailWithEntries } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { MAX_AGENDA } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { requestsOf } from './end-email.ts';
import type { OpenRequests } from './find-open-requests.ts';
import { isKnown, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** Emails that left and that somebody may still answer. */
const AWAITS_ANSWER: ReadonlySet<Email['state']> = new Set(['sent', 'delivered']);

/**
 * Takes up the requests that staff chose for a call: pending ones, those of an unanswered email, those that wait for a
 * call or stand in a work item (CONTRACT §1). An email all of whose open requests are chosen is followed up by the
 * call; of another one the chosen requests alone go, and the rest is followed up in its time (I6).
 *
 * @param requestIds each once
 * @returns `agenda_full`, or `request_not_available` with the ids of those that cannot be taken, whatever keeps them
 */
export async function chooseRequests(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  { therapistId, requestIds }: { therapistId: number; requestIds: number[] },
): Promise<Result<OpenRequests, Fault>> {
  if (requestIds.length > MAX_AGENDA) return fail({ code: 'agenda_full', details: { most: MAX_AGENDA } });
  const chosen: KnownRequest[] = [];
  for (const id of requestIds) {
    const request = await changes.request(id);
    const isHis = request && isKnown(request) && request.therapistId === therapistId;
    if (isHis && (await isAvailable(changes, request))) chosen.push(request);
  }
  if (chosen.length === requestIds.length)
    return ok({ ...(await byEmail(changes, chosen)), dueSince: clock.now() });
  const available = new Set(chosen.map(({ id }) => id));
  const missing = requestIds.filter((id) => !available.has(id));
  return fail({ code: 'request_not_available', details: { placement_request_ids: missing } });
}

async function isAvailable(changes: Changes, request: KnownRequest): Promise<boolean> {
  switch (request.place) {
    case 'pending':
    case 'work_item':
      return true;
    case 'call':
      return request.callId === undefined;
    case 'contact_email': {
      const carrier = await carrierOf(changes, request);
      return carrier !== undefined && AWAITS_ANSWER.has(carrier.email.state) && !carrier.email.answered;
    }
    case 'answered':
    case 'closed':
    case 'erased':
      return false;
  }
}

function carrierOf(changes: Changes, { emailId }: KnownRequest): Promise<EmailWithEntries | undefined> {
  return emailId === undefined ? Promise.resolve(undefined) : changes.email(emailId);
}

async function byEmail(changes: Changes, chosen: KnownRequest[]): Promise<Omit<OpenRequests, 'dueSince'>> {
  const found: Omit<OpenRequests, 'dueSince'> = { emails: [], settled: [], queued: [] };
  const inEmails = Map.groupBy(chosen, ({ place, emailId }) =>
    place === 'contact_email' ? emailId : undefined,
  );
  for (const [emailId, requests] of inEmails) {
    const loaded = emailId === undefined ? undefined : await changes.email(emailId);
    const open = loaded && (await requestsOf(changes, loaded.email, openEntries(loaded.entries)));
    if (loaded && open?.length === requests.length) found.emails.push({ loaded, requests });
    else found.queued.push(...requests);
  }
  return found;
}
