import { plus, DAY_MS, HOUR_MS } from '../../../shared/domain/time.ts';
import { newestEmailOf } from '../../support/sending.ts';
import type { World } from '../../support/world.ts';

/** More than the hours after which a mail without proof is given up (DESIGN §5). */
const GIVEN_UP_AFTER_MS = 7 * HOUR_MS;

/**
 * Batches what waits for a therapist, on the next morning in the send window; SES takes the mail, but its answer is lost,
 * and no proof comes.
 *
 * @returns the email's id
 */
export async function giveUpMail(world: World, therapistId: number): Promise<string> {
  const tomorrow = plus(world.clock.now(), DAY_MS).slice(0, 10);
  world.at(`${tomorrow}T00:00:00.000Z`);
  await world.batch();
  world.at(`${tomorrow}T08:00:00.000Z`);
  world.ses.script = () => 'accept_then_reset';
  await world.pump();
  world.ses.script = () => 'accept';
  world.clock.advance(GIVEN_UP_AFTER_MS);
  await world.pump();
  const id = await newestEmailOf(world, therapistId);
  const state = (await world.email(id))?.state;
  if (state !== 'unresolved') throw new Error(`${id} is ${state}`);
  return id;
}
