import { createSuppression } from '../../shared/use-cases/create-suppression.ts';
import type { Placeholders } from './api-seed.ts';
import { valueOf } from './call-desk.ts';
import { SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/** An address that the examples of the suppression operations speak of; no therapist has it. */
export const SEEDED_ADDRESS = 'praxis-981@praxis.example';

/**
 * Fills an engine so that every example of the suppression operations can be replayed; it is Monday, 23 November 2026,
 * 09:00 in Berlin, or later.
 *
 * @returns the placeholders of `Example`
 */
export async function seedSuppressions(world: World): Promise<Placeholders> {
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  const wanted = { address: SEEDED_ADDRESS, reason: 'requested' as const, by: 'staff-1' };
  return { seeded_suppression_id: valueOf(await createSuppression(world.service, wanted)) };
}
