import { MINUTE_MS, plus, type Instant } from '../../shared/domain/time.ts';
import type { Random } from './random.ts';
import { envelope, type Message, type Topic } from './topics.ts';

/** Writes events as the sibling services do: late, by some minutes, and with ids of their own. */
export interface Producer {
  /** All that was written, in order. */
  readonly messages: Message[];
  /** When the creation of each request reaches the service first. */
  readonly createdAt: Map<number, Instant>;
  send(
    when: Instant,
    topic: Topic,
    event: { key: number; eventType: string; payload: object; timestamp?: Instant },
  ): void;
  create(
    when: Instant,
    request: { id: number; therapist: number; patient: number; timestamp?: Instant },
  ): void;
  status(when: Instant, id: number, new_status: string): void;
}

/** Producers that have written nothing yet. */
export function createProducer(random: Random): Producer {
  const messages: Message[] = [];
  const createdAt = new Map<number, Instant>();
  const producer: Producer = {
    messages,
    createdAt,

    send(when, topic, { key, eventType, payload, timestamp = plus(when, -random.below(30) * MINUTE_MS) }) {
      const eventId = `event-${messages.length + 1}`;
      messages.push({ at: when, topic, key, value: envelope({ eventId, eventType, timestamp, payload }) });
    },
    create(when, { id, therapist, patient, timestamp }) {
      createdAt.set(id, createdAt.get(id) ?? when);
      producer.send(when, 'matching-events', {
        key: id,
        eventType: 'match.created',
        payload: { match_id: id, patient_id: patient, therapist_id: therapist, match_data: { score: 0.5 } },
        ...(timestamp !== undefined && { timestamp }),
      });
    },
    status(when, id, new_status) {
      producer.send(when, 'matching-events', {
        key: id,
        eventType: 'match.status_changed',
        payload: { match_id: id, old_status: 'offen', new_status },
      });
    },
  };
  return producer;
}
