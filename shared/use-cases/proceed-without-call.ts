import type { Contact } from '../domain/contact/contact.ts';
import { stopOf } from '../domain/contact/can-contact-therapist.ts';
import { canonicalAddress } from '../domain/email/address.ts';
import type { Therapist } from '../domain/email/directory.ts';
import { DAY_MS, plus } from '../domain/time.ts';
import type { FollowUp } from './follow-up.ts';
import type { Changes } from './changes.ts';
import type { OpenRequests } from './find-open-requests.ts';
import { handOverRequests } from './hand-over-requests.ts';
import { dueAt } from './move-requests.ts';
import type { Service } from './service.ts';

/**
 * No phone, no phone hours or no free slot (DESIGN §7): the requests of an unanswered email wait for one `follow_up`
 * email in the therapist's turn, while a call is tried again every day; where no mail can reach him, and for requests
 * that came to the call path because of that, staff take over.
 */
export async function proceedWithoutCall(
  service: Service,
  changes: Changes,
  { contact, open, therapist }: { contact: Contact; open: OpenRequests; therapist: Therapist | undefined },
): Promise<FollowUp> {
  const { clock, pseudonyms } = service;
  const { emails, queued } = open;
  const withoutMail = handOverRequests(service, changes, { queued, reason: 'no_way_to_reach' });
  if (emails.length === 0) return withoutMail;

  const address = canonicalAddress(therapist?.email);
  const mailbox = address === undefined ? undefined : await changes.mailbox(pseudonyms.mailboxKey(address));
  if (!mailbox || stopOf(contact, mailbox, clock.now()))
    return handOverRequests(service, changes, { emails, reason: 'no_way_to_reach' });
  const tomorrow = plus(clock.now(), DAY_MS);
  for (const { loaded } of emails) changes.putEmail({ ...loaded.email, followUpAt: tomorrow });
  const awaiting = new Set([...contact.awaitingFollowUpMail, ...emails.map(({ loaded }) => loaded.email.id)]);
  changes.putContact({ ...contact, awaitingFollowUpMail: [...awaiting] });
  changes.changePool(contact.therapistId, { kind: 'grown', dueAt: dueAt(clock.now(), contact.guard.openAt) });
  return { kind: 'mail_awaited' };
}
