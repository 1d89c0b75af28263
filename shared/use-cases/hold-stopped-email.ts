import { isOff } from '../domain/email/switches.ts';
import { postponeEmail } from '../domain/email/email-states.ts';
import type { Email } from '../domain/email/email.ts';
import { MINUTE_MS, plus } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** A mail that a switch stops is looked at again after this time. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/**
 * Puts a queued mail off while a switch stops it (CONTRACT §2). It keeps its requests and its turn, and no try is counted.
 *
 * The switches are read strongly, and by each claim itself: once a change of them was answered, no claim begins that does
 * not know of it. What may still leave is the one mail whose claim had read them and was being written at that moment.
 *
 * @param email as it was read through the changes
 * @returns undefined when no switch stops it
 */
export async function holdIfStopped(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  email: Email,
): Promise<{ kind: 'postponed'; reason: 'switched_off' } | undefined> {
  if (!isOff(await store.getSwitches(), email)) return undefined;
  const now = clock.now();
  const reason = 'switched_off';
  changes.putEmail(postponeEmail(email, plus(now, LOOK_AGAIN_MS), now, reason));
  return { kind: 'postponed', reason };
}
