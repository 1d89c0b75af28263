import type { AggregateKind, OutboxEvent } from '../events.ts';
import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** A row of the outbox as the relay reads it; `event` is absent when the row cannot be read as an event. */
export interface OutboxRow {
  shard: number;
  key: string;
  aggregate: string;
  seq: number;
  event?: OutboxEvent;
}

export interface Outbox {
  addEvent(event: OutboxEvent): Write;
  readShard(shard: number, limit: number, next?: string): Promise<Page<OutboxRow>>;
  /** Strongly consistent: is this number of the aggregate still waiting? */
  isOwed(shard: number, aggregate: string, seq: number): Promise<boolean>;
  /** Rows that could not be deleted stay; throws when the table does not answer. */
  deleteRows(rows: OutboxRow[]): Promise<void>;
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
