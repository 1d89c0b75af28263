import type { Instant } from './time.ts';

/** What siblings are told (CONTRACT §4). */
export type EventType =
  | 'communication.email_created'
  | 'communication.email_sent'
  | 'communication.email_failed'
  | 'communication.email_canceled'
  | 'communication.email_unresolved'
  | 'communication.email_bounced'
  | 'communication.email_answered'
  | 'communication.call_scheduled'
  | 'communication.call_completed'
  | 'communication.call_canceled'
  | 'communication.placement_answered'
  | 'communication.placement_withdrawn'
  | 'communication.therapist_objected'
  | 'communication.work_item_opened';

export type AggregateKind = 'email' | 'call' | 'request' | 'therapist';

/** One committed change that others must know, on its way out. Payloads carry ids and states, no health data. */
export interface OutboxEvent {
  id: string;
  type: EventType;
  /** Kind and id: the key on Kafka and the owner of `seq`. */
  aggregate: { kind: AggregateKind; id: string };
  /** 1, 2, 3 … per aggregate, without a gap. */
  seq: number;
  at: Instant;
  payload: Record<string, unknown>;
}

/** What an event says, before it has an id, a number and a time. */
export type PresentEvent = Pick<OutboxEvent, 'type' | 'payload'>;

/** An aggregate that counts its own events. */
export interface Sequenced {
  seq: number;
}

/**
 * Gives an aggregate's next event its number.
 *
 * @returns the aggregate with the counter raised and the event, to be written in one transaction
 */
export function announce<T extends Sequenced>(
  aggregate: T,
  event: Omit<OutboxEvent, 'seq'>,
): [T, OutboxEvent] {
  const seq = aggregate.seq + 1;
  return [
    { ...aggregate, seq },
    { ...event, seq },
  ];
}
