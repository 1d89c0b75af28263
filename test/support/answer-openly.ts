import { newestEmailOf } from './sending.ts';
import type { World } from './world.ts';

/** The therapist answers his newest email and decides nothing yet: no follow-up is due any more, no cooling starts. */
export async function answerOpenly(world: World, therapistId: number): Promise<void> {
  const emailId = await newestEmailOf(world, therapistId);
  const entries = (await world.entries(emailId)) ?? [];
  const decisions = entries
    .filter(({ included }) => included)
    .map(({ number }) => ({ number, outcome: 'needs_follow_up' as const }));
  const answered = await world.answer({ emailId, decisions });
  if (!answered.ok) throw new Error(`the answer was refused: ${answered.error.code}`);
}
