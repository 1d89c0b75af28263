import { giveUpOn, loseSightOf } from '../domain/email/email-states.ts';
import { lastAttemptAt } from '../domain/email/email.ts';
import type { EmailLane } from '../domain/stores/emails.ts';
import { SHARDS } from '../domain/stores/queries.ts';
import { commitChanges } from './commit-changes.ts';
import { endEmail } from './end-email.ts';
import { proveEmail } from './prove-email.ts';
import type { Run, Service } from './service.ts';

const PAGE = 25;

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>;

/**
 * Looks after emails whose sender fell silent (DESIGN §5). A `sending` email whose lease is over becomes `unknown`,
 * never `queued`: SES may have it. An `unknown` one without a proof for 6 hours becomes `unresolved`: its requests go
 * back to the pool under the unchanged guard, so that the next mail is a week away from the one that perhaps left.
 */
export async function rescueEmails(
  service: Needs,
  run: Run,
): Promise<{ unknown: number; unresolved: number }> {
  return {
    unknown: await forEachDue(service, { lane: 'rescue', run }, (emailId) => loseSight(service, emailId)),
    unresolved: await forEachDue(service, { lane: 'resolve', run }, (emailId) => giveUp(service, emailId)),
  };
}

async function forEachDue(
  { store, clock }: Needs,
  { lane, run }: { lane: EmailLane; run: Run },
  handle: (emailId: string) => Promise<boolean>,
): Promise<number> {
  let handled = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    let next: string | undefined;
    do {
      const page = await store.dueEmails(lane, shard, { now: clock.now(), limit: PAGE, next });
      for (const { emailId } of page.items) {
        if (clock.now() >= run.stopAt) return handled;
        try {
          if (await handle(emailId)) handled++;
        } catch (error) {
          run.onFailure(emailId, error);
        }
      }
      next = page.next;
    } while (next !== undefined);
  }
  return handled;
}

function loseSight(service: Needs, emailId: string): Promise<boolean> {
  return commitChanges(service, async (changes) => {
    const now = service.clock.now();
    const loaded = await changes.email(emailId);
    if (
      loaded?.email.state !== 'sending' ||
      loaded.email.leaseUntil === undefined ||
      loaded.email.leaseUntil > now
    )
      return false;
    // Nobody answers a mail that SES did not accept.
    if (loaded.email.answered)
      await proveEmail(service, changes, { emailId, at: lastAttemptAt(loaded.email) });
    else changes.putEmail(loseSightOf(loaded.email, now, 'lease_expired'));
    return true;
  });
}

function giveUp(service: Needs, emailId: string): Promise<boolean> {
  return commitChanges(service, async (changes) => {
    const now = service.clock.now();
    const loaded = await changes.email(emailId);
    if (
      loaded?.email.state !== 'unknown' ||
      loaded.email.resolveAt === undefined ||
      loaded.email.resolveAt > now
    )
      return false;
    const email = giveUpOn(loaded.email, now);
    changes.putEmail(email);
    await endEmail(service, changes, { email, entries: loaded.entries, reason: 'no_proof' });
    return true;
  });
}
