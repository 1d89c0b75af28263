/** What people who operate the events see and change: parked records and the outbox (see stores.ts). */
import type { AggregateKind, OutboxEvent } from './events.ts';
import type { OutboxRow, Page, ParkedRecord, Write } from './stores.ts';
import type { Instant } from './time.ts';

/** A parked record without its bytes. */
export interface ParkedEntry extends Omit<ParkedRecord, 'bytes'> {
  id: string;
  /** Bytes. */
  size: number;
  /** From this instant on the record does not exist. */
  expiresAt: Instant;
  /** Rises whenever the record is parked again or its reason changes; 0 on records older than this field. */
  version: number;
}

/** Which parked records a list holds. */
export interface ParkedFilter {
  topic?: string | undefined;
  /** The reason, or its code alone: `invalid_payload` fits `invalid_payload:match_id`. */
  reason?: string | undefined;
}

export interface ParkedRecords {
  /**
   * Parked records by topic, partition and offset. Work per page is bounded: of a rare kind a page may hold fewer than
   * `limit`, or none, and still have a `next`.
   */
  listParked(
    filter: ParkedFilter,
    page: { limit: number; next?: string | undefined },
  ): Promise<Page<ParkedEntry>>;
  /** Undefined when there is none, or no longer. */
  getParked(id: string): Promise<(ParkedEntry & Pick<ParkedRecord, 'bytes'>) | undefined>;
  /** Applies only to the version that was read. */
  removeParked(entry: ParkedEntry): Write;
  /** Another reason for the version that was read; nothing happens when it is another version by now. */
  noteReason(entry: ParkedEntry, reason: string): Promise<void>;
  /** Deletes what the bucket has of a record that was removed. */
  forgetBytes(entry: ParkedEntry): Promise<void>;
}

/** Kind and id of an aggregate, as its events name it. */
export interface AggregateName {
  kind: AggregateKind;
  id: string;
}

/** A row with the text of its event, whatever that is. */
export type RawRow = OutboxRow & { text: string };

export interface OutboxDesk {
  /** The first rows of an aggregate, in order. */
  firstRows(aggregate: AggregateName, limit: number): Promise<RawRow[]>;
  /** Changes nothing but that the relay is woken; applies only while the row is there. */
  touchRow(row: OutboxRow, at: Instant): Write;
  /** Puts another event of the same number into the place of a row; applies only while the row is there. */
  replaceRow(row: OutboxRow, event: OutboxEvent): Write;
}
