import type { Instant } from '../time.ts';
import type { Position } from './placement-request.ts';

/** The matching service's statuses by their English names. */
export type RequestStatus = 'open' | 'in_progress' | 'rejected' | 'accepted';

/** Fields of a therapist or patient in the words of the wire; what they mean is the directory's matter. */
export type ProjectedData = Record<string, unknown>;

/** What the sibling services told, in the terms of the domain (DESIGN §4). `at` is the event's own time. */
export type IncomingEvent =
  | { type: 'request_created'; requestId: number; patientId: number; therapistId: number; at: Instant }
  | { type: 'request_status'; requestId: number; status: RequestStatus; alive: boolean; at: Instant }
  | { type: 'therapist_changed'; therapistId: number; data: ProjectedData; at: Instant }
  | {
      type: 'therapist_blocked' | 'therapist_unblocked';
      therapistId: number;
      data?: ProjectedData;
      at: Instant;
    }
  | { type: 'patient_changed'; patientId: number; data: ProjectedData; at: Instant }
  | { type: 'patient_deleted'; patientId: number; at: Instant };

/** One record of a topic, whatever brought it. */
export interface IncomingRecord {
  /** How Lambda wants a failed record reported; absent where the transport redelivers one event at a time. */
  itemIdentifier?: { partition: string; offset: number };
  position: Position;
  /** The record's value; empty when there was none. */
  bytes: Uint8Array;
}

/**
 * What a record turned out to be: an event; one of a type that does not concern this service, to be counted; or
 * something that nobody could understand, to be parked with its reason code.
 */
export type ReadRecord =
  | { kind: 'event'; event: IncomingEvent; eventId: string }
  | { kind: 'ignored'; eventType: string }
  | { kind: 'unreadable'; reason: string };

/** Whether a status keeps a request alive: only open and in progress do. */
export function isAlive(status: RequestStatus): boolean {
  return status === 'open' || status === 'in_progress';
}
