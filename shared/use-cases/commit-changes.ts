import { beginChanges, type Changes, type Known } from './changes.ts';
import type { Service } from './service.ts';

/** How often a decision is made anew because others changed what it had read. */
export const ATTEMPTS = 8;

/** Others changed the same aggregates again and again: nothing was written, a later try may succeed. */
export class TooMuchContention extends Error {
  readonly code = 'too_much_contention';
  constructor(conflicts: string[]) {
    super(`gave up after ${ATTEMPTS} tries; changed meanwhile: ${conflicts.join(', ')}`);
  }
}

/**
 * Runs load → decide → save: `decide` reads through the changes, puts what it changed, and its result is returned once
 * all is committed. When somebody changed what was read, it runs again on fresh data (attempt 2, 3 …), so it must have no
 * other effect.
 *
 * @param known what the first try need not read
 * @throws TooMuchContention when every try met a conflict
 */
export async function commitChanges<T>(
  { store, ids }: Pick<Service, 'store' | 'ids'>,
  decide: (changes: Changes, attempt: number) => Promise<T>,
  known?: Known,
): Promise<T> {
  let conflicts: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const changes = beginChanges(store, ids, attempt === 1 ? known : undefined);
    const result = await decide(changes, attempt);
    const commit = await store.commit(changes.toWrites());
    if (commit.ok) return result;
    conflicts = commit.conflicts;
  }
  throw new TooMuchContention(conflicts);
}
