import type { WorkItemReason } from '../../shared/domain/work-item.ts';
import { commitChanges } from '../../shared/use-cases/commit-changes.ts';
import { detachRequest } from '../../shared/use-cases/detach-request.ts';
import { isKnown, moveToWorkItem } from '../../shared/use-cases/move-requests.ts';
import { updateWorkItem } from '../../shared/use-cases/update-work-item.ts';
import type { Placeholders } from './api-seed.ts';
import { valueOf } from './call-desk.ts';
import { addRequest, SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/**
 * Therapists whom the examples of the work item operations speak of. Requests of therapist 961 are 9611, 9612 …; patients
 * have the ids of their requests.
 */
export const SEEDED_FOR_WORK_ITEMS = {
  /** Cannot be reached about two requests; nobody has dealt with that. */
  open: 961,
  /** Has an open work item about one request, too. */
  other: 962,
  /** Could not be reached about one request; a person has dealt with that. */
  done: 963,
};

/**
 * Fills an engine so that every example of the work item operations can be replayed; it is Monday, 23 November 2026,
 * 09:00 in Berlin, or later.
 *
 * @returns the placeholders of `Example`
 */
export async function seedWorkItems(world: World): Promise<Placeholders> {
  const { open, other, done } = SEEDED_FOR_WORK_ITEMS;
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  const open_work_item_id = await handOver(world, open, { requestIds: [9611, 9612] });
  await handOver(world, other, { requestIds: [9621], reason: 'tries_used_up' });
  const done_work_item_id = await handOver(world, done, { requestIds: [9631] });
  valueOf(await updateWorkItem(world.service, { workItemId: done_work_item_id, version: 1, status: 'done' }));
  return { open_work_item_id, done_work_item_id };
}

/**
 * Makes requests of a therapist and hands them to staff.
 *
 * @returns the id of their work item
 */
export async function handOver(
  world: World,
  therapist: number,
  { requestIds, reason = 'no_way_to_reach' }: { requestIds: [number, ...number[]]; reason?: WorkItemReason },
): Promise<string> {
  const { service } = world;
  world.therapist(therapist);
  for (const id of requestIds) await addRequest(world, id, { therapist });
  await commitChanges(service, async (changes) => {
    const found = await Promise.all(requestIds.map(changes.request));
    const requests = found.filter((request) => request !== undefined).filter(isKnown);
    for (const request of requests) await detachRequest(service, changes, request);
    moveToWorkItem(service, changes, { requests, reason });
  });
  return (await world.request(requestIds[0]))?.workItemId ?? '';
}
