import { isAfter, type Place } from '../../shared/domain/contact/placement-request.ts';
import { isContactEmail, liveEntries } from '../../shared/domain/email/email.ts';
import type { Violation } from './evidence.ts';
import { isToBeMade, type Ledger, type StoredRequest, type Waiting } from './ledger.ts';

/**
 * I1: every registered request has exactly one place, and the rest of the tables says the same. What can hold a
 * request (a pool or call-queue item, an entry of a queued email or of a scheduled call, an open work item) is
 * collected and compared with what its place promises; a place at which nothing would ever happen again is broken, too,
 * and one at which a therapist will be asked for a place that the patient has.
 *
 * @param created requests that must not be lost
 */
export function checkPlaces(ledger: Ledger, created: Iterable<number>): Violation[] {
  const holders = holdersByRequest(ledger);
  const lost = [...created].filter((id) => ledger.requests.get(id)?.therapistId === undefined);
  const foreign = [...holders.keys()].filter((id) => !ledger.requests.has(id));
  return [
    ...lost.map((id) => ({ subject: `request ${id}`, problem: 'was accepted and is not there' })),
    ...foreign.map((id) => ({ subject: `request ${id}`, problem: `is only in ${listed(holders.get(id))}` })),
    ...overtaken(ledger).map(({ id, place }) => ({
      subject: `request ${id}`,
      problem: `${place}: another request of its patient was accepted since`,
    })),
    ...[...ledger.requests.values()].flatMap((request) =>
      problemsOf(ledger, request, holders.get(request.id) ?? []).map((problem) => ({
        subject: `request ${request.id}`,
        problem: `${request.place}: ${problem}`,
      })),
    ),
  ];
}

function problemsOf(ledger: Ledger, request: StoredRequest, holders: string[]): string[] {
  const promised = holdersOfPlace(ledger, request);
  const missing = promised.filter((holder) => !holders.includes(holder));
  const surplus = holders.filter(
    (holder, index) => !promised.includes(holder) || holders.indexOf(holder) !== index,
  );
  return [
    ...missing.map((holder) => `not in ${nameOf(holder)}`),
    ...surplus.map((holder) => `also in ${nameOf(holder)}`),
    ...placeProblems(ledger, request),
  ];
}

const PURSUED: ReadonlySet<Place> = new Set(['pending', 'contact_email', 'call', 'work_item']);

/** Requests that are pursued although another one of their patients was accepted after the last word about them. */
function overtaken({ requests }: Ledger): StoredRequest[] {
  const all = [...requests.values()];
  const accepted = Map.groupBy(
    all.filter((request) => request.accepted === true && request.patientId !== undefined),
    ({ patientId }) => patientId,
  );
  return all.filter(
    ({ id, patientId, place, last }) =>
      PURSUED.has(place) &&
      accepted.get(patientId)?.some((other) => other.id !== id && !isAfter(last, other.last)) === true,
  );
}

/** What holds each request, as `kind of holder|its key`. */
function holdersByRequest({ pool, callQueue, emails, calls, workItems }: Ledger): Map<number, string[]> {
  const holders = new Map<number, string[]>();
  const add = (requestId: number, holder: string) =>
    holders.set(requestId, [...(holders.get(requestId) ?? []), holder]);
  for (const waiting of pool) add(waiting.requestId, poolHolder(waiting));
  for (const waiting of callQueue) add(waiting.requestId, callQueueHolder(waiting));
  for (const { email, entries } of emails.values()) {
    if (email.state !== 'queued' || !isContactEmail(email.kind)) continue;
    for (const { requestId } of liveEntries(entries)) add(requestId, `email ${email.id}`);
  }
  for (const { call, entries } of calls.values()) {
    if (!isToBeMade(call)) continue;
    for (const { requestId } of entries.filter(({ included }) => included)) add(requestId, `call ${call.id}`);
  }
  for (const item of workItems.values()) {
    // A confirmation that failed is a task about requests that stay answered. One that is done keeps what it holds.
    if (item.reason === 'confirmation_failed') continue;
    for (const requestId of item.requestIds) add(requestId, `work item ${item.id}`);
  }
  return holders;
}

function holdersOfPlace({ emails }: Ledger, request: StoredRequest): string[] {
  const { id, place, therapistId, orderKey, emailId = '', callId, workItemId = '' } = request;
  if (therapistId === undefined) return [];
  const waiting = { requestId: id, therapistId, orderKey };
  switch (place) {
    case 'pending':
      return [poolHolder(waiting)];
    case 'contact_email':
      return emails.get(emailId)?.email.state === 'queued' ? [`email ${emailId}`] : [];
    case 'call':
      return [callId === undefined ? callQueueHolder(waiting) : `call ${callId}`];
    case 'work_item':
      return [`work item ${workItemId}`];
    case 'answered':
    case 'closed':
    case 'erased':
      return [];
  }
}

function placeProblems(ledger: Ledger, request: StoredRequest): string[] {
  const { place, therapistId } = request;
  if (therapistId === undefined)
    return place === 'pending' || place === 'closed' ? [] : ['its creation was never seen'];
  if (place === 'pending') {
    const contact = ledger.contacts.get(therapistId);
    const isLookedAt = contact?.dueAt !== undefined || contact?.blockedAt !== undefined;
    return isLookedAt ? [] : [`therapist ${therapistId} is never looked at`];
  }
  if (place === 'contact_email') return emailProblems(ledger, request);
  return place === 'answered' && !isDecided(ledger, request.id) ? ['no entry has an outcome'] : [];
}

const CARRIES: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown', 'sent', 'delivered']);

function emailProblems({ emails }: Ledger, { id, emailId = 'nowhere' }: StoredRequest): string[] {
  const carrier = emails.get(emailId);
  if (!carrier) return [`email ${emailId} is not there`];
  const { email, entries } = carrier;
  const isFollowedUp =
    !AWAITS_ANSWER.has(email.state) || email.followUpAt !== undefined || email.followUpRequired === false;
  return [
    ...(isContactEmail(email.kind) ? [] : [`email ${emailId} is a ${email.kind}`]),
    ...(CARRIES.has(email.state) ? [] : [`email ${emailId} is ${email.state}`]),
    ...(liveEntries(entries).some(({ requestId }) => requestId === id)
      ? []
      : [`email ${emailId} has no live entry of it`]),
    ...(isFollowedUp ? [] : [`nobody will follow up email ${emailId}`]),
  ];
}

const AWAITS_ANSWER: ReadonlySet<string> = new Set(['sent', 'delivered']);

function isDecided({ emails, calls }: Ledger, id: number): boolean {
  return [...emails.values(), ...calls.values()].some(({ entries }) =>
    entries.some(
      ({ requestId, outcome }) => requestId === id && (outcome === 'accepted' || outcome === 'rejected'),
    ),
  );
}

function poolHolder({ therapistId, orderKey }: Waiting): string {
  return `the pool of therapist ${therapistId}|${orderKey}`;
}

function callQueueHolder({ therapistId, orderKey }: Waiting): string {
  return `the call queue of therapist ${therapistId}|${orderKey}`;
}

/** The order key tells a patient's date of registration: it stays out of violations. */
function nameOf(holder: string): string {
  return holder.split('|')[0] ?? '';
}

function listed(holders: string[] = []): string {
  return holders.map(nameOf).join(', ');
}
