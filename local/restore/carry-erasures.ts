import {
  newErasure,
  type Erasure,
  type Subject,
  type SubjectKind,
} from '../../shared/domain/privacy/erasure.ts';
import { commitChanges } from '../../shared/use-cases/commit-changes.ts';
import { keysOf, type BothSides } from './both-sides.ts';

/** Where people stand in the table `contacts`: the beginning of their partition. */
const PEOPLE: Record<string, SubjectKind> = { patient: 'patient', therapist: 'therapist' };

/**
 * Enters into the ledger of the restored tables who was erased in the gap, and begins those erasures again under their own ids
 * (I9). A finished erasure knows its person by a pseudonym alone: he is looked for among those who are in the restored
 * tables, where the same pseudonym leads to him. Who is not among them stays in the ledger, so that nothing of him comes in.
 *
 * @returns how many were missing
 */
export async function carryErasures(sides: BothSides): Promise<number> {
  const missing = new Map<string, Erasure>();
  for await (const erasure of erasuresOf(sides.before)) {
    if ((await sides.now.store.erasureOf(erasure.personKey)) === undefined)
      missing.set(erasure.personKey, erasure);
  }
  if (missing.size === 0) return 0;
  const found = await findPeople(sides, missing);
  for (const erasure of missing.values())
    await commitChanges(sides.now, (changes) => {
      const again = beginAgain(erasure, found.get(erasure.personKey), sides.now.clock.now());
      changes.write(sides.now.store.enterLedger(again), sides.now.store.saveErasure(again));
      return Promise.resolve();
    });
  return missing.size;
}

async function* erasuresOf({ store }: BothSides['before']): AsyncGenerator<Erasure> {
  let next: string | undefined;
  do {
    const page = await store.listErasures(100, next);
    yield* page.items;
    next = page.next;
  } while (next !== undefined);
}

/** Those of the restored tables who are to be erased, by their pseudonyms. */
async function findPeople(
  { now, client, tables }: BothSides,
  missing: ReadonlyMap<string, Erasure>,
): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>();
  for (const { personKey, subjectKind: kind, subjectId: id } of missing.values())
    if (id !== undefined) found.set(personKey, { kind, id });
  for await (const { pk } of keysOf(client, tables.now['contacts'])) {
    const [type = '', id] = pk.split('#');
    const kind = PEOPLE[type];
    if (kind === undefined) continue;
    const subject = { kind, id: Number(id) };
    const personKey = now.pseudonyms.personKey(subject);
    if (missing.has(personKey)) found.set(personKey, subject);
  }
  return found;
}

function beginAgain(erasure: Erasure, subject: Subject | undefined, now: string): Erasure {
  const { id, personKey, createdAt } = erasure;
  if (!subject) return { ...erasure, version: 0 };
  return { ...newErasure({ id, subject, personKey }, now), createdAt };
}
