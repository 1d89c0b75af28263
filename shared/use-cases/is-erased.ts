import type { Pseudonyms } from '../domain/ports.ts';
import type { Subject } from '../domain/privacy/erasure.ts';
import type { Erasures } from '../domain/stores/erasures.ts';

/** Whether a person was erased, or is about to be: nothing of him is taken in any more (I9). */
export async function isErased(
  { store, pseudonyms }: { store: Pick<Erasures, 'erasureOf'>; pseudonyms: Pick<Pseudonyms, 'personKey'> },
  subject: Subject,
): Promise<boolean> {
  return (await store.erasureOf(pseudonyms.personKey(subject))) !== undefined;
}
