import type { Contact, Mailbox } from './contact.ts';
import { isHeld, LOOK_AHEAD_MS } from './guard.ts';
import { quietUntil } from './pause.ts';
import { isSuppressed } from './suppression.ts';
import { latest, plus, type Instant } from '../time.ts';

/** Why a therapist may not be written to now, and from when on he may, as far as that is known. */
export interface Refusal {
  reason: 'blocked' | 'objected' | 'suppressed' | 'cooling' | 'paused' | 'held' | 'too_soon';
  nextContactAt?: Instant;
}

export type ContactPermission = { allowed: true; notBefore: Instant } | ({ allowed: false } & Refusal);

/**
 * Decides whether a contact email may be reserved for a therapist (DESIGN §5.2; `can_contact_therapist` of the seed).
 *
 * @param contact the therapist's contact item, read strongly
 * @param mailbox the mailbox the email would go to, read strongly
 * @param now the present instant
 * @returns allowed with `notBefore`, the instant from which on the email may be sent: at most a day from now; or the
 *   refusal. The answer holds only if contact and mailbox are unchanged when the reservation is written.
 */
export function canContactTherapist(contact: Contact, mailbox: Mailbox, now: Instant): ContactPermission {
  return permit(contact, mailbox, { now, opensAt: latest(contact.guard.openAt, mailbox.guard.openAt) });
}

/**
 * The same for an email with a recorded override (I2): the guards need not be open. What stops mail stops it as well,
 * and it takes its turn: nobody else may hold a guard.
 */
export function canOverrideCadence(contact: Contact, mailbox: Mailbox, now: Instant): ContactPermission {
  return permit(contact, mailbox, { now, opensAt: now });
}

function permit(
  contact: Contact,
  mailbox: Mailbox,
  { now, opensAt }: { now: Instant; opensAt: Instant },
): ContactPermission {
  const stop = stopOf(contact, mailbox, now);
  if (stop) return { allowed: false, reason: stop };
  const notBefore = latest(opensAt, quietUntil(contact, now));
  if (isHeld(contact.guard) || isHeld(mailbox.guard))
    return { allowed: false, reason: 'held', nextContactAt: notBefore };
  if (notBefore <= plus(now, LOOK_AHEAD_MS)) return { allowed: true, notBefore };
  return { allowed: false, reason: waitReason(contact, notBefore), nextContactAt: notBefore };
}

function waitReason({ coolingUntil, pausedUntil }: Contact, notBefore: Instant): Refusal['reason'] {
  if (pausedUntil === notBefore) return 'paused';
  return coolingUntil === notBefore ? 'cooling' : 'too_soon';
}

/** What stops every mail to the therapist at `now`, confirmations included; undefined when nothing does. */
export function stopOf(
  contact: Contact,
  mailbox: Mailbox,
  now: Instant,
): 'blocked' | 'objected' | 'suppressed' | undefined {
  if (contact.blockedAt) return 'blocked';
  if (contact.objectedAt) return 'objected';
  return isSuppressed(mailbox, now) ? 'suppressed' : undefined;
}
