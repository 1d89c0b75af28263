import { suppress } from '../domain/contact/suppression.ts';
import { applyFeedback, failEmail, noteSoftBounce } from '../domain/email/email-states.ts';
import { isContactEmail, openEntries, type Email, type EmailWithEntries } from '../domain/email/email.ts';
import type { SesFeedback } from '../domain/email/ses-feedback.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { handOverConfirmation, requestsOf } from './end-email.ts';
import { moveToCallPath, moveToWorkItem } from './move-requests.ts';
import { proveEmail } from './prove-email.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>;

/**
 * Merges one SES event into its email, however late, doubled or out of order (DESIGN §5 and §6): every event proves
 * that SES accepted the mail; then delivery, bounce, complaint or rejection move it on, forward only. A soft bounce is
 * noted; a delay says nothing that matters afterwards.
 *
 * @returns `unknown_email` when no email has this id: a foreign tag, or an erased email
 */
export async function applySesEvent(
  service: Needs,
  feedback: SesFeedback,
): Promise<'applied' | 'unknown_email'> {
  return commitChanges(service, async (changes) => {
    if (!(await changes.email(feedback.emailId))) return 'unknown_email';
    await proveEmail(service, changes, {
      emailId: feedback.emailId,
      at: feedback.acceptedAt,
      sesMessageId: feedback.sesMessageId,
    });
    await applyReport(service, changes, feedback);
    return 'applied';
  });
}

/**
 * What a report means for an email of which is known that SES accepted it, as a part of a larger decision.
 *
 * @param report `at`: when it was made
 */
export async function applyReport(
  service: Needs,
  changes: Changes,
  report: Pick<SesFeedback, 'kind' | 'emailId' | 'at'>,
): Promise<void> {
  const proved = await changes.email(report.emailId);
  if (!proved) return;
  const now = service.clock.now();
  switch (report.kind) {
    case 'send':
    case 'delay':
      return;
    case 'delivery': {
      changes.write(...service.store.saveLookups(proved.email));
      const delivered = applyFeedback(proved.email, 'delivered', now);
      if (delivered) changes.putEmail(delivered);
      return;
    }
    case 'soft_bounce': {
      const noted = noteSoftBounce(proved.email, report.at, now);
      if (noted !== proved.email) changes.putEmail(noted);
      return;
    }
    case 'bounce':
      await loseAddress(service, changes, { ...proved, to: 'bounced', at: report.at });
      return;
    case 'complaint':
      await loseAddress(service, changes, { ...proved, to: 'complained', at: report.at });
      return;
    case 'reject':
      await rejectAfterwards(service, changes, proved);
  }
}

/**
 * No mail goes to this address any more: its open requests take the call path (CONTRACT §1). What was told before changes
 * nothing, so that an event that comes again does not overrule who has lifted the suppression meanwhile.
 *
 * @param lost `at`: when SES reported it
 */
async function loseAddress(service: Needs, changes: Changes, lost: LostAddress): Promise<void> {
  const { email, entries, to } = lost;
  if (email.state === to || email.state === 'complained') return;
  const now = service.clock.now();
  await suppressRecipient(changes, lost, now);
  const moved = applyFeedback(email, to, now);
  if (!moved) return;
  const { followUpAt: _noFollowUp, ...ended } = moved;
  changes.putEmail(ended);
  if (email.state !== 'bounced') {
    announceBounce(changes, { email: ended, entries });
    if (isContactEmail(email.kind))
      moveToCallPath(service, changes, await requestsOf(changes, email, openEntries(entries)));
    else handOverConfirmation(service, changes, { email, entries });
  }
  if (to === 'complained') await announceObjection(service, changes, email);
}

type LostAddress = EmailWithEntries & { to: 'bounced' | 'complained'; at: Instant };

async function suppressRecipient(
  changes: Changes,
  { email: { recipient }, to, at }: LostAddress,
  now: Instant,
): Promise<void> {
  const mailbox = await changes.mailbox(recipient.mailboxKey);
  const reason = to === 'bounced' ? 'bounce' : 'complaint';
  // The address of an erased therapist is gone, the stop of his mailbox is not.
  const address = recipient.address === '' ? {} : { address: recipient.address };
  const suppressed = suppress(mailbox, { reason, source: 'ses', ...address, at }, now);
  if (suppressed !== mailbox) changes.putMailbox(suppressed);
}

function announceBounce(changes: Changes, { email, entries }: EmailWithEntries): void {
  const announced = changes.announce(email, {
    type: 'communication.email_bounced',
    aggregate: { kind: 'email', id: email.id },
    at: email.updatedAt,
    payload: {
      email_id: email.id,
      therapist_id: email.therapistId,
      placement_request_ids: entries.filter(({ included }) => included).map(({ requestId }) => requestId),
      permanent: true,
    },
  });
  changes.putEmail(announced);
}

async function announceObjection({ clock }: Needs, changes: Changes, { therapistId }: Email): Promise<void> {
  const contact = await changes.contact(therapistId);
  const announced = changes.announce(contact, {
    type: 'communication.therapist_objected',
    aggregate: { kind: 'therapist', id: therapistId },
    at: clock.now(),
    payload: { therapist_id: therapistId, channel: 'email', source: 'complaint' },
  });
  changes.putContact(announced);
}

/** SES accepted the mail and threw it away later: it failed for good, and its turn stays used. */
async function rejectAfterwards(
  service: Needs,
  changes: Changes,
  { email, entries }: EmailWithEntries,
): Promise<void> {
  if (email.state !== 'sent' && email.state !== 'delivered') return;
  const now = service.clock.now();
  const requests = await requestsOf(changes, email, openEntries(entries));
  const failed = changes.announce(failEmail(email, now, 'rejected'), {
    type: 'communication.email_failed',
    aggregate: { kind: 'email', id: email.id },
    at: now,
    payload: {
      email_id: email.id,
      therapist_id: email.therapistId,
      placement_request_ids: requests.map(({ id }) => id),
      reason: 'rejected',
    },
  });
  changes.putEmail(failed);
  if (isContactEmail(email.kind))
    moveToWorkItem(service, changes, { requests, reason: 'rejected_by_ses', origin: { emailId: email.id } });
  else handOverConfirmation(service, changes, { email, entries });
}
