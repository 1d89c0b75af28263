import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import type { PostedEvent } from '../console/console-engine.ts';
import type { Engine } from '../engine.ts';
import type { BusEntry } from '../eventbridge-double.ts';
import { pollTopics } from '../kafka/poller.ts';
import { toTopicMessage } from '../kafka/sibling-topics.ts';

/** Kafka beside an engine whose template has topics. */
export interface Topics {
  /** What came and went since the engine started, oldest first. */
  readonly seen: readonly BusEntry[];
  /** Writes events to the topics that they belong to. */
  publish(events: PostedEvent[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Connects an engine to the brokers of its configuration: records go to the functions that the template names.
 *
 * @param onFailure is told of a batch that has to come again
 * @throws Error when the brokers do not answer or lack a topic
 */
export async function openTopics(engine: Engine, onFailure: (functionName: string) => void): Promise<Topics> {
  const brokers = (engine.runtime.config.KAFKA_BROKERS ?? '').split(',');
  const kafka = new Kafka({
    clientId: 'local-engine',
    brokers,
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
  });
  const seen: BusEntry[] = [];
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const poller = await pollTopics({
    brokers,
    topics: engine.template.topics,
    groupPrefix: 'communication-local',
    invoke: engine.invoke,
    onFailure,
  });
  const listener = kafka.consumer({ groupId: `local-console-${randomUUID()}` });
  await listener.connect();
  await listener.subscribe({
    topics: [COMMUNICATION_TOPIC, ...engine.template.topics.map(({ topic }) => topic)],
  });
  await listener.run({
    eachMessage({ topic, message }) {
      seen.push({ EventBusName: topic, ...described(message.value?.toString() ?? '') });
      return Promise.resolve();
    },
  });

  return {
    seen,
    async publish(events) {
      const topicMessages = events.map((event) => toMessage(event, engine.clock.now()));
      await producer.sendBatch({ acks: -1, topicMessages });
    },
    async stop() {
      await Promise.all([poller.stop(), listener.disconnect(), producer.disconnect()]);
    },
  };
}

/** A record as the console shows the entries of a bus; its source and type stand in its envelope. */
function described(text: string): BusEntry {
  try {
    const { producer, eventType, timestamp } = JSON.parse(text) as Record<string, string>;
    const at = Date.parse(timestamp ?? '') / 1000;
    return {
      Source: producer,
      DetailType: eventType,
      Detail: text,
      ...(!Number.isNaN(at) && { Time: at }),
    };
  } catch {
    return { Detail: JSON.stringify(text) };
  }
}

function toMessage({ detailType, detail }: PostedEvent, timestamp: string) {
  const envelope =
    'eventType' in detail
      ? detail
      : {
          eventId: randomUUID(),
          eventType: detailType,
          version: '1.0',
          timestamp,
          producer: 'local-console',
          payload: detail,
        };
  return toTopicMessage(detailType, JSON.stringify(envelope));
}
