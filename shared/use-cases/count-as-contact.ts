import { nextOpening, raise } from '../domain/contact/guard.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';

/** A therapist who was reached by phone. */
export interface ReachedTherapist {
  therapistId: number;
  endedAt: Instant;
  /** The emails that the call followed up. */
  emailIds: string[];
}

/**
 * A completed call counts as a contact (DESIGN §7): the guards of the therapist and of his mailbox open an interval
 * after its end at the earliest.
 */
export async function countAsContact(
  service: Service,
  changes: Changes,
  reached: ReachedTherapist,
): Promise<void> {
  const until = nextOpening(reached.endedAt, service.settings.cadence);
  const contact = await changes.contact(reached.therapistId);
  changes.putContact({ ...contact, guard: raise(contact.guard, until) });
  const mailboxKey = await mailboxOf(service, changes, reached);
  if (mailboxKey === undefined) return;
  const mailbox = await changes.mailbox(mailboxKey);
  changes.putMailbox({ ...mailbox, guard: raise(mailbox.guard, until) });
}

/** The mailbox that the directory tells; while it is silent, the one of the last email that the call followed up. */
async function mailboxOf(
  service: Service,
  changes: Changes,
  { therapistId, emailIds }: ReachedTherapist,
): Promise<string | undefined> {
  const reached = await recipientOf(service, therapistId);
  if (reached.ok) return reached.value.recipient.mailboxKey;
  for (const emailId of emailIds.toReversed()) {
    const email = (await changes.email(emailId))?.email;
    if (email?.therapistId === therapistId) return email.recipient.mailboxKey;
  }
  return undefined;
}
