import type { EmailWithEntries } from '../domain/email/email.ts';
import { putOffFollowUp } from '../domain/email/follow-up.ts';
import { isSure, type Disposition } from '../domain/inbound/disposition.ts';
import type { MatchedBy } from '../domain/inbound/inbound-mail.ts';
import { isWritten, type MailMeaning } from '../domain/inbound/mail-meaning.ts';
import type { Trust } from '../domain/inbound/trust.ts';
import type { Holidays } from '../domain/ports.ts';
import { plus, type Instant } from '../domain/time.ts';
import { startOfWorkingDay } from '../domain/working-days.ts';
import { applyReport } from './apply-ses-event.ts';
import type { Changes } from './changes.ts';
import { proveByAnswer } from './prove-email.ts';
import { recordObjection } from './record-objection.ts';
import type { Service } from './service.ts';

export type FollowService = Service & { holidays: Holidays };

/** A mail, the email that it belongs to, and what was decided about it. */
export interface FiledMail {
  reading: { meaning: MailMeaning };
  receipt: { receivedAt: Instant };
  trust: Trust;
  found: EmailWithEntries;
  matchedBy: MatchedBy;
  disposition: Disposition;
  isStopped: boolean;
}

/**
 * What follows from a mail at once; everything else waits for staff (decision 0032). Of a mail in triage nothing follows but
 * the objection by the address that is made for it, which asks for no more than the link in every mail does.
 */
export async function followFrom(service: FollowService, changes: Changes, mail: FiledMail): Promise<void> {
  const { found, disposition, reading } = mail;
  const { therapistId } = found.email;
  if (mail.isStopped) {
    await recordObjection(service, changes, { therapistId, source: 'stop_address' });
    return;
  }
  if (disposition.status === 'triage') return;
  if (isSure(mail.matchedBy)) await proveByAnswer(service, changes, found.email);
  const { bounce, complaint, kind } = reading.meaning;
  if (bounce) await report(service, changes, mail, bounce.permanent ? 'bounce' : 'soft_bounce');
  else if (complaint) await report(service, changes, mail, 'complaint');
  else if (isWritten(kind))
    await waitForStaff(service, changes, { emailId: found.email.id, receivedAt: mail.receipt.receivedAt });
  else if (kind === 'automatic_reply') await waitForReturn(service, changes, mail);
}

/** What SES would have reported of a mail, had its bounce or complaint come while it was handed over. */
async function report(
  service: FollowService,
  changes: Changes,
  { found, receipt }: FiledMail,
  kind: 'bounce' | 'soft_bounce' | 'complaint',
): Promise<void> {
  await applyReport(service, changes, { kind, emailId: found.email.id, at: receipt.receivedAt });
}

/** Nobody phones somebody whose answer lies on the desk; and when nobody deals with it, the follow-up still comes. */
export async function waitForStaff(
  service: Pick<Service, 'clock' | 'settings'>,
  changes: Changes,
  { emailId, receivedAt }: { emailId: string; receivedAt: Instant },
): Promise<void> {
  await putOff(service, changes, { emailId, until: plus(receivedAt, service.settings.followUpAfterMs) });
}

/** Who is away is asked again when he is back. Somebody else may have written what only names him. */
async function waitForReturn(service: FollowService, changes: Changes, mail: FiledMail): Promise<void> {
  const { returnOn } = mail.reading.meaning;
  if (returnOn === undefined || !(mail.trust === 'proven' || isSure(mail.matchedBy))) return;
  const { send, timeZone } = service.settings;
  const { isHoliday } = service.holidays;
  const until = startOfWorkingDay(returnOn, { weekdays: send.days, zone: timeZone, isHoliday });
  await putOff(service, changes, { emailId: mail.found.email.id, until });
}

async function putOff(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  { emailId, until }: { emailId: string; until: Instant },
): Promise<void> {
  const loaded = await changes.email(emailId);
  if (!loaded) return;
  const waiting = putOffFollowUp(loaded.email, until, clock.now());
  if (waiting !== loaded.email) changes.putEmail(waiting);
}
