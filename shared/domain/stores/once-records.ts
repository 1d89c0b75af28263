import type { OnceRecord } from '../once.ts';
import type { Instant } from '../time.ts';
import type { Write } from './unit-of-work.ts';

export interface OnceRecords {
  /** Undefined when nothing was done with this key, or too long ago to count. */
  getOnceRecord(key: string, now: Instant): Promise<OnceRecord | undefined>;
  /** Applies only while there is no such record. */
  saveOnceRecord(record: OnceRecord): Write;
}
