import { canonicalAddress } from '../domain/email/address.ts';
import type { DirectoryFault, Therapist } from '../domain/email/directory.ts';
import type { Recipient } from '../domain/email/email.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Service } from './service.ts';

/**
 * The address that the directory has for a therapist now, with the key of its mailbox.
 * Fails with `no_address` when there is none that mail can be delivered to.
 */
export async function recipientOf(
  { directory, pseudonyms }: Pick<Service, 'directory' | 'pseudonyms'>,
  therapistId: number,
): Promise<Result<{ recipient: Recipient; therapist: Therapist }, DirectoryFault | 'no_address'>> {
  const therapist = await directory.therapist(therapistId);
  if (!therapist.ok) return therapist;
  const address = canonicalAddress(therapist.value.email);
  if (address === undefined) return fail('no_address');
  return ok({
    recipient: { address, mailboxKey: pseudonyms.mailboxKey(address) },
    therapist: therapist.value,
  });
}
