import { nextOpening, raise } from '../domain/contact/guard.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';

/**
 * A completed call counts as a contact (DESIGN §7): the guards of the therapist and of his mailbox open an interval
 * after its end at the earliest. When the directory does not tell the mailbox, the therapist's own guard stands alone.
 */
export async function countAsContact(
  service: Service,
  changes: Changes,
  { therapistId, endedAt }: { therapistId: number; endedAt: Instant },
): Promise<void> {
  const until = nextOpening(endedAt, service.settings.cadence);
  const contact = await changes.contact(therapistId);
  changes.putContact({ ...contact, guard: raise(contact.guard, until) });
  const reached = await recipientOf(service, therapistId);
  if (!reached.ok) return;
  const mailbox = await changes.mailbox(reached.value.recipient.mailboxKey);
  changes.putMailbox({ ...mailbox, guard: raise(mailbox.guard, until) });
}
