import { scheduleFollowUp, unscheduleFollowUp } from '../domain/email/follow-up.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** So many mails that belong to one email are looked at; more than one waits rarely. */
const MAILS_LOOKED_AT = 25;

/**
 * The follow-up of an email that waited for what its therapist wrote is due again when it was due at first, or now if that is
 * over. It goes on waiting while another mail of his does, and ended when he answered.
 *
 * @param mail the one that it does not wait for any more, as it was
 */
export async function resumeFollowUp(
  { store, clock, settings }: Pick<Service, 'store' | 'clock' | 'settings'>,
  changes: Changes,
  { id, emailId }: Pick<InboundMail, 'id' | 'emailId'>,
): Promise<void> {
  const loaded = emailId === undefined ? undefined : await changes.email(emailId);
  if (!loaded) return;
  const { email, entries } = loaded;
  const timing = { now: clock.now(), afterMs: settings.followUpAfterMs };
  const { followUpAt } = scheduleFollowUp(unscheduleFollowUp(email), entries, timing);
  if (followUpAt === undefined || followUpAt === email.followUpAt) return;
  // Written as it was, so that of two mails which are settled at a time the second knows of the first.
  const waits = await doesAnotherWait({ store }, changes, { id, emailId: email.id });
  changes.putEmail(waits ? email : { ...email, followUpAt });
}

async function doesAnotherWait(
  { store }: Pick<Service, 'store'>,
  changes: Changes,
  { id, emailId }: { id: string; emailId: string },
): Promise<boolean> {
  const { items } = await store.inboundMailsOfEmail(emailId, MAILS_LOOKED_AT);
  for (const other of items.filter((item) => item !== id)) {
    const mail = await changes.inboundMail(other);
    if (mail?.status === 'matched' && mail.emailId === emailId) return true;
  }
  return false;
}
