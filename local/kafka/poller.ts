import { Kafka, logLevel, type Batch, type KafkaMessage } from 'kafkajs';

/** Topic whose records go to a function. */
export interface PolledTopic {
  topic: string;
  functionName: string;
}

/** Stands where Lambda's event sources for Kafka stand. */
export interface TopicPoller {
  stop(): Promise<void>;
}

/** What a function answers that can name the records that have to come again. */
interface BatchAnswer {
  batchItemFailures?: { itemIdentifier: { partition: string; offset: number } }[];
}

/** How long a batch waits that has to come again. */
const RETRY_MS = 1000;

/**
 * Hands the records of topics to functions, from the beginning, partition by partition in order, at least once. A batch
 * whose function fails comes again, from the first record on that the function named, until it succeeds: nothing is
 * ever skipped. Every topic has a consumer group of its own, which keeps its place over restarts.
 *
 * @param invoke rejects when the function failed
 * @param onFailure is told of a batch that has to come again
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
export async function pollTopics(parts: {
  brokers: string[];
  topics: PolledTopic[];
  groupPrefix: string;
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  onFailure: (functionName: string) => void;
}): Promise<TopicPoller> {
  const kafka = new Kafka({
    clientId: 'event-source',
    brokers: parts.brokers,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: RETRY_MS, maxRetryTime: RETRY_MS, retries: Infinity },
  });
  const consumers = await Promise.all(parts.topics.map((source) => follow(source)));

  async function follow({ topic, functionName }: PolledTopic) {
    const consumer = kafka.consumer({ groupId: `${parts.groupPrefix}-${topic}`, sessionTimeout: 10_000 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      async eachBatch({ batch, resolveOffset, heartbeat }) {
        const failed = await deliver(batch, functionName);
        for (const { offset } of batch.messages) {
          if (failed === undefined || Number(offset) < failed) resolveOffset(offset);
        }
        await heartbeat();
        if (failed === undefined) return;
        parts.onFailure(functionName);
        throw new Error(`${functionName} has to be given offset ${failed} again`);
      },
    });
    return consumer;
  }

  /** @returns the first offset that has to come again */
  async function deliver(batch: Batch, functionName: string): Promise<number | undefined> {
    try {
      const answer = (await parts.invoke(functionName, toEvent(batch))) as BatchAnswer | undefined;
      const offsets = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier.offset);
      return offsets.length > 0 ? Math.min(...offsets) : undefined;
    } catch {
      return Number(batch.messages[0]?.offset);
    }
  }

  return {
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.disconnect()));
    },
  };
}

/** Lambda's event for a batch of one partition. */
function toEvent({ topic, partition, messages }: Batch) {
  const records = messages.map((message) => toRecord(message, { topic, partition }));
  return { eventSource: 'SelfManagedKafka', records: { [`${topic}-${partition}`]: records } };
}

function toRecord(message: KafkaMessage, place: { topic: string; partition: number }) {
  return {
    ...place,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    timestampType: 'CREATE_TIME',
    ...(message.key && { key: message.key.toString('base64') }),
    value: message.value?.toString('base64') ?? null,
    headers: [],
  };
}
