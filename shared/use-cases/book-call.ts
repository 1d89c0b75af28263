import { awaitCall, type Contact } from '../domain/contact/contact.ts';
import { shareWith } from '../domain/contact/phone.ts';
import { asFollowedUp } from '../domain/email/email.ts';
import { joinCall as asJoined, scheduleCall } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Slot } from '../domain/phone-call/slots.ts';
import { announceCall } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { detachRequest } from './detach-request.ts';
import { toAgenda, type OpenRequests } from './find-open-requests.ts';
import { moveCells } from './move-cells.ts';
import type { KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings' | 'pseudonyms'>;

/** A therapist who is to be called, and what about. */
export interface CallParty {
  contact: Contact;
  open: OpenRequests;
}

/** A call to be booked. */
export interface BookedCall {
  /** Therapists of one phone number: one, or at most MAX_MERGED_THERAPISTS. */
  parties: CallParty[];
  slot: Slot;
  /** E.164. */
  phoneNumber: string;
  durationMinutes: number;
  notes?: string | undefined;
}

/**
 * Books a call at a slot that is free as far as is known: call, agenda, cells, event, and every request moved to it,
 * for one transaction. Throws AgendaFull.
 */
export async function bookCall(service: Needs, changes: Changes, plan: BookedCall): Promise<PhoneCall> {
  const { clock, ids, settings } = service;
  const { parties, slot, phoneNumber, durationMinutes, notes } = plan;
  const { call, entries } = scheduleCall(
    {
      id: ids.next('pc'),
      therapistIds: parties.map(({ contact }) => contact.therapistId),
      phoneNumber,
      slot,
      timeZone: settings.timeZone,
      durationMinutes,
      bufferMinutes: settings.calls.bufferMinutes,
      agenda: agendaOf(service, parties),
      ...(notes !== undefined && { notes }),
    },
    clock.now(),
  );
  changes.write(...service.store.bookCells(call));
  return putScheduled(service, changes, { call, entries, parties });
}

/** Requests of a therapist join a scheduled call, for one transaction. Throws AgendaFull. */
export async function joinCall(
  service: Needs,
  changes: Changes,
  { scheduled, party }: { scheduled: CallWithEntries; party: CallParty },
): Promise<PhoneCall> {
  const joined = asJoined(scheduled, agendaOf(service, [party]), service.clock.now());
  changes.write(...moveCells(service.store, scheduled.call, joined.call));
  return putScheduled(service, changes, { ...joined, parties: [party] });
}

function agendaOf({ pseudonyms }: Needs, parties: CallParty[]) {
  const emails = parties.flatMap(({ open }) => open.emails);
  const queued = parties.flatMap(({ open }) => open.queued);
  return toAgenda({ emails, queued }, pseudonyms.requestDigest);
}

/** Writes a call with its event; its parties wait for it, and their requests move to it. */
async function putScheduled(
  service: Needs,
  changes: Changes,
  { call, entries, parties }: CallWithEntries & { parties: CallParty[] },
): Promise<PhoneCall> {
  const announced = announceCall(service, changes, { type: 'communication.call_scheduled', call, entries });
  changes.putCall(announced, entries);
  for (const { contact, open } of parties) {
    await rememberNumber(service, changes, { call, therapistId: contact.therapistId });
    changes.putContact(awaitCall(contact, call));
    await moveToCall(service, changes, { open, callId: call.id });
  }
  return announced;
}

/** So that other therapists of the number find the call. */
async function rememberNumber(
  { pseudonyms }: Needs,
  changes: Changes,
  { call, therapistId }: { call: PhoneCall; therapistId: number },
): Promise<void> {
  const phone = await changes.phone(pseudonyms.phoneKey(call.phoneNumber));
  const shared = shareWith(phone, therapistId);
  if (shared !== phone) changes.putPhone(shared);
}

/** Moves requests to their call; emails that it takes up as a whole are followed up with that. */
async function moveToCall(
  service: Needs,
  changes: Changes,
  { open, callId }: { open: OpenRequests; callId: string },
): Promise<void> {
  const move = (request: KnownRequest) => changes.putRequest({ ...request, place: 'call', callId });
  for (const { loaded, requests } of open.emails) {
    changes.putEmail(asFollowedUp(loaded.email));
    requests.forEach(move);
  }
  for (const request of open.queued) {
    // What an email still carries stays in it: it has left, and the rest of it is followed up later.
    if (request.place !== 'contact_email') await detachRequest(service, changes, request);
    move(request);
  }
}
