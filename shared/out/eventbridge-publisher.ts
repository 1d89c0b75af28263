import {
  PutEventsCommand,
  type EventBridgeClient,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { PRODUCER } from '../contracts/events/communication-event.ts';
import type { OutboxEvent } from '../domain/events.ts';
import type { EventPublisher } from '../domain/ports.ts';
import {
  createOrderRule,
  encodeInOrder,
  faultCode,
  type EncodedEvent,
  type OnFault,
} from './outgoing-events.ts';

/** Limits of one PutEvents call (Amazon EventBridge quotas: 10 entries, 256 KB), with room beside the details. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 250_000;

export interface EventBridgePublisherOptions {
  client: EventBridgeClient;
  busName: string;
  onFault?: OnFault;
}

/**
 * Publishes events to an EventBridge bus, where there is no Kafka (DESIGN §8). The bus keeps no order, consumers go
 * by `seq`. Never throws: what was not accepted is not acknowledged.
 */
export function createEventBridgePublisher(options: EventBridgePublisherOptions): EventPublisher {
  const { client, busName, onFault } = options;

  const put = async (chunk: EncodedEvent[]): Promise<PutEventsResultEntry[]> => {
    const Entries = chunk.map(({ event, text }) => ({
      EventBusName: busName,
      Source: PRODUCER,
      DetailType: event.type,
      Detail: text,
    }));
    return (await client.send(new PutEventsCommand({ Entries }))).Entries ?? [];
  };

  return {
    async publish(events) {
      const order = createOrderRule();
      const accepted = new Set<OutboxEvent>();
      const settle = (event: OutboxEvent, result: PutEventsResultEntry = {}): void => {
        if (!result.EventId) {
          onFault?.(result.ErrorCode ?? 'no_result');
          order.stop(event);
        } else if (!order.isStopped(event)) accepted.add(event);
      };
      try {
        for (const chunk of chunksOf(encodeInOrder(events, onFault))) {
          const due = chunk.filter(({ event }) => !order.isStopped(event));
          const results = due.length > 0 ? await put(due) : [];
          due.forEach(({ event }, index) => settle(event, results[index]));
        }
      } catch (error) {
        onFault?.(faultCode(error));
      }
      return events.map((event) => accepted.has(event));
    },
  };
}

/** In order, within the limits of one call. */
function chunksOf(events: EncodedEvent[]): EncodedEvent[][] {
  const chunks: EncodedEvent[][] = [];
  let bytes = 0;
  for (const encoded of events) {
    const size = Buffer.byteLength(encoded.text);
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < MAX_ENTRIES && bytes + size <= MAX_BYTES) {
      chunk.push(encoded);
      bytes += size;
    } else {
      chunks.push([encoded]);
      bytes = size;
    }
  }
  return chunks;
}
