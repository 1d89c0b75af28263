import {
  canContactTherapist,
  canOverrideCadence,
  type Refusal,
} from '../domain/contact/can-contact-therapist.ts';
import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import { nextOpening, reserve } from '../domain/contact/guard.ts';
import { leaveQueue } from '../domain/contact/turns.ts';
import type { Email } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DAY_MS, latest, plus, type Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { detachRequest } from './detach-request.ts';
import type { KnownRequest } from './move-requests.ts';
import { requestsForEmail } from './requests-for-email.ts';
import type { Service } from './service.ts';

/** An email that a client queues holds its turn, and with it all later ones, for no longer than this. */
const LONGEST_HOLD_MS = 7 * DAY_MS;

/** What has to be known of an email to queue it. */
export type QueuedMail = Pick<
  Email,
  'id' | 'kind' | 'therapistId' | 'recipient' | 'earliest' | 'overriddenAt'
> & {
  requestIds: number[];
};

/** What a client's email was given. */
export interface ReservedTurn {
  notBefore: Instant;
  requests: KnownRequest[];
}

/**
 * Reserves all that a client's contact email needs to be queued: both guards, by the override if there is one, and its
 * requests, which leave the pool or their work items (CONTRACT §1, draft → queued). The caller writes the email.
 *
 * @returns from when on it may be sent, and its requests as they were, in their order; or `contact_frequency_exceeded` with `next_contact_at` (and
 *   `held_by`, the email that has the turn), `contact_stopped` with `reason`, `request_not_available` with the ids,
 *   `invalid_request`
 */
export async function reserveTurn(
  service: Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>,
  changes: Changes,
  mail: QueuedMail,
): Promise<Result<ReservedTurn, Fault>> {
  const now = service.clock.now();
  const errors = faultsOf(mail, now);
  if (errors.length > 0) return fail({ code: 'invalid_request', errors });
  const contact = await changes.contact(mail.therapistId);
  const mailbox = await changes.mailbox(mail.recipient.mailboxKey);
  const decide = mail.overriddenAt === undefined ? canContactTherapist : canOverrideCadence;
  const permission = decide(contact, mailbox, now);
  if (!permission.allowed)
    return fail(await explain(service, changes, { contact, mailbox, refusal: permission }));
  const requests = await requestsForEmail(changes, mail);
  if (!requests.ok) return requests;
  for (const request of requests.value) {
    await detachRequest(service, changes, request);
    changes.putRequest({ ...request, place: 'contact_email', emailId: mail.id });
  }
  holdGuards(changes, { contact, mailbox, emailId: mail.id });
  return ok({ notBefore: latest(permission.notBefore, mail.earliest ?? now), requests: requests.value });
}

/** Gives an email the turn at both guards; its therapist waits no longer in the queue of the mailbox. */
export function holdGuards(
  changes: Changes,
  { contact, mailbox, emailId }: { contact: Contact; mailbox: Mailbox; emailId: string },
): void {
  changes.putContact({ ...contact, guard: reserve(contact.guard, emailId) });
  changes.putMailbox({
    ...mailbox,
    guard: reserve(mailbox.guard, emailId),
    waiting: leaveQueue(mailbox.waiting, contact.therapistId),
    gaveWay: [],
  });
}

function faultsOf({ kind, earliest, requestIds }: QueuedMail, now: Instant): NonNullable<Fault['errors']> {
  const waitsTooLong = earliest !== undefined && earliest > plus(now, LONGEST_HOLD_MS);
  const isEmpty = kind !== 'custom' && requestIds.length === 0;
  return [
    ...(waitsTooLong ? [{ field: '/not_before', message: 'must lie within the coming 7 days' }] : []),
    ...(isEmpty ? [{ field: '/placement_request_ids', message: 'the template needs at least one' }] : []),
  ];
}

/** A refusal in the words of the API. */
async function explain(
  { settings }: Pick<Service, 'settings'>,
  changes: Changes,
  { contact, mailbox, refusal }: { contact: Contact; mailbox: Mailbox; refusal: Refusal },
): Promise<Fault> {
  const { reason, nextContactAt } = refusal;
  const from = nextContactAt === undefined ? {} : { next_contact_at: nextContactAt };
  if (reason === 'too_soon') return { code: 'contact_frequency_exceeded', details: from };
  if (reason !== 'held') return { code: 'contact_stopped', details: { reason, ...from } };
  const holder = await changes.email(holderOf(contact, mailbox));
  if (!holder) return { code: 'contact_frequency_exceeded', details: from };
  const after = nextOpening(holder.email.notBefore, settings.cadence);
  return {
    code: 'contact_frequency_exceeded',
    details: { next_contact_at: latest(after, nextContactAt ?? after), held_by: holder.email.id },
  };
}

/** Who has the turn at one of the guards. */
function holderOf(contact: Contact, mailbox: Mailbox): string {
  const held = [contact.guard, mailbox.guard].find(({ heldBy, claimed }) => heldBy !== undefined && !claimed);
  return held?.heldBy ?? '';
}
