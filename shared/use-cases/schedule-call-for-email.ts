import { bookFollowUpCall } from './book-follow-up-call.ts';
import type { CallService, FollowUp } from './follow-up.ts';
import type { LineBook } from './line-book.ts';

/**
 * Follows up one email that nobody answered in time (DESIGN §7; `schedule_call_for_email` of the seed): books a call
 * with its therapist about all his open requests, or joins the call that is scheduled already.
 *
 * @param emailId an email that the work index named; it is read again, since the index is a hint
 * @param lineBook what a run knows of the caller lines
 */
export async function scheduleCallForEmail(
  service: CallService,
  emailId: string,
  lineBook?: LineBook,
): Promise<FollowUp> {
  const loaded = await service.store.getEmail(emailId);
  const dueAt = loaded?.email.followUpAt;
  if (!loaded || dueAt === undefined || dueAt > service.clock.now()) return { kind: 'nothing_open' };
  return bookFollowUpCall(service, { therapistId: loaded.email.therapistId, due: emailId }, lineBook);
}
