import { giveBack } from '../domain/contact/guard.ts';
import { stepAfterEnd } from '../domain/email/after-end.ts';
import { cancelEmail, type InState } from '../domain/email/email-states.ts';
import {
  isContactEmail,
  type Email,
  type EmailReason,
  type EmailWithEntries,
  type Entry,
} from '../domain/email/email.ts';
import type { EventType } from '../domain/events.ts';
import type { Changes } from './changes.ts';
import {
  dueAt,
  isKnown,
  moveToCallPath,
  moveToPool,
  moveToWorkItem,
  openWorkItem,
  type KnownRequest,
} from './move-requests.ts';
import type { Service } from './service.ts';

const EVENTS = {
  canceled: 'communication.email_canceled',
  failed: 'communication.email_failed',
  unresolved: 'communication.email_unresolved',
} as const satisfies Partial<Record<Email['state'], EventType>>;

/**
 * What follows when an email has ended as canceled, failed or unresolved: its event, its requests' next step
 * (CONTRACT §1) and, unless SES may have the mail, its turn at both guards given back.
 *
 * @param ended the email after its last move, with the entries that it still speaks for
 */
export async function endEmail(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  ended: { email: InState<keyof typeof EVENTS>; entries: Entry[]; reason: EmailReason },
): Promise<void> {
  const { email, entries, reason } = ended;
  const announced = changes.announce(email, {
    type: EVENTS[email.state],
    aggregate: { kind: 'email', id: email.id },
    at: email.updatedAt,
    payload: {
      email_id: email.id,
      therapist_id: email.therapistId,
      placement_request_ids: entries.map((entry) => entry.requestId),
      reason,
    },
  });
  changes.putEmail(announced);
  if (isContactEmail(email.kind)) {
    if (email.state !== 'unresolved') await giveBackGuards(service, changes, email);
    await releaseRequests(service, changes, ended);
  } else {
    handOverConfirmation(service, changes, { email, entries });
  }
}

/** The requests of a confirmation stay answered; only the confirmation itself needs a person, unless they were erased. */
export function handOverConfirmation(
  service: Pick<Service, 'clock' | 'ids'>,
  changes: Changes,
  { email: { id, therapistId }, entries }: EmailWithEntries,
): void {
  const asked = entries.filter(({ erasedAt }) => erasedAt === undefined);
  if (asked.length === 0) return;
  const requestIds = asked.map(({ requestId }) => requestId);
  const origin = { emailId: id };
  openWorkItem(service, changes, { reason: 'confirmation_failed', therapistId, requestIds, origin });
}

/** Cancels an email that is still a draft or queued, with all that follows. */
export async function cancelAndEnd(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { email, entries, reason }: EmailWithEntries & { reason: EmailReason },
): Promise<void> {
  const canceled = cancelEmail(email, service.clock.now(), reason);
  changes.putEmail(canceled);
  await endEmail(service, changes, { email: canceled, entries, reason });
}

/**
 * Clears the email's hold on therapist and mailbox, and its claim if it had one. Requests that did not fit into it need
 * not wait for the turn after it.
 */
export async function giveBackGuards(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  email: Email,
): Promise<void> {
  const contact = await changes.contact(email.therapistId);
  if (contact.guard.heldBy === email.id) {
    const guard = giveBack(contact.guard, email.id);
    changes.putContact({ ...contact, guard });
    if (contact.dueAt !== undefined)
      changes.changePool(email.therapistId, { kind: 'grown', dueAt: dueAt(clock.now(), guard.openAt) });
  }
  const mailbox = await changes.mailbox(email.recipient.mailboxKey);
  if (mailbox.guard.heldBy === email.id)
    changes.putMailbox({ ...mailbox, guard: giveBack(mailbox.guard, email.id) });
}

/** Requests that stand in this email, as far as they still do. */
export async function requestsOf(changes: Changes, email: Email, entries: Entry[]): Promise<KnownRequest[]> {
  const requests: KnownRequest[] = [];
  for (const entry of entries.filter(({ included }) => included)) {
    const request = await changes.request(entry.requestId);
    if (request && isKnown(request) && request.place === 'contact_email' && request.emailId === email.id)
      requests.push(request);
  }
  return requests;
}

async function releaseRequests(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  { email, entries, reason }: { email: Email; entries: Entry[]; reason: EmailReason },
): Promise<void> {
  const failed = email.state === 'failed' ? 1 : 0;
  const requests = (await requestsOf(changes, email, entries)).map((request) => ({
    ...request,
    failedMails: request.failedMails + failed,
  }));
  const steps = requests.map((request) => ({
    request,
    step: stepAfterEnd({ ...email, reason }, request.failedMails),
  }));
  const bound = (place: string) =>
    steps.filter(({ step }) => step.place === place).map(({ request }) => request);
  await moveToPool(service, changes, bound('pending'));
  moveToCallPath(service, changes, bound('call'));
  const [handedOver] = steps.flatMap(({ step }) => (step.place === 'work_item' ? [step.reason] : []));
  if (handedOver)
    moveToWorkItem(service, changes, {
      requests: bound('work_item'),
      reason: handedOver,
      origin: { emailId: email.id },
    });
}
