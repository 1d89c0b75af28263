import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { MAX_ABSENCES, notOver, type Absence, type Days } from '../domain/phone-call/absence.ts';
import { liveAgenda } from '../domain/phone-call/call-states.ts';
import { cellsOf } from '../domain/phone-call/cells.ts';
import { localToday } from '../domain/phone-call/local-time.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitChanges } from './commit-changes.ts';
import { commitWrite } from './commit-write.ts';
import type { CallService } from './follow-up.ts';
import { callsDuring, moveOutOfAbsence } from './move-out-of-absence.ts';

/** An absence as staff enter it; `from` is not after `to`. */
export interface AbsenceWanted extends Days {
  therapistId: number;
  note?: string | undefined;
}

/**
 * Keeps that a therapist is away, and moves his calls out of these days in the same transaction (DESIGN §7): an absence
 * stands only once no call lies in it. Whoever books a call for him meanwhile meets a conflict, because his contact is
 * written too, and looks again.
 *
 * @returns the absence's id; or `not_found` (no such therapist), `invalid_request` (it is over), `too_many_absences`,
 *   `unavailable`
 */
export async function createAbsence(
  service: CallService,
  { once, ...wanted }: AbsenceWanted & { once?: Once | undefined },
): Promise<Result<string, Fault>> {
  const { store, clock, ids, settings } = service;
  return commitWrite(service, once, async (changes) => {
    const therapist = await service.directory.therapist(wanted.therapistId);
    if (!therapist.ok) return fail({ code: therapist.error });
    const now = clock.now();
    const today = localToday(now, settings.timeZone);
    if (wanted.to < today) return fail(IS_OVER);
    const absence = toAbsence(wanted, { id: ids.next('ab'), createdAt: now });
    const fits = await makeFit(service, absence);
    if (!fits.ok) return fits;

    const contact = await changes.contact(wanted.therapistId);
    const { absences } = await store.therapistCalendar(wanted.therapistId, now);
    if (notOver(absences, today).length >= MAX_ABSENCES) return fail({ code: 'too_many_absences' });
    changes.putContact(contact);
    const calls = await callsDuring(service, changes, absence);
    const moved = await moveOutOfAbsence(service, changes, { calls, absence });
    if (!moved.ok) return moved;
    changes.write(store.saveAbsence(absence));
    return ok(absence.id);
  });
}

const IS_OVER: Fault = {
  code: 'invalid_request',
  errors: [{ field: '/to', message: 'must not lie in the past' }],
};

function toAbsence(
  { therapistId, from, to, note }: AbsenceWanted,
  made: Pick<Absence, 'id' | 'createdAt'>,
): Absence {
  return { ...made, therapistId, from, to, ...(note !== undefined && { note }), version: 0 };
}

/** Of the 100 items of a transaction, without the absence, its record, and what else there is once. */
const MOST_ITEMS = 95;

/**
 * Long calls that are more than one transaction takes are moved before, each in one of its own: that they are moved is
 * right even if the absence is not written then.
 */
async function makeFit(service: CallService, absence: Absence): Promise<Result<undefined, Fault>> {
  for (;;) {
    const moved = await commitChanges(service, async (changes): Promise<Result<boolean, Fault>> => {
      const calls = await callsDuring(service, changes, absence);
      if (calls.reduce((sum, held) => sum + countItems(held), 0) <= MOST_ITEMS) return ok(false);
      const done = await moveOutOfAbsence(service, changes, { calls: calls.slice(0, 1), absence });
      return done.ok ? ok(true) : done;
    });
    if (!moved.ok) return moved;
    if (!moved.value) return ok(undefined);
  }
}

/** At most so many items a call takes in a transaction that moves it, or that cancels it and hands its agenda over. */
function countItems({ call, entries }: CallWithEntries): number {
  const cells = cellsOf(call).length * (call.therapistIds.length + 1);
  const agenda = 2 * liveAgenda(entries).length;
  return Math.max(2 * cells, cells + agenda) + 3 * call.therapistIds.length + 2;
}
