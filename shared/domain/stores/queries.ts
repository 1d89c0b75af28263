import type { Instant } from '../time.ts';

/** A page of a query; `next` continues it. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** What is due at `now`, a page at a time. */
export interface DueQuery {
  now: Instant;
  limit: number;
  next?: string | undefined;
}

/** Number of shards of every work index (DESIGN §10). */
export const SHARDS = 16;
