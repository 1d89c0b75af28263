import type { Contact } from '../domain/contact/contact.ts';
import { canonicalAddress } from '../domain/email/address.ts';
import type { DirectoryFault, Therapist } from '../domain/email/directory.ts';
import type { Recipient } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Service } from './service.ts';

/**
 * The address that the directory has for a therapist now, with the key of its mailbox. His contact, where it was read already,
 * saves a look into the ledger of erasures.
 * Fails with `no_address` when there is none that mail can be delivered to.
 */
export async function recipientOf(
  { directory, pseudonyms }: Pick<Service, 'directory' | 'pseudonyms'>,
  therapistId: number,
  contact?: Contact,
): Promise<Result<{ recipient: Recipient; therapist: Therapist }, DirectoryFault | 'no_address'>> {
  const therapist = await directory.therapist(therapistId, contact);
  if (!therapist.ok) return therapist;
  const address = canonicalAddress(therapist.value.email);
  if (address === undefined) return fail('no_address');
  return ok({
    recipient: { address, mailboxKey: pseudonyms.mailboxKey(address) },
    therapist: therapist.value,
  });
}

/**
 * Where a client's email goes: to the address that the client gives, else to the directory's.
 *
 * @returns `invalid_request` when the address cannot be delivered to or nobody knows the therapist, `no_address` when
 *   the directory has none, `unavailable` when it has no answer
 */
export async function chooseRecipient(
  service: Pick<Service, 'directory' | 'pseudonyms'>,
  { therapistId, given }: { therapistId: number; given: string | undefined },
): Promise<Result<Recipient, Fault>> {
  const reached = await recipientOf(service, therapistId);
  if (!reached.ok && reached.error === 'unavailable') return fail({ code: 'unavailable' });
  if (!reached.ok && reached.error === 'not_found')
    return invalid('/therapist_id', 'no therapist has this id');
  if (given !== undefined) {
    const address = canonicalAddress(given);
    return address === undefined
      ? invalid('/recipient_email', 'must be one address that mail can be delivered to')
      : ok({ address, mailboxKey: service.pseudonyms.mailboxKey(address), given: true });
  }
  return reached.ok ? ok(reached.value.recipient) : fail({ code: 'no_address' });
}

function invalid(field: string, message: string): Result<never, Fault> {
  return fail({ code: 'invalid_request', errors: [{ field, message }] });
}
