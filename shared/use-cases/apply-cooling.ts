import { newlyAccepted, turnsEverybodyDown } from '../domain/email/answer.ts';
import type { Entry } from '../domain/email/email.ts';
import { latest, plus } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { dueAt } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * The therapist's cooling period (DESIGN §6): an answer that turns everybody down starts it, one that accepts somebody
 * or takes the refusal back lifts it.
 *
 * @param answer the email's entries before and after the answer
 */
export async function applyCooling(
  { clock, settings }: Pick<Service, 'clock' | 'settings'>,
  changes: Changes,
  { therapistId, before, after }: { therapistId: number; before: Entry[]; after: Entry[] },
): Promise<void> {
  const [refusedBefore, refusesNow] = [turnsEverybodyDown(before), turnsEverybodyDown(after)];
  const contact = await changes.contact(therapistId);
  if (refusesNow && !refusedBefore && settings.coolingMs > 0) {
    const until = plus(clock.now(), settings.coolingMs);
    changes.putContact({ ...contact, coolingUntil: latest(contact.coolingUntil ?? until, until) });
  }
  if (contact.coolingUntil === undefined) return;
  if ((refusedBefore && !refusesNow) || newlyAccepted(before, after).length > 0) {
    const { coolingUntil: _lifted, ...warm } = contact;
    changes.putContact(warm);
    // What waits in the pool was put off to the end of the cooling.
    if (contact.dueAt !== undefined)
      changes.changePool(therapistId, { kind: 'grown', dueAt: dueAt(clock.now(), contact.guard.openAt) });
  }
}
