import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { beginChanges, type Changes } from './changes.ts';
import { TooMuchContention, ATTEMPTS } from './commit-changes.ts';
import type { Service } from './service.ts';

/**
 * Runs one write of the API: as `commitChanges`, but a decision that refuses writes nothing, and a write that its client
 * repeats has one effect (DESIGN §9, I10): the record of it is part of the same transaction.
 *
 * @param once absent when the client will not repeat the write
 * @param decide reads and puts through the changes and returns the id of the resource that it wrote; its check of the
 *   client's version belongs inside, because it runs again on fresh data after a conflict
 * @returns the id of the resource, which the caller reads again for the answer; a repeated write returns the id of the
 *   first
 * @throws TooMuchContention when every try met a conflict
 */
export async function commitWrite(
  { store, ids, clock }: Pick<Service, 'store' | 'ids' | 'clock'>,
  once: Once | undefined,
  decide: (changes: Changes) => Promise<Result<string, Fault>>,
): Promise<Result<string, Fault>> {
  let conflicts: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const now = clock.now();
    const done = once && (await doneBefore(store, once, now));
    if (done) return done;
    const changes = beginChanges(store, ids);
    const decided = await decide(changes);
    // What stands against it may be this very write, which the client's other try did meanwhile.
    if (!decided.ok) return (once && (await doneBefore(store, once, now))) ?? decided;
    if (once) changes.write(store.saveOnceRecord({ ...once, resourceId: decided.value, at: now }));
    const commit = await store.commit(changes.toWrites());
    if (commit.ok) return decided;
    conflicts = commit.conflicts;
  }
  throw new TooMuchContention(conflicts);
}

/** The id of what this write has made already, if its client did it before; undefined when he did not. */
async function doneBefore(
  store: Pick<Service['store'], 'getOnceRecord'>,
  once: Once,
  now: Instant,
): Promise<Result<string, Fault> | undefined> {
  const done = await store.getOnceRecord(once.key, now);
  if (!done) return undefined;
  return done.fingerprint === once.fingerprint
    ? ok(done.resourceId)
    : fail({ code: 'idempotency_key_reused' });
}
