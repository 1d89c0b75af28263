import type { Contact, Mailbox } from '../../shared/domain/contact/contact.ts';
import { raise, type Guard } from '../../shared/domain/contact/guard.ts';
import { isAfter, type PlacementRequest } from '../../shared/domain/contact/placement-request.ts';
import { lastAttemptAt, type Email } from '../../shared/domain/email/email.ts';
import type { SwitchSet } from '../../shared/domain/email/switches.ts';
import { EPOCH, latest, type Instant } from '../../shared/domain/time.ts';

/**
 * What the old tables knew and the restored ones have to know again, item by item. Each function takes the item as it is in the
 * restored tables and as it was in the old ones, and returns the first, the very same when nothing has to change.
 *
 * @module
 */

/**
 * A guard that is not as it was when the tables were restored has been moved since: whoever stands behind it counts as
 * contacted at the end of the gap, because the old tables may be why there is a restore. All others keep their turn.
 */
function carryGuard(guard: Guard, before: Guard, until: Instant): Guard {
  const isAsBefore =
    guard.openAt === before.openAt && guard.heldBy === before.heldBy && guard.claimed === before.claimed;
  return isAsBefore ? guard : raise(guard, latest(before.openAt, until));
}

/** Never takes back what stops mail: what was lifted in the gap has to be lifted again. */
export function carryContact(contact: Contact, before: Contact, until: Instant): Contact {
  const carried: Contact = {
    ...contact,
    guard: carryGuard(contact.guard, before.guard, until),
    seq: Math.max(contact.seq, before.seq),
    ...later(contact, before, 'coolingUntil'),
    ...later(contact, before, 'pausedUntil'),
    ...pick(contact.contactedAt === undefined, before, 'contactedAt'),
    ...pick(contact.objectedAt === undefined, before, 'objectedAt', 'objectionSource'),
    ...pick(isNewer(before.lastBlock, contact.lastBlock), before, 'blockedAt', 'lastBlock'),
  };
  return isSame(contact, carried) ? contact : carried;
}

export function carryMailbox(mailbox: Mailbox, before: Mailbox, until: Instant): Mailbox {
  const carried: Mailbox = {
    ...mailbox,
    guard: carryGuard(mailbox.guard, before.guard, until),
    ...pick(mailbox.suppressed === undefined, before, 'suppressed'),
  };
  return isSame(mailbox, carried) ? mailbox : carried;
}

/** Numbers of events go on where they were, or siblings would take new events for old ones. */
export function carrySeq<T extends { seq: number }>(item: T, before: { seq: number }): T {
  return item.seq >= before.seq ? item : { ...item, seq: before.seq };
}

/**
 * A request that the restored tables do not know: a mark that its creation completes when that comes again, so that the
 * numbers of its events go on.
 */
export function markOfLostRequest({ id, requestedAt, last, seq }: PlacementRequest): PlacementRequest {
  return {
    id,
    place: 'pending',
    alive: true,
    requestedAt,
    failedMails: 0,
    last: { topic: last.topic, at: EPOCH },
    seq,
    version: 0,
  };
}

/** What the old tables say of a mail that the restored ones do not take for sent. */
export type MailFate =
  { kind: 'left'; at: Instant; sesMessageId?: string } | { kind: 'ended' } | { kind: 'waits' };

/** A mail that was handed to SES in the gap counts as one that left, even where nobody knows: it must not leave again. */
export function fateOf(email: Email, before: Email): MailFate {
  const { sentAt, provedAt, sesMessageId, state } = before;
  const at = sentAt ?? provedAt;
  if (at !== undefined) return { kind: 'left', at, ...(sesMessageId !== undefined && { sesMessageId }) };
  const surelyNot = state === 'queued' || state === 'failed' || state === 'canceled';
  if (before.attempt > email.attempt && !surelyNot) return { kind: 'left', at: lastAttemptAt(before) };
  return { kind: state === 'canceled' || state === 'failed' ? 'ended' : 'waits' };
}

/** What was switched off stays off. */
export function carrySwitches(set: SwitchSet, before: SwitchSet): SwitchSet {
  const nameOf = (item: SwitchSet['items'][number]) =>
    JSON.stringify([
      item.scope,
      'template' in item && item.template,
      'therapistId' in item && item.therapistId,
    ]);
  const known = new Set(set.items.map(nameOf));
  const lost = before.items.filter((item) => !known.has(nameOf(item)));
  return lost.length === 0 ? set : { ...set, items: [...set.items, ...lost] };
}

function isNewer(before: Contact['lastBlock'], known: Contact['lastBlock']): boolean {
  return before !== undefined && (known === undefined || isAfter(before, known));
}

function later(contact: Contact, before: Contact, name: 'coolingUntil' | 'pausedUntil'): Partial<Contact> {
  const [known = EPOCH, then = EPOCH] = [contact[name], before[name]];
  return then > known ? { [name]: then } : {};
}

/** Some fields, as far as they are there. */
function pick<T extends object, K extends keyof T>(
  wanted: boolean,
  from: T,
  ...names: K[]
): Partial<Pick<T, K>> {
  if (!wanted) return {};
  const found = names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]);
  return Object.fromEntries(found) as Partial<Pick<T, K>>;
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
