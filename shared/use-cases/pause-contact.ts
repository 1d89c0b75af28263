import { MAX_PAUSE_DAYS, pauseEnd } from '../domain/contact/pause.ts';
import type { Fault } from '../domain/fault.ts';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DAY_MS, plus, type LocalDate } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { dueAt } from './move-requests.ts';
import { releaseAhead, releaseFromCalls } from './release-from-calls.ts';
import type { Service } from './service.ts';

/**
 * The therapist wants no mail and no call before a day. Queued mail waits, he leaves the calls that are scheduled before it,
 * and what is due for a follow-up is due when it is over. A later pause replaces an earlier one, whichever is longer.
 *
 * @param until the first day on which he may be contacted again, by the wall clock of the configured zone
 * @returns or `invalid_request` when that day has come, or is more than a year away
 */
export async function pauseContact(
  service: Service,
  changes: Changes,
  { therapistId, until }: { therapistId: number; until: LocalDate },
): Promise<Result<undefined, Fault>> {
  const now = service.clock.now();
  const pausedUntil = pauseEnd(until, service.settings.timeZone);
  if (pausedUntil <= now) return fail(invalid('must lie in the future'));
  if (pausedUntil > plus(now, MAX_PAUSE_DAYS * DAY_MS))
    return fail(invalid(`must lie at most ${MAX_PAUSE_DAYS} days ahead`));
  const isDuring = ({ startsAt }: PhoneCall) => startsAt < pausedUntil;
  await releaseAhead(service, therapistId, isDuring);
  const contact = await changes.contact(therapistId);
  changes.putContact({ ...contact, pausedUntil });
  // What waits in the pool may have been put off to the end of a longer pause.
  if (contact.pausedUntil !== undefined && contact.dueAt !== undefined)
    changes.changePool(therapistId, { kind: 'grown', dueAt: dueAt(now, contact.guard.openAt) });
  await releaseFromCalls(service, changes, therapistId, isDuring);
  return ok(undefined);
}

function invalid(message: string): Fault {
  return { code: 'invalid_request', errors: [{ field: '/paused_until', message }] };
}
