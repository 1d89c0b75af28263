/**
 * How decisions are kept. The ports of this folder are what the use cases keep, in as few verbs as they need; adapters in
 * store/ implement them. `get…` reads strongly. Functions that return a `Write` do nothing by themselves: `commit` applies all
 * writes of one decision in one transaction, each on the condition that what it replaces is as it was read.
 */
declare const write: unique symbol;

/** One conditional write of a transaction, opaque to the use cases. */
export interface Write {
  readonly [write]: never;
  /** Names the item in the answer of a failed commit; ids only. */
  readonly label: string;
}

/** `conflict`: nothing was written, because the labelled items are not as they were read. */
export type CommitResult = { ok: true } | { ok: false; conflicts: string[] };

export interface UnitOfWork {
  /**
   * Applies all writes or none. Transactions that collide are tried again with jitter before they count as
   * conflicts. Throws on anything unexpected.
   */
  commit(writes: Write[]): Promise<CommitResult>;
}
