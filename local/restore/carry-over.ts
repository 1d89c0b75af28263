import { nextOpening } from '../../shared/domain/contact/guard.ts';
import type { Instant } from '../../shared/domain/time.ts';
import type { Changes } from '../../shared/use-cases/changes.ts';
import { commitChanges } from '../../shared/use-cases/commit-changes.ts';
import { cancelAndEnd } from '../../shared/use-cases/end-email.ts';
import { proveEmail } from '../../shared/use-cases/prove-email.ts';
import { keysOf, type BothSides } from './both-sides.ts';
import { carryContact, carryMailbox, carrySeq, carrySwitches, fateOf, markOfLostRequest } from './carry.ts';
import { carryErasures } from './carry-erasures.ts';

/** How many of each were changed. Carrying over a second time changes nothing more. */
export type Carried = Record<
  'erasures' | 'emails' | 'calls' | 'contacts' | 'mailboxes' | 'requests' | 'switches',
  number
>;

/**
 * Brings over from the old tables what a restore must not undo (docs/decisions/0035): who is erased; which mails have left; whom
 * nobody may write to, and until when; the numbers of events. Erasures come first, from then on nothing of those people is
 * taken in; mails before guards, because a mail that left moves its own.
 *
 * @param endedAt when work on the old tables ended
 */
export async function carryOver(sides: BothSides, endedAt: Instant): Promise<Carried> {
  const carried: Carried = {
    erasures: await carryErasures(sides),
    emails: 0,
    calls: 0,
    contacts: 0,
    mailboxes: 0,
    requests: 0,
    switches: 0,
  };
  const { client, tables } = sides;
  for await (const { pk, sk } of keysOf(client, tables.before['emails']))
    if (sk === 'head') carried.emails += await carryEmail(sides, idOf(pk));
  for await (const { pk, sk } of keysOf(client, tables.before['calls']))
    if (sk === 'call') carried.calls += await carryCall(sides, idOf(pk));
  const until = nextOpening(endedAt, sides.now.settings.cadence);
  for await (const { pk, sk } of keysOf(client, tables.before['contacts'])) {
    if (sk === 'contact') carried.contacts += await carryOneContact(sides, Number(idOf(pk)), until);
    if (sk === 'mailbox') carried.mailboxes += await carryOneMailbox(sides, idOf(pk), until);
    if (sk === 'request') carried.requests += await carryRequest(sides, Number(idOf(pk)));
  }
  carried.switches = await carryAllSwitches(sides);
  return carried;
}

/** `email#em_…` → `em_…` */
function idOf(pk: string): string {
  return pk.slice(pk.indexOf('#') + 1);
}

/** Commits a step in the restored tables; 1 when it changed something. */
async function step(
  { now }: BothSides,
  change: (changes: Changes) => boolean | Promise<boolean>,
): Promise<number> {
  return (await commitChanges(now, async (changes) => change(changes))) ? 1 : 0;
}

async function carryEmail(sides: BothSides, emailId: string): Promise<number> {
  const old = (await sides.before.store.getEmail(emailId))?.email;
  return step(sides, async (changes) => {
    const loaded = await changes.email(emailId);
    if (!old || !loaded) return false;
    const numbered = carrySeq(loaded.email, old);
    if (numbered !== loaded.email) changes.putEmail(numbered);
    const fate = fateOf(loaded.email, old);
    const isOpen = numbered.state === 'draft' || numbered.state === 'queued';
    if (fate.kind === 'left' && numbered.state !== 'draft') {
      const isKnown = numbered.sentAt !== undefined || numbered.provedAt !== undefined;
      if (!isKnown) await proveEmail(sides.now, changes, { emailId, ...fate });
      return !isKnown || numbered !== loaded.email;
    }
    // A draft that left is not to be queued a second time; its requests are still in the pool.
    if (isOpen && fate.kind !== 'waits') {
      const reason = old.timeline.at(-1)?.reason ?? 'canceled_by_staff';
      await cancelAndEnd(sides.now, changes, { ...loaded, email: numbered, reason });
      return true;
    }
    return numbered !== loaded.email;
  });
}

async function carryCall(sides: BothSides, callId: string): Promise<number> {
  const old = await sides.before.store.getCall(callId);
  return step(sides, async (changes) => {
    const loaded = await changes.call(callId);
    if (!old || !loaded) return false;
    const numbered = carrySeq(loaded.call, old.call);
    if (numbered === loaded.call) return false;
    changes.putCall(numbered);
    return true;
  });
}

async function carryOneContact(sides: BothSides, therapistId: number, until: Instant): Promise<number> {
  const old = await sides.before.store.getContact(therapistId);
  return step(sides, async (changes) => {
    const contact = await changes.contact(therapistId);
    const carried = carryContact(contact, old, until);
    if (carried === contact) return false;
    changes.putContact(carried);
    return true;
  });
}

async function carryOneMailbox(sides: BothSides, key: string, until: Instant): Promise<number> {
  const old = await sides.before.store.getMailbox(key);
  return step(sides, async (changes) => {
    const mailbox = await changes.mailbox(key);
    const carried = carryMailbox(mailbox, old, until);
    if (carried === mailbox) return false;
    changes.putMailbox(carried);
    return true;
  });
}

async function carryRequest(sides: BothSides, requestId: number): Promise<number> {
  const old = await sides.before.store.getRequest(requestId);
  return step(sides, async (changes) => {
    const request = await changes.request(requestId);
    if (!old || (!request && (old.place === 'erased' || old.seq === 0))) return false;
    const carried = request ? carrySeq(request, old) : markOfLostRequest(old);
    if (carried === request) return false;
    changes.putRequest(carried);
    return true;
  });
}

async function carryAllSwitches(sides: BothSides): Promise<number> {
  const old = await sides.before.store.getSwitches();
  return step(sides, async (changes) => {
    const set = await sides.now.store.getSwitches();
    const carried = carrySwitches(set, old);
    if (carried === set) return false;
    changes.write(sides.now.store.saveSwitches(carried));
    return true;
  });
}
