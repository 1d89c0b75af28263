import { entryCodes } from './codes.ts';
import type { Email, Entry } from './email.ts';
import type { Instant } from '../time.ts';

/** A request as an email takes it up. */
export interface Enclosed {
  requestId: number;
  patientId: number;
  orderKey: string;
}

/** What an email is given when it is made. */
export type NewEmail = Pick<
  Email,
  | 'id'
  | 'kind'
  | 'therapistId'
  | 'recipient'
  | 'refersTo'
  | 'notBefore'
  | 'earliest'
  | 'batchId'
  | 'overriddenAt'
  | 'followUpRequired'
>;

/** An email that waits for its turn from `notBefore` on, not stored yet. */
export function newQueuedEmail(given: NewEmail, now: Instant): Email {
  return { ...newEmail(given, 'queued', now), queuedAt: now };
}

/** An email that waits for nothing but its author, not stored yet. */
export function newDraft(given: NewEmail, now: Instant): Email {
  return newEmail(given, 'draft', now);
}

function newEmail(given: NewEmail, state: 'draft' | 'queued', now: Instant): Email {
  return {
    ...given,
    state,
    attempt: 0,
    tries: 0,
    answered: false,
    followedUp: false,
    timeline: [{ state, at: now }],
    createdAt: now,
    updatedAt: now,
    seq: 0,
    version: 0,
  };
}

/** Numbers the requests 1 … n in their order and gives each its code. */
export function newEntries(requests: Enclosed[], digestOf: (requestId: number) => string): Entry[] {
  const codes = entryCodes(
    requests.map(({ requestId }) => requestId),
    digestOf,
  );
  return requests.map(({ requestId, patientId, orderKey }, index) => ({
    number: index + 1,
    requestId,
    patientId,
    code: codes[index] ?? '',
    orderKey,
    included: true,
  }));
}

/** The template by the number of requests (DESIGN §5.3). */
export function kindFor(requests: number): 'initial_contact' | 'batch_request' {
  return requests === 1 ? 'initial_contact' : 'batch_request';
}
