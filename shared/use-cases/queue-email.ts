import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import type { EmailKind, Recipient } from '../domain/email/email.ts';
import { newEntries, newQueuedEmail, type Enclosed } from '../domain/email/new-email.ts';
import type { Instant } from '../domain/time.ts';
import { announceCreated } from './announce-email.ts';
import type { Changes } from './changes.ts';
import { holdGuards } from './reserve-turn.ts';
import type { Service } from './service.ts';

/**
 * Puts a new contact email for the given requests into the queue and reserves both guards for it. The caller has
 * checked with `canContactTherapist` that the therapist may be written to, and moves the requests.
 *
 * @returns the id of the new email
 */
export function queueContactEmail(
  { clock, ids, pseudonyms }: Pick<Service, 'clock' | 'ids' | 'pseudonyms'>,
  changes: Changes,
  mail: {
    kind: EmailKind;
    contact: Contact;
    mailbox: Mailbox;
    recipient: Recipient;
    notBefore: Instant;
    requests: Enclosed[];
    refersTo?: string;
  },
): string {
  const { kind, contact, mailbox, recipient, notBefore, requests, refersTo } = mail;
  const now = clock.now();
  const id = ids.next('em');
  const conversation = refersTo === undefined ? {} : { refersTo };
  const email = newQueuedEmail(
    { id, kind, therapistId: contact.therapistId, recipient, notBefore, ...conversation },
    now,
  );
  announceCreated(changes, { email, entries: newEntries(requests, pseudonyms.requestDigest) });
  holdGuards(changes, { contact, mailbox, emailId: id });
  return id;
}
