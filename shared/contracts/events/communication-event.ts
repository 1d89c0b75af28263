import { z } from 'zod';
import type { EventType, OutboxEvent } from '../../domain/events.ts';

export const PRODUCER = 'communication-service';

/** The topic of everything that this service tells. */
export const COMMUNICATION_TOPIC = 'communication-events';

/** Payloads are ids and states: more than this is a defect, and every transport carries less than this. */
const MAX_EVENT_BYTES = 200_000;

const names = Object.keys({
  'communication.email_created': true,
  'communication.email_sent': true,
  'communication.email_failed': true,
  'communication.email_canceled': true,
  'communication.email_unresolved': true,
  'communication.email_bounced': true,
  'communication.email_answered': true,
  'communication.call_scheduled': true,
  'communication.call_completed': true,
  'communication.call_canceled': true,
  'communication.placement_answered': true,
  'communication.placement_withdrawn': true,
  'communication.therapist_objected': true,
  'communication.work_item_opened': true,
} satisfies Record<EventType, true>) as EventType[];

/** The envelope of `communication-events` (DESIGN §8): that of the siblings, plus `seq` per aggregate. */
export const communicationEvent = z.object({
  eventId: z.string().min(1),
  eventType: z.enum(names),
  version: z.literal('1.0'),
  timestamp: z.iso.datetime({ precision: 3 }),
  producer: z.literal(PRODUCER),
  seq: z.int().positive(),
  payload: z.record(z.string(), z.unknown()),
});

export type CommunicationEvent = z.infer<typeof communicationEvent>;

/** An event of the outbox as siblings read it. */
export function toEnvelope(event: OutboxEvent): CommunicationEvent {
  return {
    eventId: event.id,
    eventType: event.type,
    version: '1.0',
    timestamp: event.at,
    producer: PRODUCER,
    seq: event.seq,
    payload: event.payload,
  };
}

/**
 * The bytes that every transport carries.
 *
 * @returns JSON text; undefined when the event breaks its own contract or cannot be written as JSON
 */
export function encodeEvent(event: OutboxEvent): string | undefined {
  try {
    const text = JSON.stringify(communicationEvent.parse(toEnvelope(event)));
    return Buffer.byteLength(text) <= MAX_EVENT_BYTES ? text : undefined;
  } catch {
    return undefined;
  }
}
