import { isPaused } from '../domain/contact/pause.ts';
import { checkChosenSlot } from '../domain/phone-call/chosen-slot.ts';
import { commonWindows } from '../domain/phone-call/common-windows.ts';
import { roomOnAgenda } from '../domain/phone-call/call-states.ts';
import {
  MAX_AGENDA,
  MAX_MERGED_MINUTES,
  MAX_MERGED_THERAPISTS,
  type CallWithEntries,
  type PhoneCall,
} from '../domain/phone-call/phone-call.ts';
import { findAvailableSlot, findSlotOnQuietestDay, type Slot } from '../domain/phone-call/slots.ts';
import { DAY_MS, plus } from '../domain/time.ts';
import { bookCall, joinCall, type CallParty } from './book-call.ts';
import type { Changes } from './changes.ts';
import { reachabilityOf, slotQueryFor, type Reachability } from './find-call-slot.ts';
import { countRequests, findOpenRequests } from './find-open-requests.ts';
import type { CallService } from './follow-up.ts';
import type { LineBook } from './line-book.ts';
import { scheduledCallsOf } from './scheduled-calls.ts';

/** A therapist of a practice with the phone hours that he has. */
interface Member {
  party: CallParty;
  reachability: Reachability;
}

/** What is due since so long is a backlog: it is spread over the days to come, not dumped on the next one. */
const BACKLOG_AFTER_MS = DAY_MS;

/**
 * Books the call of a therapist together with those of his practice, which is who shares his phone number (DESIGN §7):
 * joins a call that is scheduled for one of them, or books one with all of them who are due, at a time at which all can
 * be reached; where there is none, with fewer of them.
 *
 * @returns undefined when nothing is free within the horizon, not even for the therapist alone
 */
export async function bookPracticeCall(
  service: CallService,
  changes: Changes,
  { lineBook, ...member }: Member & { lineBook: LineBook },
): Promise<{ kind: 'booked' | 'joined'; call: PhoneCall } | undefined> {
  const { phoneNumber } = member.reachability;
  const phone = await changes.phone(service.pseudonyms.phoneKey(phoneNumber));
  const others = phone.therapistIds.filter((id) => id !== member.party.contact.therapistId);

  const joinable = await findJoinableCall(service, changes, { ...member, others });
  if (joinable) {
    const call = await joinCall(service, changes, { scheduled: joinable, party: member.party });
    return { kind: 'joined', call };
  }
  const members = [member, ...(await findDueMembers(service, changes, { ...member, others }))];
  for (let count = members.length; count > 0; count--) {
    const some = members.slice(0, count);
    const slot = await findSlotFor(service, some, lineBook);
    if (!slot) continue;
    const { durationMinutes } = service.settings.calls;
    const parties = some.map(({ party }) => party);
    return {
      kind: 'booked',
      call: await bookCall(service, changes, { parties, slot, phoneNumber, durationMinutes }),
    };
  }
  return undefined;
}

/** A call of the practice that takes one therapist more, at a time at which he can be reached too. */
async function findJoinableCall(
  service: CallService,
  changes: Changes,
  { party, reachability, others }: Member & { others: number[] },
): Promise<CallWithEntries | undefined> {
  for (const therapistId of others) {
    for (const loaded of await scheduledCallsOf(service, changes, await changes.contact(therapistId))) {
      const { call, entries } = loaded;
      const hasRoom =
        call.phoneNumber === reachability.phoneNumber &&
        call.therapistIds.length < MAX_MERGED_THERAPISTS &&
        call.durationMinutes <= MAX_MERGED_MINUTES &&
        roomOnAgenda(entries) >= countRequests(party.open);
      if (hasRoom && (await isReachableThen(service, call, { party, reachability }))) return loaded;
    }
  }
  return undefined;
}

/** Whether a call that is booked for others suits a therapist; that it comes too soon for him cannot be. */
async function isReachableThen(
  service: CallService,
  call: PhoneCall,
  { party, reachability: { windows } }: Member,
): Promise<boolean> {
  const { durationMinutes, bufferMinutes, line, localDate: date, localTime: time, timeZone: zone } = call;
  const therapistIds = [party.contact.therapistId];
  const wanted = { therapistIds, windows, durationMinutes, bufferMinutes };
  const query = await slotQueryFor(service, wanted, [{ number: line, bookings: [] }]);
  return checkChosenSlot({ ...query, zone, leadMinutes: 0 }, { date, time, outsidePhoneHours: false }).ok;
}

/** Others of the practice with something due, as many as one call takes. Emails of theirs that end otherwise wait. */
async function findDueMembers(
  service: CallService,
  changes: Changes,
  { party, reachability, others }: Member & { others: number[] },
): Promise<Member[]> {
  if (service.settings.calls.durationMinutes > MAX_MERGED_MINUTES) return [];
  const members: Member[] = [];
  let room = MAX_AGENDA - countRequests(party.open);
  for (const therapistId of others) {
    if (members.length === MAX_MERGED_THERAPISTS - 1) break;
    const contact = await changes.contact(therapistId);
    if (contact.blockedAt || contact.objectedAt || isPaused(contact, service.clock.now())) continue;
    if ((await scheduledCallsOf(service, changes, contact)).length > 0) continue;
    const found = await findOpenRequests(service, changes, { therapistId });
    const open = { ...found, emails: found.emails.filter(({ loaded }) => loaded.email.kind !== 'follow_up') };
    const count = countRequests(open);
    if (count === 0 || count > room) continue;
    const therapist = await service.directory.therapist(therapistId);
    const his = therapist.ok ? reachabilityOf(therapist.value) : undefined;
    if (his?.phoneNumber !== reachability.phoneNumber) continue;
    members.push({ party: { contact, open }, reachability: his });
    room -= count;
  }
  return members;
}

async function findSlotFor(
  service: CallService,
  members: Member[],
  lineBook: LineBook,
): Promise<Slot | undefined> {
  const windows = commonWindows(members.map(({ reachability }) => reachability.windows));
  if (windows.length === 0) return undefined;
  const therapistIds = members.map(({ party }) => party.contact.therapistId);
  const { durationMinutes, bufferMinutes } = service.settings.calls;
  const wanted = { therapistIds, windows, durationMinutes, bufferMinutes };
  const query = await slotQueryFor(service, wanted, await lineBook.lines());
  const isBacklog = members.some(({ party }) => party.open.dueSince < plus(query.now, -BACKLOG_AFTER_MS));
  return isBacklog ? findSlotOnQuietestDay(query) : findAvailableSlot(query);
}
