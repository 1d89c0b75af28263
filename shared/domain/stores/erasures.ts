import type { Erasure } from '../privacy/erasure.ts';
import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

/** Erasures, and the ledger of who was erased: by pseudonyms, for ever. */
export interface Erasures {
  /** The erasure of a person; undefined for all others. Read strongly. */
  erasureOf(personKey: string): Promise<string | undefined>;
  /** Enters a person into the ledger; applies only while he is not in it. */
  enterLedger(erasure: Pick<Erasure, 'id' | 'personKey' | 'createdAt'>): Write;
  getErasure(id: string): Promise<Erasure | undefined>;
  saveErasure(erasure: Erasure): Write;
  /** Running erasures whose next step may be taken. A hint: read the erasure before acting. */
  dueErasures(now: Instant, limit: number): Promise<string[]>;
  /** All erasures, newest first. */
  listErasures(limit: number, next?: string): Promise<Page<Erasure>>;
}
