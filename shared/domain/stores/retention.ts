import type { Instant } from '../time.ts';

/** How far something that is kept for a time was looked through. */
export interface RetentionMark {
  /** Everything older is done. */
  through: Instant;
  /** Until where the run that is under way goes, and where it goes on. */
  to?: Instant;
  next?: string;
  /** Ids of what was passed over because somebody still works on it. */
  open: string[];
}

export interface RetentionMarks {
  getRetentionMark(name: string): Promise<RetentionMark | undefined>;
  putRetentionMark(name: string, mark: RetentionMark): Promise<void>;
}
