/**
 * The tables and their key schemas: the one place where the CDK app, the local engine and the tests look them up.
 * Every table has the string keys `pk` and `sk`.
 */
export interface TableDefinition {
  /** Environment variable that names the deployed table. */
  variable: string;
  /** Sparse index on the string attributes `work_key` and `work_at`, keys only: what is due, from when on. */
  workIndex: boolean;
  /** Other sparse keys-only indexes: index name → [partition attribute, sort attribute]. */
  indexes: Record<string, [string, string]>;
  /** A keys-only stream wakes whoever works on new items. */
  stream: boolean;
  /** Attribute with the epoch seconds after which an item may go. */
  ttl: boolean;
}

export type TableName = 'contacts' | 'emails' | 'calls' | 'outbox' | 'runtime';

export const WORK_INDEX = 'work';
export const THERAPIST_INDEX = 'therapist';
/** Emails by the month of their making, calls by that of their start, so that no partition grows for ever. */
export const MONTH_INDEX = 'month';
/** Emails by the label that their client gave them. */
export const BATCH_INDEX = 'batch';
export const TTL_ATTRIBUTE = 'expires_at';

export const TABLES: Record<TableName, TableDefinition> = {
  contacts: { variable: 'CONTACTS_TABLE', workIndex: true, indexes: {}, stream: false, ttl: false },
  emails: {
    variable: 'EMAILS_TABLE',
    workIndex: true,
    // No key of these changes after the creation: an email's life pays for each once.
    indexes: {
      [THERAPIST_INDEX]: ['therapist_key', 'created_at'],
      [MONTH_INDEX]: ['month_key', 'created_at'],
      [BATCH_INDEX]: ['batch_id', 'created_at'],
    },
    stream: false,
    ttl: false,
  },
  calls: {
    variable: 'CALLS_TABLE',
    workIndex: true,
    // By the scheduled start: a booking and a move pay for each.
    indexes: {
      [THERAPIST_INDEX]: ['therapist_key', 'starts_at'],
      [MONTH_INDEX]: ['month_key', 'starts_at'],
    },
    stream: false,
    ttl: true,
  },
  outbox: { variable: 'OUTBOX_TABLE', workIndex: false, indexes: {}, stream: true, ttl: false },
  runtime: {
    variable: 'RUNTIME_TABLE',
    workIndex: true,
    // Work items, for the erasure of a person: their keys never change.
    indexes: { [THERAPIST_INDEX]: ['therapist_key', 'created_at'] },
    stream: false,
    ttl: true,
  },
};
