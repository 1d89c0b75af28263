import type { PresentEvent } from '../domain/events.ts';
import type { CallEntry, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** What siblings are told of a call (CONTRACT §4). */
type CallEvent = `communication.call_${'scheduled' | 'completed' | 'canceled'}`;

/**
 * Tells siblings what became of a call: booked or moved, done, or freed; with what was decided about each request.
 *
 * @returns the call with its counter raised, for the caller to put
 */
export function announceCall(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  told: { type: CallEvent; call: PhoneCall; entries: CallEntry[] },
): PhoneCall {
  const aggregate = { kind: 'call' as const, id: told.call.id };
  return changes.announce(told.call, { ...callEvent(told), aggregate, at: clock.now() });
}

/** What an event of a call says. */
export function callEvent({
  type,
  call,
  entries,
}: {
  type: CallEvent;
  call: PhoneCall;
  entries: CallEntry[];
}): PresentEvent {
  const decided = entries.filter(({ included, outcome }) => included && outcome !== undefined);
  return {
    type,
    payload: {
      phone_call_id: call.id,
      therapist_id: call.therapistIds[0],
      placement_request_ids: entries.map(({ requestId }) => requestId),
      starts_at: call.startsAt,
      ...(type === 'communication.call_completed' && {
        outcomes: decided.map(({ requestId, outcome }) => ({ placement_request_id: requestId, outcome })),
      }),
    },
  };
}
