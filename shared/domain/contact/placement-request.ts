import type { Instant, LocalDate } from '../time.ts';

/** Where a request is: exactly one of these at any time (I1; moves in CONTRACT §1). */
export const PLACES = [
  'pending',
  'contact_email',
  'call',
  'work_item',
  'answered',
  'closed',
  'erased',
] as const;
export type Place = (typeof PLACES)[number];

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
  /** Whether the last recorded status keeps the request alive, and its patient was not placed elsewhere since. */
  alive: boolean;
  /** Whether the last recorded status is an acceptance: its position is `last`. */
  accepted?: boolean;
  /** The newest acceptance of another request of the patient that this one was told of. */
  placedElsewhere?: Position;
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
 * Whether the acceptance of another request of the patient is news for a request: it was told nothing by the matching
 * service since, nor of this or a later acceptance. At the same instant in two partitions the acceptance counts as the
 * later word, since a mail too many does more harm than one too few.
 */
export function isNews(
  acceptance: Position,
  { place, last, placedElsewhere }: Pick<PlacementRequest, 'place' | 'last' | 'placedElsewhere'>,
): boolean {
  if (place === 'erased' || isAfter(last, acceptance)) return false;
  return placedElsewhere === undefined || isAfter(acceptance, placedElsewhere);
}

/**
 * True when an event came after one of another request: by time, at the same instant by offset inside one partition.
 * Offsets come second here, so that events of several partitions never come after each other in a circle.
 */
export function isAfter(position: Position, other: Position): boolean {
  if (position.at !== other.at) return position.at > other.at;
  return (
    position.topic === other.topic &&
    position.partition !== undefined &&
    position.partition === other.partition &&
    (position.offset ?? 0) > (other.offset ?? 0)
  );
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
