import type { Contact } from '../domain/contact/contact.ts';
import { asFollowedUp } from '../domain/email/email.ts';
import { scheduleCall } from '../domain/phone-call/call-states.ts';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import { announceCall } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { detachRequest } from './detach-request.ts';
import type { Reachable } from './find-call-slot.ts';
import { toAgenda, type OpenRequests } from './find-open-requests.ts';
import type { KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings' | 'pseudonyms'>;

/** A call to be booked, and what it is about. */
export interface BookedCall extends Reachable {
  contact: Contact;
  open: OpenRequests;
  durationMinutes: number;
  notes?: string | undefined;
}

/**
 * Books a call at a slot that is free as far as is known: call, agenda, cells, event, and every request moved to it,
 * for one transaction. Throws AgendaFull.
 */
export async function bookCall(service: Needs, changes: Changes, plan: BookedCall): Promise<PhoneCall> {
  const { store, clock, ids, settings, pseudonyms } = service;
  const { contact, open, slot, phoneNumber, durationMinutes, notes } = plan;
  const { call, entries } = scheduleCall(
    {
      id: ids.next('pc'),
      therapistIds: [contact.therapistId],
      phoneNumber,
      slot,
      timeZone: settings.timeZone,
      durationMinutes,
      bufferMinutes: settings.calls.bufferMinutes,
      agenda: toAgenda(open, pseudonyms.requestDigest),
      ...(notes !== undefined && { notes }),
    },
    clock.now(),
  );
  const announced = announceCall(service, changes, { type: 'communication.call_scheduled', call, entries });
  changes.putCall(announced, entries);
  changes.write(...store.bookCells(call));
  changes.putContact(awaitingCall(contact, call, clock.now()));
  await moveToCall(service, changes, { open, callId: call.id });
  return announced;
}

/** The therapist waits for the earlier of his calls, if there are several to come. */
function awaitingCall(contact: Contact, { id, startsAt }: PhoneCall, now: string): Contact {
  const { openCall } = contact;
  const isFirst = openCall === undefined || openCall.startsAt <= now || startsAt < openCall.startsAt;
  return isFirst ? { ...contact, openCall: { callId: id, startsAt } } : contact;
}

/** Moves requests to their call; emails that it takes up as a whole are followed up with that. */
export async function moveToCall(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
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
