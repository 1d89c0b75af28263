import { EventEmitter, once } from 'node:events';

import { Kafka, logLevel } from 'kafkajs';

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
  const ends = (await admin.fetchTopicOffsets(topic)).filter(({ high }) => Number(high) > 0);
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
