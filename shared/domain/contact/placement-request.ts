import type { Instant, LocalDate } from '../time.ts';

/** Where a request is: exactly one of these at any time (I1; moves in CONTRACT §1). */
export type Place = 'pending' | 'contact_email' | 'call' | 'work_item' | 'answered' | 'closed' | 'erased';

/** Where and when an event stood in its topic. Without a partition (EventBridge) time alone orders events. */
export interface Position {
  topic: string;
  partition?: number;
  offset?: number;
  at: Instant;
}

/** A proposal of one therapist for one patient ("match" on the wire). */
export interface PlacementRequest {
  id: number;
  /** Absent on a tombstone: a status came before the creation. */
  therapistId?: number;
  patientId?: number;
  place: Place;
  /** Whether the last recorded status keeps the request alive. */
  alive: boolean;
  /** The patient's registration date; absent while it could not be read. */
  registeredOn?: LocalDate;
  /** Time of the creation event: the second ordering after the registration date. */
  requestedAt: Instant;
  /** The email that holds the request, or held it last. */
  emailId?: string;
  callId?: string;
  workItemId?: string;
  /** Emails in a row that SES refused for good. */
  failedMails: number;
  last: Position;
  /** Number of the last event about this request. */
  seq: number;
  version: number;
}

/**
 * True when an event at `position` is older than the last one applied (DESIGN §4): by offset inside one partition,
 * else by time. The very same position is older, too: it was applied already.
 */
export function isStale(position: Position, last: Position): boolean {
  const samePartition =
    position.topic === last.topic &&
    position.partition !== undefined &&
    position.partition === last.partition;
  if (samePartition && position.offset !== undefined && last.offset !== undefined)
    return position.offset <= last.offset;
  return position.at < last.at;
}

/**
 * The key that orders the requests of one therapist: registration date (unknown dates last), then the creation's
 * time, then the id. It is unique per request.
 */
export function orderKey(request: Pick<PlacementRequest, 'id' | 'registeredOn' | 'requestedAt'>): string {
  return [
    request.registeredOn ?? UNKNOWN_DATE,
    request.requestedAt,
    String(request.id).padStart(16, '0'),
  ].join('#');
}

/** Whether an order key was made without a registration date. */
export function hasUnknownDate(key: string): boolean {
  return key.startsWith(UNKNOWN_DATE);
}

/** Begins the order key of a request without a registration date; sorts after every date. */
export const UNKNOWN_DATE = '9999-12-31';
