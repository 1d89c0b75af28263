import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { toTopicMessage } from '../kafka/sibling-topics.ts';
import type { SiblingEvent } from './events.ts';
import type { DeployedStage } from './stage.ts';

/** More entries are refused in one call. */
const ENTRIES = 10;

/**
 * Publishes events where a deployed stage listens: on its bus, or in the topics of its brokers.
 *
 * @throws Error when one is not taken
 */
export async function publish(stage: DeployedStage, events: SiblingEvent[]): Promise<void> {
  if (stage.config.EVENT_TRANSPORT === 'kafka') await produce(stage, events);
  else await putOnBus(stage, events);
}

async function putOnBus({ local, config }: DeployedStage, events: SiblingEvent[]): Promise<void> {
  const client = new EventBridgeClient(local.client);
  for (let first = 0; first < events.length; first += ENTRIES) {
    const entries = events
      .slice(first, first + ENTRIES)
      .map((event) => ({ ...event, EventBusName: config.EVENT_BUS }));
    const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries: entries }));
    if (FailedEntryCount > 0)
      throw new Error(`the bus refused ${FailedEntryCount} of ${entries.length} events`);
  }
}

async function produce({ config }: DeployedStage, events: SiblingEvent[]): Promise<void> {
  const kafka = new Kafka({ brokers: (config.KAFKA_BROKERS ?? '').split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    const topicMessages = events.map(({ DetailType, Detail }) => toTopicMessage(DetailType, Detail));
    await producer.sendBatch({ acks: -1, topicMessages });
  } finally {
    await producer.disconnect();
  }
}
