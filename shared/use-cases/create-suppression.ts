import type { SuppressionReason } from '../domain/contact/contact.ts';
import { suppress } from '../domain/contact/suppression.ts';
import { canonicalAddress } from '../domain/email/address.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DAY_MS, plus, type Instant } from '../domain/time.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** Ten years, however many of them are leap years. */
const LONGEST_MS = 3653 * DAY_MS;

/** A suppression as a client asks for it. */
interface SuppressionWanted {
  address: string;
  reason: SuppressionReason;
  /** Absent: until somebody lifts it. */
  expiresAt?: Instant | undefined;
  /** The token's subject. */
  by: string;
  once?: Once | undefined;
}

/**
 * Keeps mail from an address: nothing is queued for it any more, and what is queued is canceled when its turn comes
 * (`claimForSending`), so that the requests take the call path (CONTRACT §1). A suppression that holds already is
 * never weakened, see `mergeSuppressions`.
 *
 * @returns the key of the mailbox; or `invalid_request` with the field at fault
 */
export async function createSuppression(
  service: Pick<Service, 'store' | 'clock' | 'ids' | 'pseudonyms'>,
  { address: given, expiresAt, reason, by, once }: SuppressionWanted,
): Promise<Result<string, Fault>> {
  const address = canonicalAddress(given);
  if (address === undefined) return invalid('/address', 'must be one address that mail can be delivered to');
  const key = service.pseudonyms.mailboxKey(address);
  return commitWrite(service, once, async (changes) => {
    const now = service.clock.now();
    if (expiresAt !== undefined && (expiresAt <= now || expiresAt > plus(now, LONGEST_MS)))
      return invalid('/expires_at', 'must lie in the future, at most 10 years ahead');
    const wanted = { reason, source: 'api' as const, by, address, at: now };
    const mailbox = await changes.mailbox(key);
    const suppressed = suppress(mailbox, { ...wanted, ...(expiresAt !== undefined && { expiresAt }) }, now);
    if (suppressed !== mailbox) changes.putMailbox(suppressed);
    return ok(key);
  });
}

function invalid(field: string, message: string): Result<never, Fault> {
  return fail({ code: 'invalid_request', errors: [{ field, message }] });
}
