import type { Instant, LocalDate } from '../time.ts';
import { check } from './call-states.ts';
import type { CallEntry, CallOutcome, PhoneCall } from './phone-call.ts';
import type { Slot } from './slots.ts';

/** What came of one try. */
export interface Attempt {
  outcome: CallOutcome;
  /** When it was really made, by the wall clock of the call's zone. */
  actualDate: LocalDate;
  actualTime: string;
  retryAfter?: Instant | undefined;
}

/** When and for how long a call takes place, and on which line. */
export interface Appointment {
  slot: Slot;
  durationMinutes: number;
}

/** scheduled → scheduled at another time; the caller books its cells anew. Throws IllegalCallMove. */
export function moveCall(call: PhoneCall, { slot, durationMinutes }: Appointment, now: Instant): PhoneCall {
  check('move', call);
  const { startsAt, localDate, localTime, line } = slot;
  return { ...call, startsAt, localDate, localTime, line, durationMinutes, updatedAt: now };
}

/** scheduled → completed: the therapist was reached. Throws IllegalCallMove. */
export function completeCall(call: PhoneCall, attempt: Attempt, now: Instant): PhoneCall {
  check('complete', call);
  return { ...withAttempt(call, attempt), state: 'completed', updatedAt: now };
}

/** scheduled → failed, for good: nobody tries again. Throws IllegalCallMove. */
export function failCall(call: PhoneCall, attempt: Attempt, now: Instant): PhoneCall {
  check('fail', call);
  return { ...withAttempt(call, attempt), state: 'failed', updatedAt: now };
}

/**
 * scheduled → failed → scheduled in one step: the same call once more, at another slot and under the number that the
 * therapist has by now (CONTRACT §1). The caller books its cells anew. Throws IllegalCallMove.
 */
export function retryCall(
  call: PhoneCall,
  attempt: Attempt,
  { slot, phoneNumber, now }: { slot: Slot; phoneNumber: string; now: Instant },
): PhoneCall {
  check('fail', call);
  const moved = moveCall(withAttempt(call, attempt), { slot, durationMinutes: call.durationMinutes }, now);
  return { ...moved, phoneNumber, try: call.try + 1 };
}

function withAttempt(call: PhoneCall, { retryAfter, ...made }: Attempt): PhoneCall {
  const { retryAfter: _earlier, ...kept } = call;
  return { ...kept, ...made, ...(retryAfter !== undefined && { retryAfter }) };
}

/** Entries as they were before anything that was noted took effect. */
export function withoutOutcomes(entries: CallEntry[]): CallEntry[] {
  return entries.map(({ outcome: _outcome, reason: _reason, ...entry }) => entry);
}
