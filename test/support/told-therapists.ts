import { createProjections } from '../../shared/store/projections.ts';
import type { World } from './world.ts';

/**
 * An event tells all of a therapist, so that nobody asks the therapist service: many questions at a time would miss their
 * deadline on a busy machine.
 */
export async function tellOfTherapist(world: World, id: number): Promise<void> {
  if (!world.therapists.data.has(id)) world.therapist(id);
  const data = world.therapists.data.get(id) as Record<string, unknown>;
  const { projectTherapist } = createProjections(world.client, world.tables.contacts);
  const position = { topic: 'therapist-events', partition: 0, offset: 1, at: world.clock.now() };
  await projectTherapist(id, data, position);
}
