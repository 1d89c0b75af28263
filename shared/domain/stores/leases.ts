import type { Instant } from '../time.ts';

export interface Leases {
  /** True when nobody else holds the lease at `now`; it then belongs to `owner` until `until`. */
  acquire(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}
