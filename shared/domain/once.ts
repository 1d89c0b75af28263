import type { Instant } from './time.ts';
import { HOUR_MS } from './time.ts';

/** How long a client may repeat a write with its key. */
export const ONCE_KEPT_MS = 24 * HOUR_MS;

/** A write that its client may repeat (`Idempotency-Key`): two HMACs, so that nothing of the request is kept. */
export interface Once {
  /** Of caller, operation, path and key. */
  key: string;
  /** Of the body. */
  fingerprint: string;
}

/** That such a write was done, and on which resource: the answer is read again, never kept. */
export interface OnceRecord extends Once {
  resourceId: string;
  at: Instant;
}
