import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { newErasure, type Subject } from '../domain/privacy/erasure.ts';
import { ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/**
 * Enters a person into the ledger of erasures (DESIGN §10): from then on nothing of him comes in. What is there is erased by
 * `applyErasure`. A person is erased once: asking again leads to the same erasure.
 *
 * @returns the erasure's id; or `idempotency_key_reused`
 */
export async function startErasure(
  { pseudonyms, ...service }: Pick<Service, 'store' | 'ids' | 'clock' | 'pseudonyms'>,
  { subject, once }: { subject: Subject; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  const { store, ids, clock } = service;
  const personKey = pseudonyms.personKey(subject);
  return commitWrite(service, once, async (changes) => {
    const known = await store.erasureOf(personKey);
    if (known !== undefined) return ok(known);
    const erasure = newErasure({ id: ids.next('er'), subject, personKey }, clock.now());
    changes.write(store.enterLedger(erasure), store.saveErasure(erasure));
    return ok(erasure.id);
  });
}
