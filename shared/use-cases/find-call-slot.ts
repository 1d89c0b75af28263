import type { Contact } from '../domain/contact/contact.ts';
import { pausedDays } from '../domain/contact/pause.ts';
import type { Therapist } from '../domain/email/directory.ts';
import { activeLines } from '../domain/phone-call/caller-line.ts';
import { blockedTime, type CallTime } from '../domain/phone-call/cells.ts';
import { subtract } from '../domain/phone-call/intervals.ts';
import { parsePhoneHours, type WeeklyWindow } from '../domain/phone-call/phone-hours.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import type { Line, SlotQuery } from '../domain/phone-call/slots.ts';
import { HOUR_MS, plus } from '../domain/time.ts';
import type { CallService } from './follow-up.ts';
import type { Service } from './service.ts';

/** How somebody can be called. */
export interface Reachability {
  /** E.164. */
  phoneNumber: string;
  windows: WeeklyWindow[];
}

/** Undefined without a phone number that can be dialled, and without phone hours that can be read (DESIGN §7). */
export function reachabilityOf(therapist: Therapist): Reachability | undefined {
  const phoneNumber = toE164(therapist.phone);
  const { windows } = parsePhoneHours(therapist.phoneHours);
  return phoneNumber === undefined || windows.length === 0 ? undefined : { phoneNumber, windows };
}

/** A call for which a slot is looked for. */
export interface SlotWanted {
  therapistIds: number[];
  /** When all of them can be reached. */
  windows: WeeklyWindow[];
  durationMinutes: number;
  bufferMinutes: number;
  /** Their contacts: nobody is called during his pause. Absent where it is known that none of them wants one. */
  contacts?: Contact[];
  /** A call that the slot is to replace: its own time is free for it, on its own line. */
  replaces?: CallTime & { line: number };
}

/**
 * Reads what a slot depends on: the time, the rules, and what is booked. One query per therapist.
 *
 * @param lines the caller lines as they are known already; read anew unless told
 */
export async function slotQueryFor(
  service: CallService,
  { therapistIds, contacts = [], replaces, ...call }: SlotWanted,
  lines?: Line[],
): Promise<SlotQuery> {
  const { store, clock, settings, holidays } = service;
  const now = clock.now();
  const own = replaces ? [blockedTime(replaces)] : [];
  const [staffed, calendars] = await Promise.all([
    lines ?? readLines(service),
    Promise.all(therapistIds.map((id) => store.therapistCalendar(id, bookedFrom(now)))),
  ]);
  return {
    ...call,
    now,
    zone: settings.timeZone,
    leadMinutes: settings.calls.leadMinutes,
    horizonDays: settings.calls.horizonDays,
    isHoliday: (date) => holidays.isHoliday(date),
    absences: [
      ...calendars.flatMap(({ absences }) => absences),
      ...contacts.flatMap((contact) => pausedDays(contact, now, settings.timeZone)),
    ],
    therapistBookings: subtract(
      calendars.flatMap(({ bookings }) => bookings),
      own,
    ),
    lines: staffed.map((line) =>
      line.number === replaces?.line ? { ...line, bookings: subtract(line.bookings, own) } : line,
    ),
  };
}

/** The lines that make calls, with what is booked on them. One query per line. */
export async function readLines({
  store,
  clock,
  settings,
}: Pick<Service, 'store' | 'clock' | 'settings'>): Promise<Line[]> {
  const from = bookedFrom(clock.now());
  const lines = activeLines(await store.getLineUp(), settings.calls.lines);
  return Promise.all(
    lines.map(async ({ number, shifts }) => ({
      number,
      bookings: await store.lineBookings(number, from),
      ...(shifts && { shifts }),
    })),
  );
}

/** Cells of the last hour count too: a call may have begun, or have a buffer. */
function bookedFrom(now: string): string {
  return plus(now, -HOUR_MS);
}
