import { isContactEmail, type Entry } from '../../shared/domain/email/email.ts';
import { HOUR_MS, msBetween } from '../../shared/domain/time.ts';
import type { Evidence, Violation } from './evidence.ts';
import type { Ledger } from './ledger.ts';

/** A contact mail as SES saw it. */
interface ContactMail {
  emailId: string;
  at: string;
}

/**
 * I2: two contact mails accepted for one therapist, or for one mailbox, are at least the interval apart. A mail whose
 * email the tables do not know counts as a contact mail of its mailbox.
 *
 * @param intervalMs the cadence without its margin
 */
export function checkCadence(ledger: Ledger, { accepted }: Evidence, intervalMs: number): Violation[] {
  const groups = new Map<string, ContactMail[]>();
  for (const { at, to, tags } of accepted) {
    const emailId = tags['email_id'] ?? '';
    const email = ledger.emails.get(emailId)?.email;
    if (email && !isContactEmail(email.kind)) continue;
    const keys = [...to.map(mailboxOf), ...(email ? [`therapist ${email.therapistId}`] : [])];
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), { emailId, at }]);
  }
  return [...groups].flatMap(([key, mails]) =>
    tooClose(mails, intervalMs)
      .filter(([, later]) => !isOverride(ledger, later))
      .map(([earlier, later]) => ({
        subject: key.includes('@') ? 'mailbox' : key,
        problem: `${earlier.emailId} and ${later.emailId} are ${hoursBetween(earlier, later)} h apart`,
      })),
  );
}

/** The one exception of I2: a recorded override sent it before the cadence allowed it. */
function isOverride({ emails }: Ledger, { emailId }: ContactMail): boolean {
  return emails.get(emailId)?.email.overriddenAt !== undefined;
}

/** One mailbox, however its address is spelt; by its own rule, not by that of the service. */
function mailboxOf(address: string): string {
  return address.trim().toLowerCase().replace(/\.$/, '');
}

function tooClose(mails: ContactMail[], intervalMs: number): [ContactMail, ContactMail][] {
  const inOrder = mails.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return inOrder.flatMap((later, index): [ContactMail, ContactMail][] => {
    const earlier = inOrder[index - 1];
    return earlier && msBetween(earlier.at, later.at) < intervalMs ? [[earlier, later]] : [];
  });
}

function hoursBetween(earlier: ContactMail, later: ContactMail): string {
  return (msBetween(earlier.at, later.at) / HOUR_MS).toFixed(1);
}

/** I4: SES accepts an email at most once, and nothing that it cannot be asked about. */
export function checkAccepts({ accepted }: Evidence): Violation[] {
  const byEmail = Map.groupBy(accepted, ({ tags }) => tags['email_id']);
  return [...byEmail].flatMap(([emailId, mails]) => {
    if (emailId === undefined)
      return mails.map(() => ({ subject: 'a mail', problem: 'was accepted without an email id' }));
    return mails.length > 1
      ? [{ subject: `email ${emailId}`, problem: `was accepted ${mails.length} times` }]
      : [];
  });
}

const DOES_NOT_COUNT: ReadonlySet<string> = new Set(['draft', 'failed', 'canceled', 'unresolved']);

/**
 * I3: since it was last opened, a request is in at most one contact email other than a follow-up that is not draft,
 * failed, canceled or unresolved. Entries that were decided or closed before a reopening belong to the time before it.
 */
export function checkDoubleMail({ emails }: Ledger, { reopenedAt = new Map() }: Evidence): Violation[] {
  const mails = new Map<number, string[]>();
  for (const { email, entries } of emails.values()) {
    if (!isContactEmail(email.kind) || email.kind === 'follow_up' || DOES_NOT_COUNT.has(email.state))
      continue;
    const counts = (entry: Entry) => {
      const openedAt = reopenedAt.get(entry.requestId);
      const isOver = entry.outcome !== undefined || entry.closedAt !== undefined;
      return entry.included && (openedAt === undefined || (email.queuedAt ?? '') >= openedAt || !isOver);
    };
    for (const { requestId } of entries.filter(counts))
      mails.set(requestId, [...(mails.get(requestId) ?? []), email.id]);
  }
  return [...mails]
    .filter(([, ids]) => ids.length > 1)
    .map(([requestId, ids]) => ({ subject: `request ${requestId}`, problem: `is in ${ids.join(' and ')}` }));
}
