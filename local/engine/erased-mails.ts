import type { Email, EmailWithEntries } from '../../shared/domain/email/email.ts';
import type { Emails } from '../../shared/domain/stores/emails.ts';
import type { ErasureReport } from '../../shared/use-cases/apply-erasures.ts';
import type { AcceptedMail, SesDouble } from '../ses-double.ts';

/**
 * What SES's double does after a run of the function that erases: it forgets the mails of everybody who is erased. It looks
 * at all of them, so only after a run that had anything to erase, and after the first one: the process before may have died
 * between the two.
 */
export function followErasures(
  ses: Pick<SesDouble, 'accepted' | 'redact'>,
  emails: Pick<Emails, 'getEmail'>,
): (report: ErasureReport) => Promise<void> {
  let isFirst = true;
  return async ({ done, running, failed }) => {
    const isIdle = done + running + failed === 0;
    if (isIdle && !isFirst) return;
    await forgetErasedMails(ses, emails);
    isFirst = false;
  };
}

/**
 * Lets SES's double forget what was mailed about erased people: the whole text, as the service itself keeps none of it, and
 * the address, when it is the therapist who was erased. That a mail was accepted, and when, stays: the cadence is checked by it.
 */
async function forgetErasedMails(
  ses: Pick<SesDouble, 'accepted' | 'redact'>,
  { getEmail }: Pick<Emails, 'getEmail'>,
): Promise<void> {
  const erased = new Map<string, Email>();
  for (const { messageId, raw, tags } of ses.accepted) {
    if (raw.length === 0) continue;
    const found = await getEmail(tags['email_id'] ?? '');
    if (found && tellsOfErased(found)) erased.set(messageId, found.email);
  }
  if (erased.size > 0) ses.redact((mail) => forget(mail, erased.get(mail.messageId)));
}

/** An erased entry that was mailed is still included; one that was erased before is not. */
function tellsOfErased({ email, entries }: EmailWithEntries): boolean {
  const erased = entries.filter(({ erasedAt }) => erasedAt !== undefined);
  return email.erasedAt !== undefined || erased.some(({ included }) => included);
}

function forget(mail: AcceptedMail, email: Email | undefined): AcceptedMail {
  if (!email) return mail;
  return { ...mail, raw: Buffer.alloc(0), to: email.recipient.address === '' ? [] : mail.to };
}
