import { waitsForSwitch } from '../domain/email/email.ts';
import { wakeEmail } from '../domain/email/email-states.ts';
import { isOff, withSwitch, type SwitchChange, type SwitchSet } from '../domain/email/switches.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { latest } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { opensAt } from './claim-email.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** There is one set of switches. */
const ID = 'switches';

/** One switch, by a client who has seen all of them. */
interface SwitchWanted {
  change: SwitchChange;
  /** The subject of his token. */
  by: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Switches mails off, or on again. It takes effect at once: see `holdIfStopped`. Nothing that waits is canceled. What is on
 * again leaves when it is looked at next; the mail that has the turn of a therapist who is on again is due at once.
 *
 * @returns an id; or `precondition_failed`, `too_many_switches`
 */
export async function setSwitch(
  service: Pick<Service, 'store' | 'ids' | 'clock'>,
  { change, by, version, once }: SwitchWanted,
): Promise<Result<string, Fault>> {
  const { store, clock } = service;
  return commitWrite(service, once, async (changes) => {
    const stored = await store.getSwitches();
    if (stored.version !== version) return fail({ code: 'precondition_failed' });
    const changed = withSwitch(stored, change, { by, now: clock.now() });
    if (!changed.ok) return changed;
    changes.write(store.saveSwitches(changed.value));
    if (change.scope === 'therapist' && !change.off)
      await wakeHeld(service, changes, change.therapistId, changed.value);
    return ok(ID);
  });
}

/** Lets the mail that has the therapist's turn leave as early as it may, if switches alone have kept it. */
async function wakeHeld(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  therapistId: number,
  switches: SwitchSet,
): Promise<void> {
  const contact = await changes.contact(therapistId);
  const { heldBy } = contact.guard;
  const held = heldBy === undefined ? undefined : await changes.email(heldBy);
  if (!held || !waitsForSwitch(held.email) || isOff(switches, held.email)) return;
  const { email } = held;
  const mailbox = await changes.mailbox(email.recipient.mailboxKey);
  const now = clock.now();
  const notBefore = latest(opensAt({ email, contact, mailbox, now }), now, email.earliest ?? now);
  changes.putEmail(wakeEmail(email, notBefore, now));
}
