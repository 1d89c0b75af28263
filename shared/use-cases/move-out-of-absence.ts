import type { Fault } from '../domain/fault.ts';
import { moveCall as asMoved } from '../domain/phone-call/call-attempts.ts';
import { cancelCall as asCanceled, liveAgenda, liveTherapists } from '../domain/phone-call/call-states.ts';
import { isDuring, type Absence } from '../domain/phone-call/absence.ts';
import { blockedTime } from '../domain/phone-call/cells.ts';
import type { Interval } from '../domain/phone-call/interval.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { findAvailableSlot, type Line, type Slot } from '../domain/phone-call/slots.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { handOverAgenda, requestsOfCall } from './call-requests.ts';
import type { Changes } from './changes.ts';
import { commonHours } from './common-hours.ts';
import { readLines } from './find-call-slot.ts';
import type { CallService } from './follow-up.ts';
import { leaveAgenda, releaseCall } from './leave-agenda.ts';
import { moveToWorkItem } from './move-requests.ts';
import { queryNewSlot } from './query-new-slot.ts';
import { rebookCall } from './rebook-call.ts';
import { scheduledCallsOf } from './scheduled-calls.ts';

/** Calls of a therapist that have not begun and that touch a day of an absence, earliest first. */
export async function callsDuring(
  service: CallService,
  changes: Changes,
  absence: Absence,
): Promise<CallWithEntries[]> {
  const { timeZone } = service.settings;
  const contact = await changes.contact(absence.therapistId);
  const scheduled = await scheduledCallsOf(service, changes, contact);
  return scheduled.filter(({ call }) => isDuring(call, absence, timeZone));
}

/**
 * Moves calls to the next free slots at which all of their therapists can be reached, an absence that is about to be
 * written included. Where there is none, the requests of the absent therapist go to staff: his call is canceled, one
 * with others of his practice goes on without him.
 *
 * @param calls what `callsDuring` has found, all or some
 * @returns `unavailable` when nobody can tell when the therapists can be reached
 */
export async function moveOutOfAbsence(
  service: CallService,
  changes: Changes,
  { calls, absence }: { calls: CallWithEntries[]; absence: Absence },
): Promise<Result<undefined, Fault>> {
  if (calls.length === 0) return ok(undefined);
  const lines = await readLines(service);
  // What this very decision books is not in any calendar yet.
  const booked: Interval[] = [];
  for (const held of calls) {
    const slot = await findNewSlot(service, changes, { held, absence, lines, booked });
    if (!slot.ok) return slot;
    if (slot.value) {
      const appointment = { slot: slot.value, durationMinutes: held.call.durationMinutes };
      const moved = asMoved(held.call, appointment, service.clock.now());
      await rebookCall(service, changes, { ...held, moved });
      booked.push(blockedTime(moved));
    } else await handOver(service, changes, held, absence.therapistId);
  }
  return ok(undefined);
}

async function findNewSlot(
  service: CallService,
  changes: Changes,
  {
    held,
    absence,
    lines,
    booked,
  }: { held: CallWithEntries; absence: Absence; lines: Line[]; booked: Interval[] },
): Promise<Result<Slot | undefined, Fault>> {
  const hours = await commonHours(service, liveTherapists(held));
  if (!hours.ok) return fail({ code: 'unavailable' });
  const query = await queryNewSlot(service, changes, { ...held, windows: hours.value.windows }, lines);
  const { retryAfter } = held.call;
  return ok(
    findAvailableSlot({
      ...query,
      absences: [...query.absences, absence],
      therapistBookings: [...query.therapistBookings, ...booked],
      ...(retryAfter !== undefined && { notBefore: retryAfter }),
    }),
  );
}

async function handOver(
  service: CallService,
  changes: Changes,
  { call, entries }: CallWithEntries,
  therapistId: number,
): Promise<void> {
  const reason = 'therapist_absent';
  const his = liveAgenda(entries).filter((entry) => entry.therapistId === therapistId);
  if (his.length === liveAgenda(entries).length) {
    await handOverAgenda(service, changes, { call, entries, reason });
    await releaseCall(service, changes, { call: asCanceled(call, service.clock.now()), entries });
    return;
  }
  const requests = await requestsOfCall(changes, call.id, his);
  moveToWorkItem(service, changes, { requests, reason, origin: { callId: call.id } });
  const requestIds = his.map(({ requestId }) => requestId);
  await leaveAgenda(service, changes, { callId: call.id, requestIds });
}
