import type { PresentEvent } from '../events.ts';
import type { Email, EmailReason, EmailWithEntries, Entry } from './email.ts';

/**
 * What siblings have to know of an email by now, as events: its state, and its answer if there is one (CONTRACT §4).
 *
 * @returns in the order in which they happened
 */
export function presentEmail({ email, entries }: EmailWithEntries): PresentEvent[] {
  const included = entries.filter((entry) => entry.included);
  const about = {
    email_id: email.id,
    therapist_id: email.therapistId,
    placement_request_ids: included.map(({ requestId }) => requestId),
  };
  const events = [...stateOf(email), ...answerOf(email, included)];
  return events.map(({ type, payload }) => ({ type, payload: { ...about, ...payload } }));
}

function stateOf(email: Email): PresentEvent[] {
  const { state, kind } = email;
  switch (state) {
    case 'draft':
    case 'queued':
    case 'sending':
    case 'unknown':
      return [{ type: 'communication.email_created', payload: { kind, status: state } }];
    case 'sent':
    case 'delivered':
      return [{ type: 'communication.email_sent', payload: { kind } }];
    case 'bounced':
    case 'complained':
      return [{ type: 'communication.email_bounced', payload: { permanent: true } }];
    case 'failed':
    case 'canceled':
    case 'unresolved':
      return [{ type: `communication.email_${state}`, payload: { reason: reasonOf(email) } }];
  }
}

/** Why an email is in its state; every move that ends one has a reason. */
function reasonOf({ timeline, state }: Email): EmailReason | undefined {
  return timeline.findLast((transition) => transition.state === state)?.reason;
}

function answerOf({ answered }: Email, entries: Entry[]): PresentEvent[] {
  if (!answered) return [];
  const outcomes = entries.flatMap(({ requestId, outcome }) =>
    outcome ? [{ placement_request_id: requestId, outcome }] : [],
  );
  return [{ type: 'communication.email_answered', payload: { outcomes } }];
}
