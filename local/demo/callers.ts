import type { z } from 'zod';
import { phoneCall } from '../../shared/contracts/http/phone-call-resource.ts';
import { at, dateOf, workdays } from './calendar.ts';
import { makeCall, spokesman } from './make-call.ts';
import type { Office } from './office.ts';
import { ApiRefusal } from './staff-api.ts';

type Call = z.output<typeof phoneCall>;

/** A call is booked at least an hour ahead: who looks every hour misses none. */
const LOOKS = Array.from({ length: 11 }, (_, index) => `${String(index + 7).padStart(2, '0')}:00`);

/** When practices that ask for another time can be called: the first of these that is free. */
const AGREED_TIMES = ['16:00', '16:05', '16:10', '16:15'];

/** Lets staff look at the list of the day, every hour of their workdays, and make its calls. */
export function employCallers(office: Office, days: number): void {
  const known = new Set<string>();
  for (const day of workdays(days))
    for (const time of LOOKS) office.agenda.add(at(day, time), () => planCalls(office, { day, known }));
}

/** @param known appointments that were looked at before */
async function planCalls(office: Office, { day, known }: { day: number; known: Set<string> }): Promise<void> {
  const query = { scheduled_date: dateOf(day), status: 'scheduled' };
  for (const call of await office.api.readAll(phoneCall, '/api/phone-calls', query)) {
    const appointment = `${call.id} ${call.starts_at}`;
    if (known.has(appointment)) continue;
    known.add(appointment);
    const isAgreed = known.has(call.id);
    known.add(call.id);
    if (!isAgreed && office.fates.isMoved(spokesman(call)) && (await moveCall(office, call))) continue;
    office.agenda.add(call.starts_at, () => makeCall(office, { callId: call.id, startsAt: call.starts_at }));
  }
}

/** The practice asked for the afternoon. Returns false when nothing is free then: the call stays where it is. */
async function moveCall({ api, journal }: Office, { id, scheduled_date }: Call): Promise<boolean> {
  const path = `/api/phone-calls/${id}`;
  const { etag } = await api.read(phoneCall, path);
  for (const scheduled_time of AGREED_TIMES) {
    try {
      const body = { scheduled_date, scheduled_time, outside_phone_hours: true };
      await api.change(phoneCall, path, { etag, body });
      journal.count('call: moved');
      return true;
    } catch (error) {
      if (!(error instanceof ApiRefusal && error.code === 'slot_not_available')) throw error;
    }
  }
  return false;
}
