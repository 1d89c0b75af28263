import { EventEmitter, once } from 'node:events';

import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '../../local/stack/eventually.ts';

/** A record of a topic as a consumer of its own reads it. */
export interface TopicRecord {
  key: string;
  partition: number;
  offset: number;
  value: string;
}

/**
 * Everything that a topic holds at this moment, from its beginning, each partition in order. It belongs to no group that
 * others know, so it moves nobody's place.
 */
export async function readTopic(broker: string, topic: string): Promise<TopicRecord[]> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = (await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => low !== high);
  await admin.disconnect();
  const missing = new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
  if (missing.size === 0) return [];

  const records: TopicRecord[] = [];
  const reader = new EventEmitter();
  const consumer = kafka.consumer({ groupId: `ledger-${topic}-${process.pid}-${performance.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const whole = once(reader, 'whole');
  await consumer.run({
    eachBatch({ batch: { partition, messages } }) {
      for (const { key, value, offset } of messages)
        records.push({ partition, offset: Number(offset), key: String(key), value: String(value) });
      if (Number(messages.at(-1)?.offset) + 1 >= (missing.get(partition) ?? 0)) missing.delete(partition);
      if (missing.size === 0) reader.emit('whole');
      return Promise.resolve();
    },
  });
  await whole;
  await consumer.disconnect();
  return records;
}

/** Waits until a consumer group has been handed everything that a topic holds. */
export async function untilGroupIsAtEnd(
  broker: string,
  groupId: string,
  topic: string,
  patienceMs?: number,
): Promise<void> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  async function isAtEnd(): Promise<boolean> {
    const ends = await admin.fetchTopicOffsets(topic);
    const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const reached = new Map(group?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    return ends.every(
      ({ partition, low, high }) => low === high || Number(high) <= (reached.get(partition) ?? 0),
    );
  }
  await eventually(`${groupId} has read everything`, isAtEnd, patienceMs);
  await admin.disconnect();
}
