import type { Placeholders } from './api-seed.ts';
import { callDesk } from './call-desk.ts';
import { addRequest, SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/**
 * Therapists whom the examples of the phone call operations speak of: reached Mondays 9–12 and Thursdays 14–16. Requests
 * of therapist 951 are 9511, 9512 …; patients have the ids of their requests.
 */
export const SEEDED_FOR_CALLS = {
  /** Has a call scheduled about two requests. */
  scheduled: 951,
  /** Was called about one request, and accepted it. */
  completed: 953,
  /** Had a call about one request that staff canceled. */
  canceled: 954,
  /** Has a pending request, 9551, and no call. */
  free: 955,
};

/**
 * Fills an engine so that every example of the phone call operations can be replayed; it is Monday, 23 November 2026,
 * 09:00 in Berlin, or later.
 *
 * @returns the placeholders of `Example`
 */
export async function seedCalls(world: World): Promise<Placeholders> {
  const { scheduled, completed, canceled, free } = SEEDED_FOR_CALLS;
  const desk = callDesk(world);
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  for (const [therapist, ...requests] of [
    [scheduled, 9511, 9512],
    [completed, 9531],
    [canceled, 9541],
    [free, 9551],
  ] as const) {
    world.therapist(therapist);
    for (const id of requests) await addRequest(world, id, { therapist });
  }
  const scheduled_call_id = await desk.booked({ therapistId: scheduled, requestIds: [9511, 9512] });
  const completed_call_id = await desk.booked({ therapistId: completed, requestIds: [9531] });
  await desk.note(completed_call_id, 1, { discussed: true, outcome: 'accepted' });
  await desk.update(completed_call_id, { status: 'completed' });
  const canceled_call_id = await desk.booked({ therapistId: canceled, requestIds: [9541] });
  await desk.cancel(canceled_call_id);
  return { scheduled_call_id, completed_call_id, canceled_call_id };
}
