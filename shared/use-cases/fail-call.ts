import type { Fault } from '../domain/fault.ts';
import { failCall as asFailed, type Attempt } from '../domain/phone-call/call-attempts.ts';
import { liveAgenda, liveTherapists } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DAY_MS, plus, type Instant } from '../domain/time.ts';
import type { WorkItemReason } from '../domain/work-item.ts';
import { handOverAgenda } from './call-requests.ts';
import { refuseStep } from './call-write.ts';
import type { Changes } from './changes.ts';
import { commonHours } from './common-hours.ts';
import { madeAt, type TryReport } from './complete-call.ts';
import type { CallService } from './follow-up.ts';
import { releaseCall } from './leave-agenda.ts';
import { retryCall } from './retry-call.ts';

export interface FailReport extends TryReport {
  /** The next try is not made earlier; a therapist who asked to be called back said when. */
  retryAfter?: Instant | undefined;
}

/**
 * The therapist was not reached (CONTRACT §1): the same call is tried again at another time, until the tries are used
 * up or there is no way to reach him; then its requests go to staff.
 *
 * @returns `illegal_transition`, `unavailable`, or `invalid_request` for a report that cannot be true
 */
export async function failCall(
  service: CallService,
  changes: Changes,
  { call, entries, outcome = 'no_answer', actual, retryAfter }: CallWithEntries & FailReport,
): Promise<Result<undefined, Fault>> {
  const refused = refuseStep('fail', call, 'failed');
  if (refused) return fail(refused);
  const now = service.clock.now();
  const contradiction =
    decidedEntries(entries) ?? retryOutOfReach(retryAfter, now, service.settings.calls.horizonDays);
  if (contradiction) return fail({ code: 'invalid_request', errors: [contradiction] });
  const made = madeAt(call, { actual, now });
  if (!made.ok) return made;
  const { actualDate, actualTime } = made.value;
  const attempt: Attempt = { outcome, actualDate, actualTime, retryAfter };
  const failed = { call, entries, attempt };

  if (call.overdueAt !== undefined) return giveUp(service, changes, { ...failed, reason: 'call_overdue' });
  if (outcome === 'wrong_number') return giveUp(service, changes, { ...failed, reason: 'no_way_to_reach' });
  if (call.try >= service.settings.calls.maxTries)
    return giveUp(service, changes, { ...failed, reason: 'tries_used_up' });
  const therapistIds = liveTherapists({ call, entries });
  if (await isAnyStopped(changes, therapistIds))
    return giveUp(service, changes, { ...failed, reason: 'no_way_to_reach' });
  const hours = await commonHours(service, therapistIds);
  if (!hours.ok) return fail({ code: 'unavailable' });
  if (await retryCall(service, changes, { ...failed, hours: hours.value })) return ok(undefined);
  return giveUp(service, changes, { ...failed, reason: 'no_way_to_reach' });
}

/** A call in which something was decided was one that reached the therapist. */
function decidedEntries(
  entries: CallWithEntries['entries'],
): NonNullable<Fault['errors']>[number] | undefined {
  const isDecided = liveAgenda(entries).some(({ outcome }) => outcome !== undefined);
  return isDecided
    ? { field: '/status', message: 'entries of this call have outcomes: it can be completed, not failed' }
    : undefined;
}

function retryOutOfReach(
  retryAfter: Instant | undefined,
  now: Instant,
  horizonDays: number,
): NonNullable<Fault['errors']>[number] | undefined {
  if (retryAfter === undefined || (now < retryAfter && retryAfter <= plus(now, horizonDays * DAY_MS)))
    return undefined;
  return { field: '/retry_after', message: `must lie within the next ${horizonDays} days` };
}

/** Nobody calls a therapist who was blocked or who objected. */
async function isAnyStopped(changes: Changes, therapistIds: number[]): Promise<boolean> {
  for (const therapistId of therapistIds) {
    const { blockedAt, objectedAt } = await changes.contact(therapistId);
    if (blockedAt !== undefined || objectedAt !== undefined) return true;
  }
  return false;
}

/** Failed for good: what the call still held goes to staff. */
async function giveUp(
  service: CallService,
  changes: Changes,
  { call, entries, attempt, reason }: CallWithEntries & { attempt: Attempt; reason: WorkItemReason },
): Promise<Result<undefined, Fault>> {
  const failed = asFailed(call, attempt, service.clock.now());
  await handOverAgenda(service, changes, { call, entries, reason });
  await releaseCall(service, changes, { call: failed, entries });
  return ok(undefined);
}
