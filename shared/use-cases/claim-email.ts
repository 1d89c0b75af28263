import { claim, claimEarly } from '../domain/contact/guard.ts';
import { stopOf } from '../domain/contact/can-contact-therapist.ts';
import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import { quietUntil } from '../domain/contact/pause.ts';
import { claimEmail, postponeEmail } from '../domain/email/email-states.ts';
import {
  isContactEmail,
  liveEntries,
  type Email,
  type EmailReason,
  type Entry,
} from '../domain/email/email.ts';
import { latest, MINUTE_MS, type Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { cancelAndEnd } from './end-email.ts';
import { holdIfStopped, type Stopped } from './hold-stopped-email.ts';
import type { Service } from './service.ts';

/**
 * How long one attempt may take from its claim to its outcome, calls to siblings and SES included. Longer than the
 * function may run, so that a rescuer whose clock is right never meets a worker that is alive.
 */
export const LEASE_MS = 2 * MINUTE_MS;

/** A claimed email with its guards, as they stand once the claim is committed. */
export interface Claimed {
  kind: 'claimed';
  email: Email;
  entries: Entry[];
  contact: Contact;
  mailbox: Mailbox;
}

/** Why an email was not claimed. */
export type Unclaimed = { kind: 'postponed' | 'canceled'; reason: EmailReason } | { kind: 'gone' } | Stopped;

/**
 * Decides, right before the one call to SES, whether the email may leave, and claims it and both guards if so
 * (DESIGN §5, claim). Everything is written together, on the condition that it is as read here: a withdrawal, block
 * or objection that commits in between makes the claim fail.
 *
 * @param seen version and live entries from which the mail was rendered; anything newer is not what was rendered
 * @param address where the email has to go by now: the directory's present address of the therapist, or the one that a
 *   client chose; the email is canceled if it is not the one that its turn was reserved for
 */
export async function claimForSending(
  service: Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>,
  changes: Changes,
  seen: { emailId: string; version: number; address: string | undefined },
): Promise<Claimed | Unclaimed> {
  const now = service.clock.now();
  const loaded = await changes.email(seen.emailId);
  if (
    loaded?.email.state !== 'queued' ||
    loaded.email.version !== seen.version ||
    loaded.email.notBefore > now
  )
    return { kind: 'gone' };
  const { email, entries } = loaded;
  const contact = await changes.contact(email.therapistId);
  const mailbox = await changes.mailbox(email.recipient.mailboxKey);
  const stopped = await holdIfStopped(service, changes, email);
  if (stopped) return stopped;

  const obstacle = reasonToCancel({ email, entries, contact, mailbox, address: seen.address, now });
  if (obstacle) {
    await cancelAndEnd(service, changes, { email, entries, reason: obstacle });
    return { kind: 'canceled', reason: obstacle };
  }

  // A confirmation takes no guard, but a stop that commits meanwhile must win: both are rewritten as read.
  const guards = isContactEmail(email.kind)
    ? claimGuards(service, { email, contact, mailbox, now })
    : { contact, mailbox };
  if (!guards) return postpone(changes, email, { now, until: opensAt({ email, contact, mailbox, now }) });
  changes.putContact(guards.contact);
  changes.putMailbox(guards.mailbox);
  const sending = claimEmail(email, now, LEASE_MS);
  changes.putEmail(sending);
  return {
    kind: 'claimed',
    email: asCommitted(sending),
    entries,
    contact: asCommitted(guards.contact),
    mailbox: asCommitted(guards.mailbox),
  };
}

function asCommitted<Versioned extends { version: number }>(changed: Versioned): Versioned {
  return { ...changed, version: changed.version + 1 };
}

function reasonToCancel(given: {
  email: Email;
  entries: Entry[];
  contact: Contact;
  mailbox: Mailbox;
  address: string | undefined;
  now: Instant;
}): EmailReason | undefined {
  const { email, entries, contact, mailbox, address, now } = given;
  const stop = stopOf(contact, mailbox, now);
  if (stop) return stop;
  if (contact.erasedAt !== undefined || email.erasedAt !== undefined) return 'erased';
  if (address !== email.recipient.address) return 'recipient_changed';
  if (isLeftEmpty(email, entries)) return 'no_requests_left';
  if (!isContactEmail(email.kind)) return undefined;
  return contact.guard.heldBy === email.id && mailbox.guard.heldBy === email.id ? undefined : 'guard_lost';
}

/** A free body may do without requests, but not once all that it was written for are gone. */
function isLeftEmpty({ kind }: Email, entries: Entry[]): boolean {
  return liveEntries(entries).length === 0 && (kind !== 'custom' || entries.length > 0);
}

interface Claimant {
  email: Email;
  contact: Contact;
  mailbox: Mailbox;
  now: Instant;
}

function claimGuards(
  { settings }: Pick<Service, 'settings'>,
  { email, contact, mailbox, now }: Claimant,
): { contact: Contact; mailbox: Mailbox } | undefined {
  if (quietUntil(contact, now) > now) return undefined;
  const take = email.overriddenAt === undefined ? claim : claimEarly;
  const contactGuard = take(contact.guard, email.id, now, settings.cadence);
  const mailboxGuard = take(mailbox.guard, email.id, now, settings.cadence);
  if (!contactGuard || !mailboxGuard) return undefined;
  return { contact: { ...contact, guard: contactGuard }, mailbox: { ...mailbox, guard: mailboxGuard } };
}

/**
 * From when on the guards let the email pass, which may be over: an override waits for the end of a cooling period and of a
 * pause alone.
 */
export function opensAt({ email, contact, mailbox, now }: Claimant): Instant {
  const quiet = quietUntil(contact, now);
  if (email.overriddenAt !== undefined) return quiet;
  return latest(contact.guard.openAt, mailbox.guard.openAt, quiet);
}

function postpone(
  changes: Changes,
  email: Email,
  { now, until }: { now: Instant; until: Instant },
): Unclaimed {
  changes.putEmail(postponeEmail(email, latest(now, until), now, 'guard_not_open'));
  return { kind: 'postponed', reason: 'guard_not_open' };
}
