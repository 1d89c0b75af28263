import { isHeld } from '../domain/contact/guard.ts';
import type { Changes } from './changes.ts';
import { cancelAndEnd } from './end-email.ts';
import { releaseFromCalls } from './release-from-calls.ts';
import type { Service } from './service.ts';

/**
 * Ends what was to reach a therapist who must not be contacted from now on (CONTRACT §1): the queued email that has his turn is
 * canceled, and he leaves the calls that are scheduled. What else is queued is stopped at its claim.
 */
export async function stopContact(
  service: Service,
  changes: Changes,
  { therapistId, reason }: { therapistId: number; reason: 'blocked' | 'objected' },
): Promise<void> {
  const { guard } = await changes.contact(therapistId);
  if (isHeld(guard) && guard.heldBy !== undefined) {
    const loaded = await changes.email(guard.heldBy);
    if (loaded?.email.state === 'queued') await cancelAndEnd(service, changes, { ...loaded, reason });
  }
  await releaseFromCalls(service, changes, therapistId);
}
