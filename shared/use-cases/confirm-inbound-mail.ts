import { pauseEnd } from '../domain/contact/pause.ts';
import { cleanParagraphs } from '../domain/email/address.ts';
import { decideEntries, decisionsAbout, type Decision, type NamedDecision } from '../domain/email/answer.ts';
import type { EmailWithEntries } from '../domain/email/email.ts';
import type { Fault } from '../domain/fault.ts';
import { settleMail } from '../domain/inbound/inbound-moves.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { earliest, type LocalDate } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { pauseContact } from './pause-contact.ts';
import { answerEmail } from './record-email-response.ts';
import { recordObjection } from './record-objection.ts';
import { releaseAhead } from './release-from-calls.ts';
import { resumeFollowUp } from './resume-follow-up.ts';
import type { Service } from './service.ts';

/** What staff take over from a mail; at least one of it. */
export interface Confirmation {
  /** It answers its email, and decides this; an answer may decide nothing. Absent: it is no answer. */
  decisions?: NamedDecision[] | undefined;
  /** Its therapist wants no further contact. */
  objection?: true | undefined;
  /** The first day on which he may be contacted again. */
  pausedUntil?: LocalDate | undefined;
}

/**
 * Whether a confirmed mail says just that, as far as it stands: what was corrected since is another answer than the mail's.
 */
export async function isConfirmed(
  { clock, settings }: Pick<Service, 'clock' | 'settings'>,
  changes: Changes,
  mail: InboundMail,
  { decisions: named, objection, pausedUntil }: Confirmation,
): Promise<boolean> {
  if (mail.status !== 'confirmed' || mail.therapistId === undefined) return false;
  const contact = await changes.contact(mail.therapistId);
  if (objection && contact.objectedAt === undefined) return false;
  if (pausedUntil !== undefined && contact.pausedUntil !== pauseEnd(pausedUntil, settings.timeZone))
    return false;
  const loaded = mail.emailId === undefined ? undefined : await changes.email(mail.emailId);
  if (!named) return true;
  if (!loaded?.email.answered) return false;
  const { entries } = loaded;
  const decisions = decisionsAbout(mail.emailId, named);
  const decided = decideEntries(entries, decisions, clock.now());
  const areKnown = decisions.every(({ number }) => entries.some((entry) => entry.number === number));
  return areKnown && decided.changed.length === 0 && !decided.renoted;
}

/**
 * Takes a mail over as what its therapist said: an answer to its email (`answerEmail`, with the mail's words and its time), an
 * objection, a pause. Without an answer its email goes on being followed up.
 *
 * @returns or `illegal_transition` when nobody knows its email or therapist, or a later answer decides otherwise; or the faults
 *   of `answerEmail` and `pauseContact`
 */
export async function confirmInboundMail(
  service: Service,
  changes: Changes,
  { mail, confirmation }: { mail: InboundMail; confirmation: Confirmation },
): Promise<Result<undefined, Fault>> {
  const { decisions, objection, pausedUntil } = confirmation;
  const { therapistId } = mail;
  if (therapistId === undefined) return fail(unassigned(mail, 'a therapist'));
  const answered = decisions && (await recordAnswer(service, changes, { mail, decisions }));
  if (answered && !answered.ok) return answered;
  if (objection) {
    await releaseAhead(service, therapistId);
    await recordObjection(service, changes, { therapistId, source: 'stop_request' });
  }
  const paused =
    pausedUntil !== undefined && (await pauseContact(service, changes, { therapistId, until: pausedUntil }));
  if (paused && !paused.ok) return paused;
  changes.putInboundMail(settleMail(mail, 'confirmed', service.clock.now()));
  await resumeFollowUp(service, changes, mail);
  return ok(undefined);
}

async function recordAnswer(
  service: Service,
  changes: Changes,
  { mail, decisions: named }: { mail: InboundMail; decisions: NamedDecision[] },
): Promise<Result<string, Fault>> {
  const loaded = mail.emailId === undefined ? undefined : await changes.email(mail.emailId);
  if (!loaded) return fail(unassigned(mail, 'an email'));
  const decisions = decisionsAbout(mail.emailId, named);
  const errors = overtaken(loaded, { mail, decisions });
  if (errors.length > 0) return fail({ code: 'illegal_transition', details: { state: mail.status }, errors });
  const content = cleanParagraphs(mail.text);
  return answerEmail(service, changes, {
    emailId: loaded.email.id,
    // SES's clock may be ahead.
    receivedAt: earliest(mail.receivedAt, service.clock.now()),
    ...(content !== '' && { content }),
    decisions,
  });
}

/** A mail corrects what was answered before it, not what was answered since. */
function overtaken(
  { email: { answeredAt }, entries }: EmailWithEntries,
  { mail: { receivedAt }, decisions }: { mail: InboundMail; decisions: Decision[] },
): NonNullable<Fault['errors']> {
  if (answeredAt === undefined || answeredAt <= receivedAt) return [];
  const standing = new Map(entries.map((entry) => [entry.number, entry]));
  return decisions.flatMap(({ number, outcome, reason }, index) => {
    const stands = standing.get(number);
    if (stands?.outcome === undefined || (stands.outcome === outcome && stands.reason === reason)) return [];
    return [{ field: `/entries/${index}/response_outcome`, message: 'was decided by a later answer' }];
  });
}

function unassigned({ status }: InboundMail, to: string): Fault {
  const errors = [{ field: '/status', message: `needs ${to} that the mail is assigned to` }];
  return { code: 'illegal_transition', details: { state: status }, errors };
}
