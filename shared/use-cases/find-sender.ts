import type { EmailWithEntries } from '../domain/email/email.ts';
import type { Service } from './service.ts';

/** Who wrote a mail, as far as his address is one that we write to. */
export interface Sender {
  /** Several share a mailbox; none: nobody whom we know. */
  therapistIds: number[];
  /** The newest emails of all of them, newest first. */
  emails: EmailWithEntries[];
}

/** So many therapists of one mailbox are looked at, and so many emails of each. */
const MAX_THERAPISTS = 5;
const MAX_EMAILS = 10;

/**
 * Finds the therapists whom an address belongs to: mail was delivered to them there, one of them has or had the turn at that
 * mailbox, or they wait for it.
 *
 * @param address canonical address
 */
export async function findSender(
  { store, pseudonyms }: Pick<Service, 'store' | 'pseudonyms'>,
  address: string | undefined,
): Promise<Sender> {
  if (address === undefined) return { therapistIds: [], emails: [] };
  const key = pseudonyms.mailboxKey(address);
  const [mailbox, delivered] = await Promise.all([store.getMailbox(key), store.therapistsOfMailbox(key)]);
  const { heldBy } = mailbox.guard;
  const last = heldBy === undefined ? undefined : await store.getEmail(heldBy);
  const therapistIds = [
    ...new Set([
      ...(last ? [last.email.therapistId] : []),
      ...delivered,
      ...mailbox.waiting,
      ...mailbox.gaveWay,
    ]),
  ];
  return { therapistIds, emails: await newestEmails(store, therapistIds.slice(0, MAX_THERAPISTS)) };
}

async function newestEmails(store: Service['store'], therapistIds: number[]): Promise<EmailWithEntries[]> {
  const ids = await Promise.all(therapistIds.map((id) => store.emailsOfTherapist(id, MAX_EMAILS)));
  const emails = await Promise.all(ids.flat().map((id) => store.getEmail(id)));
  return emails.filter((found) => found !== undefined).sort((a, b) => (a.email.id < b.email.id ? 1 : -1));
}
