import type { IncomingEvent } from '../domain/contact/incoming-event.ts';
import type { Position } from '../domain/contact/placement-request.ts';
import { applyAcceptances } from './apply-acceptances.ts';
import { changeRequestStatus } from './change-request-status.ts';
import { registerRequest } from './register-request.ts';
import type { Service } from './service.ts';

export type MatchingEvent = Extract<IncomingEvent, { type: 'request_created' | 'request_status' }>;

/**
 * Applies one event of the matching service: a request was created, closed or reopened, which may concern the other
 * requests of its patient. Duplicates, replays and a status before its creation change nothing that they should not
 * (DESIGN §4); what a crash left undone is done when the record comes again.
 *
 * @param position where the event stood in its topic, to tell an older event from a newer one
 * @returns what became of it, for the metrics
 */
export async function handleMatchingEvent(service: Service, event: MatchingEvent, position: Position) {
  const outcome =
    event.type === 'request_created'
      ? await registerRequest(service, event, position)
      : await changeRequestStatus(service, event, position);
  if (event.type === 'request_created' || event.status === 'accepted')
    await applyAcceptances(service, event.requestId);
  return outcome;
}
