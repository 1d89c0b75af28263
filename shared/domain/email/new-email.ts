import { entryCodes } from './codes.ts';
import type { Email, EmailKind, Entry, Recipient } from './email.ts';
import type { Instant } from '../time.ts';

/** A request as an email takes it up. */
export interface Enclosed {
  requestId: number;
  patientId: number;
  orderKey: string;
}

/** An email that waits for its turn from `notBefore` on, not stored yet. */
export function newQueuedEmail(
  given: {
    id: string;
    kind: EmailKind;
    therapistId: number;
    recipient: Recipient;
    notBefore: Instant;
    refersTo?: string;
  },
  now: Instant,
): Email {
  return {
    ...given,
    state: 'queued',
    queuedAt: now,
    attempt: 0,
    tries: 0,
    answered: false,
    followedUp: false,
    timeline: [{ state: 'queued', at: now }],
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
