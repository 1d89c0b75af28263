import type { Contact } from '../domain/contact/contact.ts';
import { joinCall, roomOnAgenda } from '../domain/phone-call/call-states.ts';
import { asFollowedUp } from '../domain/email/email.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { DAY_MS, plus } from '../domain/time.ts';
import { bookCall, moveToCall } from './book-call.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import type { CallService, FollowUp } from './follow-up.ts';
import { findCallSlot, type Reachable } from './find-call-slot.ts';
import { findOpenRequests, toAgenda, type OpenRequests } from './find-open-requests.ts';
import { handOverRequests } from './hand-over-requests.ts';
import { moveToWorkItem, toPooled } from './move-requests.ts';
import { proceedWithoutCall } from './proceed-without-call.ts';

/**
 * Makes one call of all that a therapist owes an answer to (DESIGN §7): joins his scheduled follow-up call, or books
 * the first free slot of his phone hours; call, agenda, cells, emails and event in one transaction. When no call is
 * possible, a `follow_up` email is awaited or staff take over. An answer that commits first wins.
 *
 * @param due an email of the therapist that the caller knows to be due
 */
export async function bookFollowUpCall(
  service: CallService,
  therapistId: number,
  due?: string,
): Promise<FollowUp> {
  return commitChanges(service, async (changes) => {
    const open = await findOpenRequests(service, changes, {
      therapistId,
      ...(due !== undefined && { due }),
    });
    for (const email of open.settled) dropFollowUp(changes, email);
    const unanswered = takeFollowUpMails(service, changes, open);
    if (unanswered.emails.length === 0 && unanswered.queued.length === 0) {
      return { kind: open.emails.length > 0 ? 'handed_over' : 'nothing_open' };
    }
    const contact = await changes.contact(therapistId);
    if (contact.blockedAt) return postpone(service, changes, unanswered);
    if (contact.objectedAt) return handOverRequests(service, changes, { ...unanswered, reason: 'objected' });

    return arrangeCall(service, changes, { contact, open: unanswered });
  });
}

/** Joins the scheduled call or, when its agenda is full, waits for it; books one otherwise. */
async function arrangeCall(
  service: CallService,
  changes: Changes,
  { contact, open }: { contact: Contact; open: OpenRequests },
): Promise<FollowUp> {
  const scheduled = await openCall(service, changes, contact);
  if (scheduled) {
    const hasRoom = roomOnAgenda(scheduled.entries) >= count(open);
    return hasRoom ? join(service, changes, { scheduled, open }) : postpone(service, changes, open);
  }
  const answer = await service.directory.therapist(contact.therapistId);
  if (!answer.ok && answer.error === 'unavailable') return postpone(service, changes, open);
  const therapist = answer.ok ? answer.value : undefined;
  const reachable = therapist && (await findCallSlot(service, therapist));
  if (reachable) return book(service, changes, { contact, open, ...reachable });
  return proceedWithoutCall(service, changes, { contact, open, therapist });
}

function count({ emails, queued }: OpenRequests): number {
  return emails.reduce((sum, { requests }) => sum + requests.length, queued.length);
}

function dropFollowUp(changes: Changes, email: OpenRequests['settled'][number]): void {
  const { followUpAt: _settled, ...kept } = email;
  changes.putEmail(kept);
}

/** A follow-up email is not followed up again: what it left unanswered goes to staff. Returns all other requests. */
function takeFollowUpMails(service: CallService, changes: Changes, open: OpenRequests): OpenRequests {
  const [again, first] = [open.emails.filter(isFollowUp), open.emails.filter((each) => !isFollowUp(each))];
  for (const { loaded, requests } of again) {
    moveToWorkItem(service, changes, {
      requests,
      reason: 'follow_up_unanswered',
      origin: { emailId: loaded.email.id },
    });
    changes.putEmail(asFollowedUp(loaded.email));
  }
  return { ...open, emails: first };
}

function isFollowUp({ loaded }: OpenRequests['emails'][number]): boolean {
  return loaded.email.kind === 'follow_up';
}

/** The next attempt is a day away, never an hour (DESIGN §7). */
function postpone(
  { store, clock }: CallService,
  changes: Changes,
  { emails, queued }: OpenRequests,
): FollowUp {
  const tomorrow = plus(clock.now(), DAY_MS);
  for (const { loaded } of emails) changes.putEmail({ ...loaded.email, followUpAt: tomorrow });
  for (const request of queued) changes.write(store.awaitCall(toPooled(request), tomorrow));
  return { kind: 'postponed' };
}

/** The therapist's scheduled call, unless it has begun. */
async function openCall(
  { clock }: CallService,
  changes: Changes,
  contact: Contact,
): Promise<CallWithEntries | undefined> {
  if (!contact.openCall || contact.openCall.startsAt <= clock.now()) return undefined;
  const call = await changes.call(contact.openCall.callId);
  return call?.call.state === 'scheduled' ? call : undefined;
}

async function book(
  service: CallService,
  changes: Changes,
  booked: Reachable & { contact: Contact; open: OpenRequests },
): Promise<FollowUp> {
  const { durationMinutes } = service.settings.calls;
  const { id } = await bookCall(service, changes, { ...booked, durationMinutes });
  return { kind: 'booked', callId: id };
}

async function join(
  service: CallService,
  changes: Changes,
  { scheduled, open }: { scheduled: CallWithEntries; open: OpenRequests },
): Promise<FollowUp> {
  const { call, entries } = joinCall(
    scheduled,
    toAgenda(open, service.pseudonyms.requestDigest),
    service.clock.now(),
  );
  changes.putCall(call, entries);
  await moveToCall(service, changes, { open, callId: call.id });
  return { kind: 'joined', callId: call.id };
}
