import type { IncomingEvent } from '../domain/contact/incoming-event.ts';
import type { Position } from '../domain/contact/placement-request.ts';
import { changeRequestStatus } from './change-request-status.ts';
import { registerRequest } from './register-request.ts';
import type { Service } from './service.ts';

export type MatchingEvent = Extract<IncomingEvent, { type: 'request_created' | 'request_status' }>;

/**
 * Applies one event of the matching service: a request was created, closed or reopened. Duplicates, replays and a
 * status before its creation change nothing that they should not (DESIGN §4).
 *
 * @param position where the event stood in its topic, to tell an older event from a newer one
 * @returns what became of it, for the metrics
 */
export async function handleMatchingEvent(service: Service, event: MatchingEvent, position: Position) {
  return event.type === 'request_created'
    ? registerRequest(service, event, position)
    : changeRequestStatus(service, event, position);
}
