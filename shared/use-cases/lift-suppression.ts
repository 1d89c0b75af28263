import { isSuppressed, lift } from '../domain/contact/suppression.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** One suppressed mailbox, as its client has seen it. */
interface SuppressionTarget {
  mailboxKey: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Lets mail go to a mailbox again: what is still queued for it leaves in its turn, and new requests are mailed. Requests
 * that went to the call path because of the suppression stay there (CONTRACT §1 has no way back).
 *
 * @returns the key of the mailbox; or `not_found` (nothing suppresses it, or not any more), `precondition_failed`
 */
export async function liftSuppression(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  { mailboxKey, version, once }: SuppressionTarget,
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const mailbox = await changes.mailbox(mailboxKey);
    if (!isSuppressed(mailbox, service.clock.now())) return fail({ code: 'not_found' });
    if (mailbox.version !== version) return fail({ code: 'precondition_failed' });
    changes.putMailbox(lift(mailbox));
    return ok(mailboxKey);
  });
}
