import { orderKey } from '../domain/contact/placement-request.ts';
import { entryCodes } from '../domain/email/codes.ts';
import { liveEntries, type Email, type Entry } from '../domain/email/email.ts';
import { entryIdOf } from '../domain/email/entry-id.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import { detachRequest } from './detach-request.ts';
import type { KnownRequest } from './move-requests.ts';
import { requestsForEmail } from './requests-for-email.ts';
import type { Service } from './service.ts';

/**
 * Adds a request of the same therapist to an email that is a draft or queued (CONTRACT §2). A queued email takes the
 * request out of the pool or its work item; a draft reserves nothing.
 *
 * @returns the id of the entry (an entry that was withdrawn comes back); or `not_found`, `illegal_transition` with the
 *   email's state and kind, `request_not_available`, `email_full`
 */
export async function addRequestToEmail(
  service: Service,
  { emailId, requestId, once }: { emailId: string; requestId: number; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const loaded = await changes.email(emailId);
    if (!loaded) return fail({ code: 'not_found' });
    const { email, entries } = loaded;
    if (!takesRequests(email))
      return fail({ code: 'illegal_transition', details: { state: email.state, kind: email.kind } });
    const requestIds = [requestId];
    const available = await requestsForEmail(changes, { therapistId: email.therapistId, requestIds });
    if (!available.ok) return available;
    const [request] = available.value;
    if (!request || includes(entries, requestId))
      return fail({
        code: 'request_not_available',
        details: { placement_request_ids: requestIds },
      });
    const { maxPatientsPerEmail } = service.settings;
    if (liveEntries(entries).length >= maxPatientsPerEmail)
      return fail({ code: 'email_full', details: { max_patients_per_email: maxPatientsPerEmail } });

    const enclosed = enclose(entries, request, service.pseudonyms.requestDigest);
    changes.putEmail({ ...email, updatedAt: service.clock.now() }, enclosed);
    if (email.state === 'queued') {
      await detachRequest(service, changes, request);
      changes.putRequest({ ...request, place: 'contact_email', emailId });
    }
    const added = enclosed.find((entry) => entry.requestId === requestId);
    return ok(entryIdOf(emailId, added?.number ?? enclosed.length));
  });
}

/** Emails about new requests that nobody has seen yet; follow-ups and confirmations speak of those that were mailed. */
function takesRequests({ state, kind }: Email): boolean {
  return (state === 'draft' || state === 'queued') && kind !== 'follow_up' && kind !== 'confirmation';
}

/** A draft leaves its requests pending: they can be named twice. */
function includes(entries: Entry[], requestId: number): boolean {
  return entries.some((entry) => entry.requestId === requestId && entry.included);
}

/** The entries with one more request. Nobody has read the codes yet, so that all may change to stay apart. */
function enclose(entries: Entry[], request: KnownRequest, digestOf: (requestId: number) => string): Entry[] {
  const isBack = entries.some(({ requestId }) => requestId === request.id);
  const enclosed = isBack
    ? entries.map((entry) =>
        entry.requestId === request.id ? { ...entry, orderKey: orderKey(request), included: true } : entry,
      )
    : [...entries, newEntry(entries, request)];
  const codes = entryCodes(
    enclosed.map(({ requestId }) => requestId),
    digestOf,
  );
  return enclosed.map((entry, index) => ({ ...entry, code: codes[index] ?? entry.code }));
}

function newEntry(entries: Entry[], request: KnownRequest): Entry {
  return {
    number: 1 + Math.max(0, ...entries.map(({ number }) => number)),
    requestId: request.id,
    patientId: request.patientId,
    code: '',
    orderKey: orderKey(request),
    included: true,
  };
}
