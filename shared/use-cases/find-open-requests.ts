import { openEntries, type Email, type EmailWithEntries } from '../domain/email/email.ts';
import type { AgendaItem } from '../domain/phone-call/call-states.ts';
import { entryCodes } from '../domain/email/codes.ts';
import { orderKey } from '../domain/contact/placement-request.ts';
import { MAX_AGENDA } from '../domain/phone-call/phone-call.ts';
import type { QueuedRequest } from '../domain/stores/requests.ts';
import { earliest, type Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { requestsOf } from './end-email.ts';
import { isKnown, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** What one therapist still owes an answer to. */
export interface OpenRequests {
  /** Emails that are due for a follow-up and have open requests. */
  emails: { loaded: EmailWithEntries; requests: KnownRequest[] }[];
  /** Emails that are due but have nothing open any more. */
  settled: Email[];
  /** Requests that wait for a call without an email. */
  queued: KnownRequest[];
  /** Since when the first of them has been due. */
  dueSince: Instant;
}

/** How many requests are open. */
export function countRequests({ emails, queued }: OpenRequests): number {
  return emails.reduce((sum, { requests }) => sum + requests.length, queued.length);
}

/** So many of a therapist's newest emails are looked at, beside the one that is known to be due. */
const EMAILS_LOOKED_AT = 25;

/**
 * Collects the requests of a therapist that are due for a call: of all his unanswered emails that are due, and of his
 * call queue, at most an agenda full.
 *
 * @param until emails count whose follow-up is due by then; now unless told
 */
export async function findOpenRequests(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  { therapistId, due, until = clock.now() }: { therapistId: number; due?: string; until?: Instant },
): Promise<OpenRequests> {
  const found: OpenRequests = { emails: [], settled: [], queued: [], dueSince: clock.now() };
  let room = MAX_AGENDA;
  const newest = await store.emailsOfTherapist(therapistId, EMAILS_LOOKED_AT);
  const older = due === undefined || newest.includes(due) ? [] : [due];
  for (const emailId of [...older, ...newest.toReversed()]) {
    const loaded = await changes.email(emailId);
    if (loaded?.email.followUpAt === undefined || loaded.email.followUpAt > until) continue;
    const requests = await requestsOf(changes, loaded.email, openEntries(loaded.entries));
    if (requests.length === 0) found.settled.push(loaded.email);
    else if (requests.length <= room) {
      found.emails.push({ loaded, requests });
      found.dueSince = earliest(found.dueSince, loaded.email.followUpAt);
      room -= requests.length;
    }
  }
  for (const { requestId, nextAttemptAt } of await waitingForCall({ store }, therapistId, room)) {
    const request = await changes.request(requestId);
    if (!request || !isKnown(request) || request.place !== 'call' || request.callId !== undefined) continue;
    found.queued.push(request);
    found.dueSince = earliest(found.dueSince, nextAttemptAt);
  }
  return found;
}

async function waitingForCall(
  { store }: Pick<Service, 'store'>,
  therapistId: number,
  limit: number,
): Promise<QueuedRequest[]> {
  return limit === 0 ? [] : store.firstAwaitingCall(therapistId, limit);
}

/** The open requests as agenda items, in order of their priority, with the codes that their emails gave them. */
export function toAgenda(
  { emails, queued }: Pick<OpenRequests, 'emails' | 'queued'>,
  digestOf: (requestId: number) => string,
): AgendaItem[] {
  const codes = new Map(
    emails.flatMap(({ loaded }) => loaded.entries.map(({ requestId, code }) => [requestId, code] as const)),
  );
  const fresh = entryCodes(
    queued.map(({ id }) => id),
    digestOf,
  );
  const code = (request: KnownRequest, index: number) => codes.get(request.id) ?? fresh[index] ?? '';
  const item = (request: KnownRequest, index: number, emailId?: string): AgendaItem => ({
    requestId: request.id,
    patientId: request.patientId,
    therapistId: request.therapistId,
    code: code(request, index),
    orderKey: orderKey(request),
    ...(emailId !== undefined && { emailId }),
  });
  const items = [
    ...emails.flatMap(({ loaded, requests }) =>
      requests.map((request, index) => item(request, index, loaded.email.id)),
    ),
    ...queued.map((request, index) => item(request, index)),
  ];
  return items.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
}
