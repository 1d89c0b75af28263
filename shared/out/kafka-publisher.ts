import { setTimeout } from 'node:timers/promises';
import { generateAuthToken } from 'aws-msk-iam-sasl-signer-js';
import { Kafka, logLevel, Partitioners, type KafkaConfig, type Producer } from 'kafkajs';
import { COMMUNICATION_TOPIC } from '../contracts/events/communication-event.ts';
import type { EventPublisher } from '../domain/ports.ts';
import { encodeInOrder, faultCode, type EncodedEvent, type OnFault } from './outgoing-events.ts';

/** A refused connection fails in under 2 s: the client's own retries would block for 14 s (CONTRACT §6). */
const PATIENCE = {
  connectionTimeout: 1000,
  requestTimeout: 3000,
  retry: { retries: 2, initialRetryTime: 50, maxRetryTime: 500 },
} as const;

/** A broker that accepts connections and answers nothing fails in this time, whatever the client still hopes for. */
const DEADLINE_MS = 8000;

/** How MSK knows the service, over TLS in each case: by the function's own role, or by user and password. */
export type KafkaAuth =
  | { kind: 'iam'; region: string }
  | { kind: 'scram'; credentials: () => Promise<{ username: string; password: string }> };

export interface KafkaPublisherOptions {
  brokers: string[];
  /** Without it the connection is plain. */
  auth?: KafkaAuth;
  onFault?: OnFault;
}

/** A publisher that holds a connection until it is closed. */
export type KafkaPublisher = EventPublisher & { close(): Promise<void> };

/**
 * Publishes events to the topic `communication-events`, keyed by the aggregate's id (DESIGN §8): acknowledged by all
 * replicas, one batch in flight, no topic created. Never throws: after any error the batch is not acknowledged, though
 * parts of it may have arrived, and the next call starts with a new producer.
 */
export function createKafkaPublisher({ brokers, auth, onFault }: KafkaPublisherOptions): KafkaPublisher {
  let current: Promise<Producer> | undefined;

  const connect = async (): Promise<Producer> => {
    const kafka = new Kafka({
      clientId: 'communication-service',
      brokers,
      logLevel: logLevel.NOTHING,
      ...PATIENCE,
      ...(auth && (await toConfig(auth))),
    });
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    try {
      await producer.connect();
    } catch (error) {
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  };

  const discard = (used: Promise<Producer>): Promise<void> => {
    if (current === used) current = undefined;
    return used.then((producer) => producer.disconnect()).catch(() => undefined);
  };

  const send = async (batch: EncodedEvent[]): Promise<boolean> => {
    const used = (current ??= connect());
    try {
      await withinDeadline(
        used.then((producer) =>
          producer.send({ topic: COMMUNICATION_TOPIC, acks: -1, messages: batch.map(toMessage) }),
        ),
      );
      return true;
    } catch (error) {
      onFault?.(faultCode(error));
      void discard(used);
      return false;
    }
  };

  return {
    async publish(events) {
      const batch = encodeInOrder(events, onFault);
      const sent = batch.length > 0 && (await send(batch));
      const encoded = new Set(batch.map(({ event }) => event));
      return events.map((event) => sent && encoded.has(event));
    },
    close: async () => {
      if (current) await discard(current);
    },
  };
}

/** The record of an event: all of one aggregate go to one partition; no headers. */
export function toMessage({ event, text }: EncodedEvent): { key: string; value: string } {
  return { key: event.aggregate.id, value: text };
}

/**
 * Tokens of the function's own role (AWS MSK IAM SASL Signer) are short-lived, and passwords are rotated: each new producer
 * asks anew.
 */
async function toConfig(auth: KafkaAuth): Promise<Pick<KafkaConfig, 'ssl' | 'sasl'>> {
  if (auth.kind === 'scram')
    return { ssl: true, sasl: { mechanism: 'scram-sha-512', ...(await auth.credentials()) } };
  const { region } = auth;
  const oauthBearerProvider = async () => ({ value: (await generateAuthToken({ region })).token });
  return { ssl: true, sasl: { mechanism: 'oauthbearer', oauthBearerProvider } };
}

class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

async function withinDeadline(work: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const deadline = setTimeout(DEADLINE_MS, undefined, { signal: stop.signal }).then(() => {
    throw new DeadlineExceeded();
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    stop.abort();
  }
}
