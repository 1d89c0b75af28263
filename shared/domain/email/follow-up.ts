import { latest, plus, type Instant } from '../time.ts';
import { isContactEmail, openEntries, type Email, type Entry } from './email.ts';

/**
 * The email with the date at which the sweep looks for its answer: `afterMs` after SES accepted it, but not in the past
 * (DESIGN §7). Unchanged when no answer is awaited, it was followed up, or a client wants no follow-up.
 */
export function scheduleFollowUp(
  email: Email,
  entries: Entry[],
  { now, afterMs }: { now: Instant; afterMs: number },
): Email {
  const { sentAt, followUpAt, followUpRequired } = email;
  if (sentAt === undefined || followUpAt !== undefined || followUpRequired === false) return email;
  if (!awaitsAnswer(email) || openEntries(entries).length === 0) return email;
  return { ...email, followUpAt: latest(now, plus(sentAt, afterMs)) };
}

/** The email with that date no earlier than `until`, while a follow-up is due; the very same email when it is so already. */
export function putOffFollowUp(email: Email, until: Instant, now: Instant): Email {
  if (email.followUpAt === undefined || email.followUpAt >= until) return email;
  return { ...email, followUpAt: until, updatedAt: now };
}

/** The email without that date. */
export function unscheduleFollowUp(email: Email): Email {
  const { followUpAt: _unscheduled, ...rest } = email;
  return rest;
}

function awaitsAnswer({ kind, state, answered, followedUp }: Email): boolean {
  return isContactEmail(kind) && (state === 'sent' || state === 'delivered') && !answered && !followedUp;
}
