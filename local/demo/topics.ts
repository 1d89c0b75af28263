import type { Instant } from '../../shared/domain/time.ts';

const PARTITIONS = { 'matching-events': 3, 'therapist-events': 1, 'patient-events': 1 } as const;

export type Topic = keyof typeof PARTITIONS;

/** A message on its way to the service; `value` is null where a producer sent none. */
export interface Message {
  /** When the poller hands it over. */
  at: Instant;
  topic: Topic;
  /** Decides about the partition. */
  key: number;
  value: Buffer | null;
}

/** One invocation by Lambda's Kafka poller. */
export interface Poll {
  at: Instant;
  event: { eventSource: 'aws:kafka'; records: Record<string, KafkaRecord[]> };
}

interface KafkaRecord {
  topic: Topic;
  partition: number;
  offset: number;
  timestamp: number;
  timestampType: 'CREATE_TIME';
  value: string | null;
  headers: [];
}

/** Writes messages to their topics in the order given and reads them as the poller does: one event an instant. */
export function toPolls(messages: Message[]): Poll[] {
  const offsets = new Map<string, number>();
  const inOrder = messages.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const records = inOrder.map(({ at, topic, key, value }) => {
    const partition = key % PARTITIONS[topic];
    const name = `${topic}-${partition}`;
    const offset = offsets.get(name) ?? 0;
    offsets.set(name, offset + 1);
    const record: KafkaRecord = {
      topic,
      partition,
      offset,
      timestamp: Date.parse(at),
      timestampType: 'CREATE_TIME',
      value: value?.toString('base64') ?? null,
      headers: [],
    };
    return { at, name, record };
  });
  return [...Map.groupBy(records, (each) => each.at)].map(([at, group]) => {
    const byPartition = Map.groupBy(group, ({ name }) => name);
    const partitions = [...byPartition].map(
      ([name, list]) => [name, list.map(({ record }) => record)] as const,
    );
    return { at, event: { eventSource: 'aws:kafka', records: Object.fromEntries(partitions) } };
  });
}

/** The envelope of the sibling services; the event's own time comes without a zone, as they write it. */
export function envelope(event: {
  eventId: string;
  eventType: string;
  timestamp: Instant;
  payload: object;
  version?: string;
}): Buffer {
  const { timestamp, version = '1.0', ...rest } = event;
  const producer = `${event.eventType.split('.')[0] ?? ''}-service`;
  return Buffer.from(JSON.stringify({ ...rest, version, timestamp: timestamp.replace('Z', ''), producer }));
}
