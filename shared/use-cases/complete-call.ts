import { completeCall as asCompleted, withoutOutcomes } from '../domain/phone-call/call-attempts.ts';
import { liveAgenda, liveTherapists } from '../domain/phone-call/call-states.ts';
import { epochMsOf, localDateTime } from '../domain/phone-call/local-time.ts';
import type { CallOutcome, CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { MINUTE_MS, plus, toEpochMs, toInstant, type Instant, type LocalDate } from '../domain/time.ts';
import { announceCall } from './announce-call.ts';
import { handOverAgenda } from './call-requests.ts';
import { refuseStep } from './call-write.ts';
import type { Changes } from './changes.ts';
import { countAsContact } from './count-as-contact.ts';
import { stopAwaiting } from './leave-agenda.ts';
import type { Service } from './service.ts';
import { settleCallOutcomes } from './settle-call-outcomes.ts';

/** How a try went, as staff report it. */
export interface TryReport {
  outcome?: CallOutcome | undefined;
  /** Wall-clock date and time (`HH:MM`); absent: the scheduled time, or now when that is still to come. */
  actual?: { date: LocalDate; time: string } | undefined;
}

/**
 * The therapist was reached (CONTRACT §1): what was noted about each request takes effect, what is open needs a person,
 * and the call counts as a contact.
 *
 * @returns `illegal_transition`, or `invalid_request` when it cannot have been made at that time
 */
export async function completeCall(
  service: Service,
  changes: Changes,
  { call: scheduled, entries, actual }: CallWithEntries & TryReport,
): Promise<Result<undefined, Fault>> {
  const refused = refuseStep('complete', scheduled, 'completed');
  if (refused) return fail(refused);
  const made = madeAt(scheduled, { actual, now: service.clock.now() });
  if (!made.ok) return made;
  const { startedAt, ...attempt } = made.value;
  const now = service.clock.now();
  const call = asCompleted(scheduled, { outcome: 'reached', ...attempt }, now);
  const type = 'communication.call_completed';
  changes.putCall(announceCall(service, changes, { type, call, entries }));
  if (scheduled.startsAt > now) changes.write(...service.store.freeCells(scheduled));

  await settleCallOutcomes(service, changes, { call, before: withoutOutcomes(entries), after: entries });
  const open = liveAgenda(entries).filter(({ outcome }) => outcome === undefined);
  await handOverAgenda(service, changes, { call, entries: open, reason: 'left_open_by_answer' });
  const endedAt = plus(startedAt, call.durationMinutes * MINUTE_MS);
  for (const therapistId of liveTherapists({ call, entries }))
    await countAsContact(service, changes, { therapistId, endedAt, emailIds: call.emailIds });
  await stopAwaiting(service, changes, { callId: call.id, therapistIds: call.therapistIds });
  return ok(undefined);
}

/** How far the clock of whoever reports may be ahead. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * When a try was really made.
 *
 * @returns `invalid_request` for a time that does not exist, lies in the future or before the call was booked
 */
export function madeAt(
  call: PhoneCall,
  { actual, now }: { actual: TryReport['actual']; now: Instant },
): Result<{ startedAt: Instant; actualDate: LocalDate; actualTime: string }, Fault> {
  if (!actual) {
    const startedAt = call.startsAt > now ? now : call.startsAt;
    const { date, time } = localDateTime(toEpochMs(startedAt), call.timeZone);
    return ok({ startedAt, actualDate: date, actualTime: time });
  }
  const epochMs = epochMsOf(actual.date, actual.time, call.timeZone);
  if (epochMs === undefined) return impossible('does not exist on this date');
  const startedAt = toInstant(epochMs);
  if (startedAt > plus(now, CLOCK_SKEW_MS)) return impossible('lies in the future');
  if (plus(startedAt, MINUTE_MS) <= call.createdAt) return impossible('lies before the call was booked');
  return ok({ startedAt, actualDate: actual.date, actualTime: actual.time });
}

function impossible(message: string): Result<never, Fault> {
  return fail({ code: 'invalid_request', errors: [{ field: '/actual_time', message }] });
}
