import { startErasure } from '../../shared/use-cases/start-erasure.ts';
import type { Placeholders } from './api-seed.ts';
import { valueOf } from './call-desk.ts';
import type { World } from './world.ts';

/** A patient whom nobody else speaks of. */
const SEEDED_PATIENT = 9900;

/**
 * Fills an engine so that every example of the erasure operations can be replayed.
 *
 * @returns the placeholders of `Example`
 */
export async function seedErasures(world: World): Promise<Placeholders> {
  const subject = { kind: 'patient', id: SEEDED_PATIENT } as const;
  return { seeded_erasure_id: valueOf(await startErasure(world.service, { subject })) };
}
