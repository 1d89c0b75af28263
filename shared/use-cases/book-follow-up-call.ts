import { isPaused } from '../domain/contact/pause.ts';
import { asFollowedUp } from '../domain/email/email.ts';
import { roomOnAgenda } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import { DAY_MS, plus, type Instant } from '../domain/time.ts';
import { joinCall, type CallParty } from './book-call.ts';
import { bookPracticeCall } from './book-practice-call.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { reachabilityOf } from './find-call-slot.ts';
import { countRequests, findOpenRequests, type OpenRequests } from './find-open-requests.ts';
import type { CallService, FollowUp } from './follow-up.ts';
import { handOverRequests } from './hand-over-requests.ts';
import { openLineBook, type LineBook } from './line-book.ts';
import { moveToWorkItem, toPooled } from './move-requests.ts';
import { proceedWithoutCall } from './proceed-without-call.ts';
import { scheduledCallsOf } from './scheduled-calls.ts';

/**
 * Makes one call of all that a therapist owes an answer to (DESIGN §7): joins a call that is scheduled for him or for
 * his practice, or books the first free slot of his phone hours; call, agenda, cells, emails and event in one
 * transaction. When no call is possible, a `follow_up` email is awaited or staff take over. An answer that commits
 * first wins. During a pause of his everything waits for its end.
 *
 * @param due an email of the therapist that the caller knows to be due
 * @param lineBook what a run knows of the caller lines
 */
export async function bookFollowUpCall(
  service: CallService,
  { therapistId, due }: { therapistId: number; due?: string },
  lineBook: LineBook = openLineBook(service),
): Promise<FollowUp> {
  const { followUp, booked } = await commitChanges(service, async (changes, attempt): Promise<Arranged> => {
    if (attempt > 1) lineBook.forget();
    const contact = await changes.contact(therapistId);
    const found = await findOpenRequests(service, changes, {
      therapistId,
      ...(due !== undefined && { due }),
    });
    for (const email of found.settled) dropFollowUp(changes, email);
    if (countRequests(found) > 0 && isPaused(contact, service.clock.now()))
      return { followUp: postpone(service, changes, found, contact.pausedUntil) };
    const open = takeOpenRequests(service, changes, found);
    if ('kind' in open) return { followUp: open };
    if (contact.blockedAt) return { followUp: postpone(service, changes, open) };
    if (contact.objectedAt)
      return { followUp: handOverRequests(service, changes, { ...open, reason: 'objected' }) };
    return arrangeCall(service, changes, { party: { contact, open }, lineBook });
  });
  if (booked) lineBook.note(booked);
  return followUp;
}

/** What became of a therapist, and the call that was booked anew for him. */
interface Arranged {
  followUp: FollowUp;
  booked?: PhoneCall;
}

/** Ends what needs no call; returns the requests that do, or what became of the therapist when none does. */
function takeOpenRequests(
  service: CallService,
  changes: Changes,
  open: OpenRequests,
): OpenRequests | FollowUp {
  const unanswered = takeFollowUpMails(service, changes, open);
  if (countRequests(unanswered) > 0) return unanswered;
  return { kind: open.emails.length > 0 ? 'handed_over' : 'nothing_open' };
}

async function arrangeCall(
  service: CallService,
  changes: Changes,
  { party, lineBook }: { party: CallParty; lineBook: LineBook },
): Promise<Arranged> {
  const scheduled = await scheduledCallsOf(service, changes, party.contact);
  if (scheduled.length > 0) return { followUp: await joinOwnCall(service, changes, { scheduled, party }) };

  const answer = await service.directory.therapist(party.contact.therapistId);
  if (!answer.ok && answer.error === 'unavailable')
    return { followUp: postpone(service, changes, party.open) };
  const therapist = answer.ok ? answer.value : undefined;
  const reachability = therapist && reachabilityOf(therapist);
  const found = reachability && (await bookPracticeCall(service, changes, { party, reachability, lineBook }));
  if (!found) return { followUp: await proceedWithoutCall(service, changes, { ...party, therapist }) };
  const followUp = { kind: found.kind, callId: found.call.id };
  return found.kind === 'booked' ? { followUp, booked: found.call } : { followUp };
}

/** Joins the first of his calls that has room; when all are full, he waits for them. */
async function joinOwnCall(
  service: CallService,
  changes: Changes,
  { scheduled, party }: { scheduled: CallWithEntries[]; party: CallParty },
): Promise<FollowUp> {
  const wanted = countRequests(party.open);
  const roomy = scheduled.find(({ entries }) => roomOnAgenda(entries) >= wanted);
  if (!roomy) return postpone(service, changes, party.open);
  const { id } = await joinCall(service, changes, { scheduled: roomy, party });
  return { kind: 'joined', callId: id };
}

function dropFollowUp(changes: Changes, email: OpenRequests['settled'][number]): void {
  const { followUpAt: _settled, ...kept } = email;
  changes.putEmail(kept);
}

/** A follow-up email is not followed up again: what it left unanswered goes to staff. Returns all other requests. */
function takeFollowUpMails(service: CallService, changes: Changes, open: OpenRequests): OpenRequests {
  const { again = [], first = [] } = Object.groupBy(open.emails, ({ loaded }) =>
    loaded.email.kind === 'follow_up' ? 'again' : 'first',
  );
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

/** The next attempt is a day away unless told, never an hour (DESIGN §7). */
function postpone(
  { store, clock }: CallService,
  changes: Changes,
  { emails, queued }: OpenRequests,
  until: Instant = plus(clock.now(), DAY_MS),
): FollowUp {
  for (const { loaded } of emails) changes.putEmail({ ...loaded.email, followUpAt: until });
  for (const request of queued) changes.write(store.awaitCall(toPooled(request), until));
  return { kind: 'postponed' };
}
