import type { Instant } from './time.ts';

/**
 * What the tables say of themselves (docs/decisions/0035). A restore always makes tables of other names, and brings the mark of
 * the old ones with it: so it is noticed, whoever made it and whatever he forgot.
 */
export interface RestoreMark {
  /** How often somebody has noted a restore. */
  epoch: number;
  /** Full names of the tables that it was written for, by what they hold. */
  tables: Record<string, string>;
  /** A restore that was noted; absent once somebody has said that what it lost is reconciled. */
  gap?: RestoreGap;
  reconciledAt?: Instant;
  reconciledBy?: string;
  version: number;
}

/** What lies between the instant to which the tables were brought back and the end of work on the old ones. */
export interface RestoreGap {
  restoredTo: Instant;
  notedAt: Instant;
  by: string;
  /** When the first carrying over began: nobody works on the old tables any more. */
  endedAt?: Instant;
  /** When what must not be lost had been carried over from the old tables. */
  carriedOverAt?: Instant;
}

/** Why nobody may be contacted: the tables came from a backup; or somebody has noted so, and it is not reconciled. */
export type RestoreStop = 'restored' | 'not_reconciled';

/** The mark of tables that were never restored; version 0 means "not stored". */
export function newRestoreMark(tables: Record<string, string>): RestoreMark {
  return { epoch: 0, tables, version: 0 };
}

/**
 * Whether the service may contact anybody.
 *
 * @param tables the names of the tables that it works on
 */
export function restoreStop(mark: RestoreMark, tables: Record<string, string>): RestoreStop | undefined {
  if (mark.gap) return 'not_reconciled';
  const isOwn = Object.entries(tables).every(([table, name]) => mark.tables[table] === name);
  return isOwn ? undefined : 'restored';
}

/** Somebody says to which instant the tables were brought back; from then on nothing is sent. */
export function noteRestore(
  mark: RestoreMark,
  { restoredTo, by }: { restoredTo: Instant; by: string },
  now: Instant,
): RestoreMark {
  return { ...mark, epoch: mark.epoch + 1, gap: { restoredTo, notedAt: now, by } };
}

/** Somebody says that the gap is reconciled: these are the tables now, and mail may leave. */
export function reconcileRestore(
  { gap: _over, ...mark }: RestoreMark,
  { tables, by }: { tables: Record<string, string>; by: string },
  now: Instant,
): RestoreMark {
  return { ...mark, tables, reconciledAt: now, reconciledBy: by };
}

export interface RestoreMarks {
  /** Read strongly; undefined in tables on which nothing has worked yet. */
  getRestoreMark(): Promise<RestoreMark | undefined>;
  /** Replaces the mark as it was read; false when somebody else was faster. */
  putRestoreMark(mark: RestoreMark): Promise<boolean>;
}
