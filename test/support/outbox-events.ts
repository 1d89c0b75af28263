import type { OutboxEvent } from '../../shared/domain/events.ts';

/** An event of an email, ready for the outbox. */
export function anOutboxEvent(emailId: string, seq: number, changes: Partial<OutboxEvent> = {}): OutboxEvent {
  return {
    id: `ev_${emailId}_${seq}`,
    type: 'communication.email_sent',
    aggregate: { kind: 'email', id: emailId },
    seq,
    at: '2025-03-01T10:00:00.000Z',
    payload: { email_id: emailId, therapist_id: 13, placement_request_ids: [7] },
    ...changes,
  };
}

/** An event that no JSON can carry. */
export function anUnwritableEvent(emailId: string, seq: number): OutboxEvent {
  return anOutboxEvent(emailId, seq, { payload: { count: 1n } });
}
