import { z } from 'zod';
import type { IncomingRecord } from '../../domain/contact/incoming-event.ts';
import { EPOCH, toInstant, type Instant } from '../../domain/time.ts';
import { envelope } from './envelope.ts';

/** Kafka event source of Lambda (AWS Lambda guide, "Using Lambda with Amazon MSK"). */
const kafkaEvent = z.object({
  records: z.record(
    z.string(),
    z.array(
      z.object({
        topic: z.string(),
        partition: z.int().nonnegative(),
        offset: z.int().nonnegative(),
        timestamp: z.number().optional(),
        value: z.string().nullish(),
      }),
    ),
  ),
});

/** Event of an EventBridge rule (EventBridge guide, "Event structure"). */
const ruleEvent = z.object({
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  time: z.string(),
  detail: z.unknown(),
});

type KafkaEvent = z.infer<typeof kafkaEvent>;
type RuleEvent = z.infer<typeof ruleEvent>;

/**
 * Unwraps what invoked the function.
 *
 * @param event a batch of a Kafka event source, or the event of an EventBridge rule whose detail is our envelope or
 *   the bare payload
 * @returns the records, partition by partition, in the order of their offsets
 * @throws ZodError on anything else: the function is wired to something that it was not made for
 */
export function recordsOf(event: unknown): IncomingRecord[] {
  const batch = kafkaEvent.safeParse(event);
  return batch.success ? kafkaRecords(batch.data) : [ruleRecord(ruleEvent.parse(event))];
}

function kafkaRecords(batch: KafkaEvent): IncomingRecord[] {
  return Object.entries(batch.records).flatMap(([name, records]) =>
    records
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ topic, partition, offset, timestamp, value }) => ({
        itemIdentifier: { partition: name, offset },
        position: { topic, partition, offset, at: recordTime(timestamp) },
        bytes: Buffer.from(value ?? '', 'base64'),
      })),
  );
}

/** Producers set the time and may set nonsense (-1 is Kafka's "none"): that must not stop the batch. */
function recordTime(epochMs = 0): Instant {
  return epochMs > 0 && epochMs < YEAR_10000_MS ? toInstant(epochMs) : EPOCH;
}

const YEAR_10000_MS = Date.UTC(10_000, 0);

const TOPICS = new Map([
  ['match', 'matching-events'],
  ['therapist', 'therapist-events'],
  ['patient', 'patient-events'],
]);

/** EventBridge keeps no order and gives no position: time alone orders events. */
function ruleRecord(event: RuleEvent): IncomingRecord {
  const prefix = event['detail-type'].split('.')[0] ?? '';
  const content = isEnvelope(event.detail) ? event.detail : wrapped(event);
  const parsed = envelope.safeParse(content);
  return {
    position: {
      topic: TOPICS.get(prefix) ?? 'eventbridge',
      at: parsed.success ? parsed.data.timestamp : EPOCH,
    },
    bytes: Buffer.from(JSON.stringify(content)),
  };
}

function isEnvelope(detail: unknown): boolean {
  return typeof detail === 'object' && detail !== null && 'eventType' in detail;
}

function wrapped(event: RuleEvent) {
  const { id, source, time, detail } = event;
  return {
    eventId: id,
    eventType: event['detail-type'],
    version: 1,
    timestamp: time,
    producer: source,
    payload: detail,
  };
}
