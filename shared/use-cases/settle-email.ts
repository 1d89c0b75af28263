import { nextOpening, raise, unclaim } from '../domain/contact/guard.ts';
import { acceptEmail, failEmail, loseSightOf, postponeEmail } from '../domain/email/email-states.ts';
import { isContactEmail, type Email, type Entry } from '../domain/email/email.ts';
import { scheduleFollowUp } from '../domain/email/follow-up.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import { MINUTE_MS, msBetween, plus, type Instant } from '../domain/time.ts';
import type { Changes, Known } from './changes.ts';
import type { Claimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { cancelAndEnd, endEmail } from './end-email.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>;

/**
 * Writes what became of one attempt (DESIGN §5, outcome). Only the attempt's number decides whether the outcome still
 * counts: a worker that was slow may still bring the truth about an email that a rescuer called `unknown`, but never
 * about one that was claimed again or proved meanwhile.
 *
 * @param claimed the claim as it was committed, when nobody is likely to have changed any of it since
 * @returns false when the outcome came too late to count
 */
export async function settleEmail(
  service: Needs,
  { id, attempt }: Pick<Email, 'id' | 'attempt'>,
  outcome: SendOutcome,
  claimed?: Claimed,
): Promise<boolean> {
  async function settle(changes: Changes): Promise<boolean> {
    const loaded = await changes.email(id);
    if (!loaded || loaded.email.attempt !== attempt || !AWAITS_OUTCOME.has(loaded.email.state)) return false;
    const { email, entries } = loaded;
    switch (outcome.kind) {
      case 'accepted':
        await accept(service, changes, { email, entries, acceptance: outcome });
        break;
      case 'rejected':
        await reject(service, changes, { email, entries, reason: outcome.reason });
        break;
      case 'not_now':
        await requeue(service, changes, email, outcome);
        await cancelIfErased(service, changes, id);
        break;
      case 'unknown':
        if (email.state === 'sending')
          changes.putEmail(loseSightOf(email, service.clock.now(), outcome.reason));
    }
    return true;
  }

  // What ends an email looks at its therapist's pool, too, which grows without a new version.
  return commitChanges(
    service,
    settle,
    outcome.kind === 'accepted' && claimed ? knownFrom(claimed) : undefined,
  );
}

function knownFrom({ email, entries, contact, mailbox }: Claimed): Known {
  return { email: { email, entries }, contact, mailbox };
}

const AWAITS_OUTCOME: ReadonlySet<Email['state']> = new Set(['sending', 'unknown']);

/**
 * Moves an email to `sent`: its one event, the follow-up date when it carries requests, the end of "first contact",
 * and the guards corrected upwards when SES's clock says that it was accepted later than ours did.
 *
 * @param acceptance SES's own time of the acceptance, as far as known
 */
export async function accept(
  { clock, settings }: Pick<Service, 'clock' | 'settings'>,
  changes: Changes,
  {
    email,
    entries,
    acceptance,
  }: { email: Email; entries: Entry[]; acceptance: { at?: Instant; sesMessageId?: string } },
): Promise<void> {
  const now = clock.now();
  const at = acceptance.at ?? now;
  const accepted = acceptEmail(email, { ...acceptance, at }, now);
  const sent = scheduleFollowUp(accepted, entries, { now: at, afterMs: settings.followUpAfterMs });
  const announced = changes.announce(sent, {
    type: 'communication.email_sent',
    aggregate: { kind: 'email', id: email.id },
    at: now,
    payload: {
      email_id: email.id,
      therapist_id: email.therapistId,
      placement_request_ids: entries.filter(({ included }) => included).map(({ requestId }) => requestId),
      kind: email.kind,
    },
  });
  changes.putEmail(announced);
  if (isContactEmail(email.kind)) await noteContact({ settings }, changes, email, at);
}

/**
 * Counts an acceptance at `at` (SES's time) as the therapist's contact: he is no longer a first contact, and guards
 * that would open more than half a margin too early are raised. Smaller differences are what the margin is for.
 */
export async function noteContact(
  { settings }: Pick<Service, 'settings'>,
  changes: Changes,
  email: Email,
  at: Instant,
): Promise<void> {
  const { cadence } = settings;
  const until = nextOpening(at, cadence);
  const opensTooEarly = (openAt: Instant) => msBetween(openAt, until) > cadence.marginMs / 2;
  const contact = await changes.contact(email.therapistId);
  if (contact.contactedAt === undefined || opensTooEarly(contact.guard.openAt)) {
    const guard = opensTooEarly(contact.guard.openAt) ? raise(contact.guard, until) : contact.guard;
    changes.putContact({ ...contact, guard, contactedAt: contact.contactedAt ?? at });
  }
  const mailbox = await changes.mailbox(email.recipient.mailboxKey);
  if (opensTooEarly(mailbox.guard.openAt))
    changes.putMailbox({ ...mailbox, guard: raise(mailbox.guard, until) });
}

async function reject(
  service: Needs,
  changes: Changes,
  {
    email,
    entries,
    reason,
  }: { email: Email; entries: Entry[]; reason: Extract<SendOutcome, { kind: 'rejected' }>['reason'] },
): Promise<void> {
  const failed = failEmail(email, service.clock.now(), reason);
  changes.putEmail(failed);
  await endEmail(service, changes, { email: failed, entries, reason });
}

/** The mail surely did not leave: back into the queue, the try not counted, the guards open as before but held. */
async function requeue(
  service: Needs,
  changes: Changes,
  email: Email,
  outcome: Extract<SendOutcome, { kind: 'not_now' }>,
): Promise<void> {
  const now = service.clock.now();
  const wait = outcome.reason === 'throttled' ? spread(email) * THROTTLE_SPREAD_MS : MINUTE_MS;
  changes.putEmail(postponeEmail(email, plus(now, wait), now, outcome.reason));
  const contact = await changes.contact(email.therapistId);
  if (contact.guard.heldBy === email.id)
    changes.putContact({ ...contact, guard: unclaim(contact.guard, email.id) });
  const mailbox = await changes.mailbox(email.recipient.mailboxKey);
  if (mailbox.guard.heldBy === email.id)
    changes.putMailbox({ ...mailbox, guard: unclaim(mailbox.guard, email.id) });
}

/** What was written for it was erased while SES had it: there is nothing left that could be sent. */
async function cancelIfErased(service: Needs, changes: Changes, id: string): Promise<void> {
  const requeued = await changes.email(id);
  if (requeued?.email.erasedAt === undefined) return;
  await cancelAndEnd(service, changes, { ...requeued, reason: 'erased' });
}

const THROTTLE_SPREAD_MS = 30_000;

/** Jitter without a die: 0 … 1, different for every email and attempt, the same on every run. */
function spread({ id, attempt }: Pick<Email, 'id' | 'attempt'>): number {
  const sum = [...`${id}${attempt}`].reduce(
    (hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1009,
    7,
  );
  return sum / 1009;
}
