import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** A record of a topic that could not be understood. */
export interface ParkedRecord {
  topic: string;
  partition?: number;
  offset?: number;
  reason: string;
  bytes: Uint8Array;
  at: Instant;
}

export interface Parking {
  park(record: ParkedRecord): Promise<void>;
}

/** A parked record with its bytes. */
export interface ReadParkedRecord {
  id: string;
  bytes: Uint8Array;
  /** The bytes lie in the bucket. */
  inBucket: boolean;
}

export interface ParkedBytes {
  /** A page of all records that still have bytes; completes what `forget` has begun and a crash cut off. */
  readParked(limit: number, next?: string): Promise<Page<ReadParkedRecord>>;
  /** A record's bytes go for good: a replay of the topic does not park it again. `dropBytes` has to follow. */
  forget(record: ReadParkedRecord): Write;
  /** Deletes the bytes of a forgotten record from the bucket. */
  dropBytes(record: Pick<ReadParkedRecord, 'id' | 'inBucket'>): Promise<void>;
}

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
