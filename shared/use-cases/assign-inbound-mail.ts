import type { Email } from '../domain/email/email.ts';
import { hasLeft } from '../domain/email/email-states.ts';
import type { Fault } from '../domain/fault.ts';
import { assignMail, type MailOwner, type MailReading } from '../domain/inbound/inbound-moves.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import { isWritten } from '../domain/inbound/mail-meaning.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { waitForStaff } from './follow-from-mail.ts';
import { interpretInbound, type InterpretService } from './interpret-inbound.ts';
import { resumeFollowUp } from './resume-follow-up.ts';
import type { Service } from './service.ts';

/** What it takes to deal with mails: they are read again once it is known what they answer. */
export type InboundService = Service & InterpretService;

/** Whom staff assign a mail to: an email and so its therapist, or a therapist alone. */
export type Assignment = { emailId: string } | { therapistId: number };

/** Whether the mail belongs there already. */
export function isAssigned(mail: InboundMail, to: Assignment): boolean {
  if (mail.status !== 'matched') return false;
  return 'emailId' in to
    ? mail.emailId === to.emailId
    : mail.emailId === undefined && mail.therapistId === to.therapistId;
}

/**
 * Assigns a mail, and reads what it seems to decide about the entries of its email. An email from which it is taken is
 * followed up as if it had not been there; the one that it belongs to now waits for staff to deal with it.
 *
 * @returns or `invalid_request` when there is no such email or therapist, or the email was made after the mail had arrived;
 *   `illegal_transition` when the email has not left; `unavailable` when nobody can tell whether there is such a therapist
 */
export async function assignInboundMail(
  service: InboundService,
  changes: Changes,
  { mail, to }: { mail: InboundMail; to: Assignment },
): Promise<Result<undefined, Fault>> {
  const found =
    'emailId' in to
      ? await findEmail(service, changes, { mail, emailId: to.emailId })
      : await findTherapist(service, { mail, therapistId: to.therapistId });
  if (!found.ok) return found;
  changes.putInboundMail(assignMail(mail, { ...found.value, now: service.clock.now() }));
  await resumeFollowUp(service, changes, mail);
  if ('emailId' in to && isWritten(mail.kind))
    await waitForStaff(service, changes, { emailId: to.emailId, receivedAt: mail.receivedAt });
  return ok(undefined);
}

type Found = Result<{ owner: MailOwner; reading: MailReading }, Fault>;

async function findEmail(
  service: InboundService,
  changes: Changes,
  { mail, emailId }: { mail: InboundMail; emailId: string },
): Promise<Found> {
  const loaded = await changes.email(emailId);
  if (!loaded) return fail(invalid('/matched_email_id', 'is no email of this service'));
  const { email } = loaded;
  if (!hasLeft(email)) return fail(notSent(email));
  if (email.createdAt > mail.receivedAt)
    return fail(invalid('/matched_email_id', 'was made after the mail had arrived'));
  const owner = { emailId, therapistId: email.therapistId };
  return ok({ owner, reading: await interpretInbound(service, mail, loaded) });
}

async function findTherapist(
  { directory }: Service,
  { mail: { text, truncated }, therapistId }: { mail: InboundMail; therapistId: number },
): Promise<Found> {
  const therapist = await directory.therapist(therapistId);
  if (therapist.ok)
    return ok({ owner: { therapistId }, reading: { text, truncated, proposals: [], unclear: [] } });
  return fail(
    therapist.error === 'unavailable'
      ? { code: 'unavailable' }
      : invalid('/therapist_id', 'is no therapist whom the therapist service knows'),
  );
}

function notSent({ state }: Email): Fault {
  const errors = [{ field: '/matched_email_id', message: 'has not been sent' }];
  return { code: 'illegal_transition', details: { state }, errors };
}

function invalid(field: string, message: string): Fault {
  return { code: 'invalid_request', errors: [{ field, message }] };
}
