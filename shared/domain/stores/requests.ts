import type { PlacementRequest } from '../contact/placement-request.ts';
import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** A request in a therapist's pool, or in his queue for a call. */
export interface PooledRequest {
  requestId: number;
  therapistId: number;
  patientId: number;
  orderKey: string;
}

/** A request that waits for a call. */
export interface QueuedRequest extends PooledRequest {
  nextAttemptAt: Instant;
}

/** A request in its patient's list. */
export interface ListedRequest {
  requestId: number;
  therapistId: number;
}

export interface Requests {
  getRequest(id: number): Promise<PlacementRequest | undefined>;
  getRequests(ids: number[]): Promise<PlacementRequest[]>;
  saveRequest(request: PlacementRequest): Write;
  /** Lists a request under its patient; written before the request itself, so that none is ever missing there. */
  listUnderPatient(request: Pick<PooledRequest, 'requestId' | 'patientId' | 'therapistId'>): Write;
  /** All requests of a patient, read strongly; one of them may not be written yet. */
  requestsOfPatient(patientId: number, limit: number, next?: string): Promise<Page<ListedRequest>>;
  /** Takes a request off its patient's list. */
  unlist(request: Pick<PooledRequest, 'requestId' | 'patientId'>): Promise<void>;
  /** Pool → email: applies only while the request is pending with this order key; also removes its pool item. */
  moveToEmail(pooled: PooledRequest, emailId: string): Write[];
  /** The therapist's first requests in order. */
  firstPooled(therapistId: number, limit: number): Promise<PooledRequest[]>;
  /** The therapist's first requests without a registration date, wherever they stand in his pool. */
  firstUndated(therapistId: number, limit: number): Promise<PooledRequest[]>;
  addToPool(pooled: PooledRequest): Write;
  removeFromPool(pooled: PooledRequest): Write;
  /** Requests of the therapist that wait for a call, in order. */
  firstAwaitingCall(therapistId: number, limit: number): Promise<QueuedRequest[]>;
  /** Puts a request into its therapist's queue for a call, or moves its next attempt. */
  awaitCall(pooled: PooledRequest, nextAttemptAt: Instant): Write;
  stopAwaitingCall(pooled: PooledRequest): Write;
  /** Ids of requests that stand in a therapist's pool or call queue, whatever their place, at most so many. */
  waitingOf(therapistId: number, limit: number): Promise<number[]>;
  /** Deletes all that stands of some requests in a therapist's pool and call queue, whatever their place. */
  removeWaiting(therapistId: number, requestIds: ReadonlySet<number>): Promise<void>;
  /** Therapists of one shard with requests whose next attempt at a call has come. */
  therapistsAwaitingCalls(shard: number, now: Instant, limit: number, next?: string): Promise<Page<number>>;
}
