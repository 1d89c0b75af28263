import { canContactTherapist, type Refusal } from '../domain/contact/can-contact-therapist.ts';
import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import { LOOK_AHEAD_MS, nextOpening } from '../domain/contact/guard.ts';
import { aheadOf, joinQueue } from '../domain/contact/turns.ts';
import { kindFor } from '../domain/email/new-email.ts';
import { DAY_MS, latest, MINUTE_MS, plus, type Instant } from '../domain/time.ts';
import type { BatchOutcome, Turn } from './batch-outcome.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { createFollowUpEmail } from './create-follow-up-email.ts';
import { emptyPool } from './empty-pool.ts';
import { queueContactEmail } from './queue-email.ts';
import { readPool } from './read-pool.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';

/** A therapist whose data could not be read, or who yields, is looked at again after this time. */
const RETRY_MS = 20 * MINUTE_MS;

/** A therapist with a call booked within this time waits for it (DESIGN §5.3). */
const CALL_AHEAD_MS = 7 * DAY_MS;

/**
 * Makes the next contact email for one therapist, if his turn has come (DESIGN §5.3; `create_batch_email` of the
 * seed): his first requests in order move from the pool into a queued email and both guards are reserved, in one
 * transaction. What does not fit stays pending and keeps its place.
 *
 * @param therapistId a therapist whom the due index named; the index is a hint, so everything is read again
 * @returns what became of him; a deferral has moved his due key, so that nobody is read before his turn
 */
export async function createBatchEmail(service: Service, therapistId: number): Promise<BatchOutcome> {
  return commitChanges(service, (changes, attempt) =>
    decideBatch(service, changes, { therapistId, attempt }),
  );
}

async function decideBatch(
  service: Service,
  changes: Changes,
  { therapistId, attempt }: { therapistId: number; attempt: number },
): Promise<BatchOutcome> {
  const now = service.clock.now();
  const contact = await changes.contact(therapistId);
  if (contact.dueAt === undefined || contact.dueAt > now) return { kind: 'nothing_waiting' };
  if (contact.objectedAt) return emptyPool(service, changes, { contact, to: 'work_item' });
  if (contact.blockedAt) return defer(changes, contact, { reason: 'blocked' });
  const call = contact.openCalls
    .map(({ startsAt }) => startsAt)
    .findLast((startsAt) => startsAt > plus(now, -DAY_MS) && startsAt <= plus(now, CALL_AHEAD_MS));
  if (call !== undefined) {
    return defer(changes, contact, { reason: 'call_scheduled', until: plus(latest(now, call), DAY_MS) });
  }

  const reached = await recipientOf(service, therapistId, contact);
  if (!reached.ok) {
    if (reached.error === 'unavailable')
      return defer(changes, contact, { reason: 'data_unavailable', until: plus(now, RETRY_MS) });
    return emptyPool(service, changes, { contact, to: 'call' });
  }
  const { recipient } = reached.value;
  const mailbox = await changes.mailbox(recipient.mailboxKey);
  const permission = canContactTherapist(contact, mailbox, now);
  if (!permission.allowed) return refuse(service, changes, { contact, mailbox, refusal: permission });
  if (await yieldsTurn(changes, contact, mailbox, now)) return giveWay(changes, { contact, mailbox, now });

  const turn = { contact, mailbox, recipient, notBefore: permission.notBefore };
  return (
    (await createFollowUpEmail(service, changes, turn)) ??
    batchPool(service, changes, { ...turn, verify: attempt > 1 })
  );
}

/** After a lost race the pool is verified item by item: one that is no longer pending would lose every race. */
async function batchPool(
  service: Service,
  changes: Changes,
  turn: Turn & { verify: boolean },
): Promise<BatchOutcome> {
  const contact = await changes.contact(turn.contact.therapistId);
  const { notBefore } = turn;
  const { maxPatientsPerEmail, cadence } = service.settings;
  const pool = await readPool(service, contact.therapistId, {
    limit: maxPatientsPerEmail,
    verify: turn.verify,
  });
  const { poolVersion } = contact;
  if (pool.requests.length === 0) {
    // What is in the pool without its request is completed by a redelivery, which must not meet a late due key.
    const later = pool.more ? { dueAt: plus(service.clock.now(), DAY_MS) } : {};
    changes.putContact(contact);
    changes.changePool(contact.therapistId, { kind: 'due', ...later, poolVersion });
    return { kind: 'nothing_waiting' };
  }
  const reopensAt = plus(nextOpening(notBefore, cadence), -LOOK_AHEAD_MS);
  const dueAt = pool.more ? { dueAt: reopensAt } : {};
  changes.changePool(contact.therapistId, { kind: 'due', ...dueAt, poolVersion });
  const emailId = queueContactEmail(service, changes, {
    ...turn,
    contact,
    kind: kindFor(pool.requests.length),
    requests: pool.requests,
  });
  for (const request of pool.requests) changes.write(...service.store.moveToEmail(request, emailId));
  return { kind: 'created', emailId, requests: pool.requests.length };
}

/** Moves the due key, so that the therapist is looked at when something can have changed. */
function defer(
  changes: Changes,
  contact: Contact,
  { reason, until }: { reason: Extract<BatchOutcome, { kind: 'deferred' }>['reason']; until?: Instant },
): BatchOutcome {
  const moved = until === undefined ? {} : { dueAt: until };
  changes.putContact(contact);
  changes.changePool(contact.therapistId, { kind: 'due', ...moved, poolVersion: contact.poolVersion });
  return { kind: 'deferred', reason, ...(until !== undefined && { until }) };
}

async function refuse(
  service: Service,
  changes: Changes,
  { contact, mailbox, refusal }: { contact: Contact; mailbox: Mailbox; refusal: Refusal },
): Promise<BatchOutcome> {
  const now = service.clock.now();
  const { reason, nextContactAt = now } = refusal;
  if (reason === 'suppressed') return emptyPool(service, changes, { contact, to: 'call' });
  const waiting = joinQueue(mailbox.waiting, contact.therapistId);
  if (lostMailbox(contact, mailbox) && waiting !== mailbox.waiting)
    changes.putMailbox({ ...mailbox, waiting });
  // A held turn may be given back at any time; a guard opens when it says.
  const until =
    reason === 'held' ? plus(now, DAY_MS) : latest(plus(now, RETRY_MS), plus(nextContactAt, -LOOK_AHEAD_MS));
  return defer(changes, contact, { reason, until });
}

/** Whether it is another therapist of the mailbox who keeps this one from writing. */
function lostMailbox(contact: Contact, mailbox: Mailbox): boolean {
  return mailbox.guard.heldBy !== undefined && mailbox.guard.heldBy !== contact.guard.heldBy;
}

/** Whether somebody who lost this mailbox earlier is due now as well, and gets the turn. */
async function yieldsTurn(
  changes: Changes,
  contact: Contact,
  mailbox: Mailbox,
  now: Instant,
): Promise<boolean> {
  if (mailbox.gaveWay.includes(contact.therapistId)) return false;
  for (const therapistId of aheadOf(mailbox.waiting, contact.therapistId)) {
    const other = await changes.contact(therapistId);
    if (other.dueAt !== undefined && other.dueAt <= now && !other.blockedAt && !other.objectedAt) return true;
  }
  return false;
}

/** He gives way once: who cannot take the turn by then, because his data are missing, does not keep him waiting. */
function giveWay(
  changes: Changes,
  { contact, mailbox, now }: { contact: Contact; mailbox: Mailbox; now: Instant },
): BatchOutcome {
  const { therapistId } = contact;
  const waiting = joinQueue(mailbox.waiting, therapistId);
  changes.putMailbox({ ...mailbox, waiting, gaveWay: [...mailbox.gaveWay, therapistId] });
  return defer(changes, contact, { reason: 'not_his_turn', until: plus(now, RETRY_MS) });
}
