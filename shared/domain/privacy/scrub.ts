/** What is left of things that spoke of an erased person: ids of our own, states and times. */
import { newContact, type Contact, type Mailbox } from '../contact/contact.ts';
import type { PlacementRequest } from '../contact/placement-request.ts';
import { lastAttemptAt, type Email, type Entry } from '../email/email.ts';
import type { CallEntry } from '../phone-call/phone-call.ts';
import { MINUTE_MS, plus, type Instant } from '../time.ts';
import { leaveWorkItem, type WorkItem } from '../work-item.ts';

/** In place of the patient's id, code and order key: nobody has them. */
const NOBODY = { patientId: 0, code: '', orderKey: '' };

/**
 * A request without its patient: place, therapist, last event and the number of its events. Those keep a replay from making it
 * anew, and its events in order.
 */
export function scrubRequest(request: PlacementRequest): PlacementRequest {
  const { id, therapistId, accepted, requestedAt, last, seq, version } = request;
  return {
    id,
    ...(therapistId !== undefined && { therapistId }),
    place: 'erased',
    alive: false,
    ...(accepted !== undefined && { accepted }),
    requestedAt,
    failedMails: 0,
    last,
    seq,
    version,
  };
}

/**
 * An email's entries without the patients of some requests. What was decided stays as a state; nothing waits for a
 * decision any more. An email that has not left does not take them along.
 */
export function scrubEntries(
  { email, entries }: { email: Pick<Email, 'state'>; entries: Entry[] },
  isTheirs: (entry: Entry) => boolean,
  now: Instant,
): Entry[] {
  const mayLeave = email.state === 'draft' || email.state === 'queued';
  return entries.map((entry) => {
    if (!isTheirs(entry) || entry.erasedAt !== undefined) return entry;
    const { number, requestId, included, closedAt = now, outcome, decidedAt, corrected } = entry;
    return {
      number,
      requestId,
      ...NOBODY,
      included: included && !mayLeave,
      closedAt,
      erasedAt: now,
      ...(outcome !== undefined && { outcome }),
      ...(decidedAt !== undefined && { decidedAt }),
      ...(corrected && { corrected: corrected.map(({ outcome, at }) => ({ outcome, at })) }),
    };
  });
}

/** How far the clocks of a sender and of an erasure may differ, and how long a mail may take from its claim to its body. */
const BODY_MARGIN_MS = 10 * MINUTE_MS;

/** Whether the stored body may still tell of what was erased at these instants: one that was rendered afterwards does not. */
export function mayStillTell(email: Email, erasedAt: Instant[]): boolean {
  return email.attempt > 0 && erasedAt.some((at) => lastAttemptAt(email) <= plus(at, BODY_MARGIN_MS));
}

/** A call's entries without the patients of some requests; they are off the agenda. */
export function scrubCallEntries(entries: CallEntry[], isTheirs: (entry: CallEntry) => boolean): CallEntry[] {
  return entries.map((entry) => {
    if (!isTheirs(entry) || entry.erased) return entry;
    const { number, requestId, therapistId, emailId, discussed, outcome, createdAt } = entry;
    return {
      number,
      requestId,
      therapistId,
      ...NOBODY,
      ...(emailId !== undefined && { emailId }),
      included: false,
      erased: true,
      ...(discussed !== undefined && { discussed }),
      ...(outcome !== undefined && { outcome }),
      ...(createdAt !== undefined && { createdAt }),
    };
  });
}

/** A work item without what staff had written, which no longer waits for some requests; once for the same ones. */
export function scrubWorkItem(item: WorkItem, requestIds: number[], now: Instant): WorkItem {
  const held = item.requestIds.filter((id) => requestIds.includes(id));
  if (held.length === 0 && item.erasedRequestIds?.some((id) => requestIds.includes(id))) return item;
  const left = held.reduce((rest, requestId) => leaveWorkItem(rest, requestId, now), item);
  const { notes: _gone, ...kept } = left;
  const erasedRequestIds = [...new Set([...(item.erasedRequestIds ?? []), ...requestIds])];
  return { ...kept, erasedRequestIds, updatedAt: now };
}

/** A contact that says no more than that nobody is contacted, how many events there were, and when his turn ends. */
export function scrubContact(
  { therapistId, guard, seq, poolVersion, version }: Contact,
  now: Instant,
): Contact {
  return { ...newContact(therapistId), guard, seq, poolVersion, version, erasedAt: now };
}

/** A mailbox without its address and without the therapist among those who wait for it; its guard and its stop stay. */
export function scrubMailbox(mailbox: Mailbox, therapistId: number): Mailbox {
  const { waiting, gaveWay, suppressed } = mailbox;
  if (suppressed?.address === undefined && !waiting.includes(therapistId) && !gaveWay.includes(therapistId))
    return mailbox;
  const { address: _gone, ...stop } = suppressed ?? {};
  return {
    ...mailbox,
    waiting: waiting.filter((id) => id !== therapistId),
    gaveWay: gaveWay.filter((id) => id !== therapistId),
    ...(suppressed && { suppressed: stop as typeof suppressed }),
  };
}
