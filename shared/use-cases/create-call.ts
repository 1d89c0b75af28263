import type { Contact } from '../domain/contact/contact.ts';
import type { Therapist } from '../domain/email/directory.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { checkChosenSlot } from '../domain/phone-call/chosen-slot.ts';
import { parsePhoneHours } from '../domain/phone-call/phone-hours.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import { findAvailableSlot, type Slot } from '../domain/phone-call/slots.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { plus, DAY_MS, type Instant, type LocalDate } from '../domain/time.ts';
import { bookCall } from './book-call.ts';
import type { Changes } from './changes.ts';
import { chooseRequests } from './choose-requests.ts';
import { commitWrite } from './commit-write.ts';
import { slotQueryFor } from './find-call-slot.ts';
import { findOpenRequests, type OpenRequests } from './find-open-requests.ts';
import type { CallService } from './follow-up.ts';

/** A call as staff ask for it. */
export interface CallWanted {
  therapistId: number;
  /** Wall-clock date and time (`HH:MM`); absent: the first free slot of the therapist's phone hours. */
  time?: { date: LocalDate; time: string } | undefined;
  /** Whether that time may lie outside of the phone hours, because staff agreed on it. */
  outsidePhoneHours?: boolean | undefined;
  /** 5–60 by 5; absent: as configured. */
  durationMinutes?: number | undefined;
  /** Absent: all that the therapist owes an answer to. */
  requestIds?: number[] | undefined;
  notes?: string | undefined;
}

/**
 * Books a phone call for staff (DESIGN §7), at a time of their choice or at the next free one. Call, agenda, cells and
 * event are one transaction; a race for a slot has one winner, and the loser takes the next one or is told.
 *
 * @returns the call's id; or `invalid_request` (no such therapist), `unavailable`, `contact_stopped`, `no_phone_number`,
 *   `request_not_available`, `agenda_full`, `slot_not_available` with the reason, `no_slot_available`
 */
export async function createCall(
  service: CallService,
  { once, ...wanted }: CallWanted & { once?: Once | undefined },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const found = await findTherapist(service, wanted.therapistId);
    if (!found.ok) return found;
    const contact = await changes.contact(wanted.therapistId);
    const stop = contact.blockedAt ? 'blocked' : contact.objectedAt ? 'objected' : undefined;
    if (stop) return fail({ code: 'contact_stopped', details: { reason: stop } });
    const phoneNumber = toE164(found.value.phone);
    if (phoneNumber === undefined) return fail({ code: 'no_phone_number' });

    const open = await openRequests(service, changes, wanted);
    if (!open.ok) return open;
    const durationMinutes = wanted.durationMinutes ?? service.settings.calls.durationMinutes;
    const slot = await slotFor(service, { therapist: found.value, contact }, { ...wanted, durationMinutes });
    if (!slot.ok) return slot;
    const { notes } = wanted;
    const parties = [{ contact, open: open.value }];
    const plan = { parties, slot: slot.value, phoneNumber, durationMinutes, notes };
    return ok((await bookCall(service, changes, plan)).id);
  });
}

async function findTherapist(
  { directory }: CallService,
  therapistId: number,
): Promise<Result<Therapist, Fault>> {
  const found = await directory.therapist(therapistId);
  if (found.ok) return found;
  if (found.error === 'unavailable') return fail({ code: 'unavailable' });
  return fail({
    code: 'invalid_request',
    errors: [{ field: '/therapist_id', message: 'no therapist has this id' }],
  });
}

/** Later than every follow-up that is due to come. */
const ANY_TIME: Instant = '9999-12-31T23:59:59.999Z';

async function openRequests(
  service: CallService,
  changes: Changes,
  { therapistId, requestIds }: CallWanted,
): Promise<Result<OpenRequests, Fault>> {
  if (requestIds) return chooseRequests(service, changes, { therapistId, requestIds });
  return ok(await findOpenRequests(service, changes, { therapistId, until: ANY_TIME }));
}

async function slotFor(
  service: CallService,
  { therapist, contact }: { therapist: Therapist; contact: Contact },
  { time, outsidePhoneHours = false, durationMinutes }: CallWanted & { durationMinutes: number },
): Promise<Result<Slot, Fault>> {
  const query = await slotQueryFor(service, {
    therapistIds: [therapist.id],
    contacts: [contact],
    windows: parsePhoneHours(therapist.phoneHours).windows,
    durationMinutes,
    bufferMinutes: service.settings.calls.bufferMinutes,
  });
  if (time) {
    const checked = checkChosenSlot(query, { ...time, outsidePhoneHours });
    return checked.ok ? checked : fail({ code: 'slot_not_available', details: { reason: checked.error } });
  }
  const slot = findAvailableSlot(query);
  if (slot) return ok(slot);
  const searched = plus(query.now, query.horizonDays * DAY_MS);
  return fail({ code: 'no_slot_available', details: { searched_until: searched } });
}
