import { isOff } from '../domain/email/switches.ts';
import { postponeEmail } from '../domain/email/email-states.ts';
import type { Email } from '../domain/email/email.ts';
import { MINUTE_MS, plus } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** A mail that a switch stops is looked at again after this time. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/** All mail is stopped: this one stays due as it is, and nobody need look at another. */
export interface Stopped {
  kind: 'stopped';
}

/**
 * Puts a queued mail off while a switch of its template or therapist stops it (CONTRACT §2); while all mail is stopped it is left
 * as it is. It keeps its requests and its turn, and no try is counted.
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
): Promise<Stopped | { kind: 'postponed'; reason: 'switched_off' } | undefined> {
  const scope = isOff(await store.getSwitches(), email);
  if (!scope) return undefined;
  if (scope === 'all') return { kind: 'stopped' };
  const now = clock.now();
  const reason = 'switched_off';
  changes.putEmail(postponeEmail(email, plus(now, LOOK_AGAIN_MS), now, reason));
  return { kind: 'postponed', reason };
}
