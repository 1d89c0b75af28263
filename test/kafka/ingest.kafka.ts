import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { envelope } from '../../local/demo/topics.ts';
import { dumpTables, type Item } from '../../local/dump.ts';
import { startEngine, type Engine } from '../../local/engine.ts';
import { startBroker, type Broker } from '../../local/kafka/broker.ts';
import { pollTopics, type TopicPoller } from '../../local/kafka/poller.ts';
import { eventually } from '../../local/stack/eventually.ts';
import { readTopic, untilGroupIsAtEnd } from '../support/topic-log.ts';

const TOPIC = 'matching-events';
const START = '2026-11-23T08:00:00.000Z';
const [REQUESTS, THERAPISTS] = [1200, 60];
const PATIENCE_MS = 300_000;

let broker: Broker;
let engine: Engine;

beforeAll(async () => {
  broker = await startBroker();
  await broker.createTopics({ [TOPIC]: 3 });
  engine = await startEngine({
    start: START,
    samples: {
      therapist: (id) => ({ anrede: 'Frau', vorname: 'Erika', nachname: `Musterfrau-${id}` }),
      patient: (id) => ({ startdatum: `2026-0${1 + (id % 9)}-01` }),
    },
  });
});
afterAll(async () => {
  await engine.stop();
  await broker.stop();
});

interface Message {
  key: string;
  value: Buffer | null;
}

const POISON = [null, Buffer.alloc(0), Buffer.from('{'), Buffer.from([0xff, 0xfe]), Buffer.from('[]')];

/** The topic's story: each request is created, some are told of twice, some are closed, and poison lies in between. */
function story(): Message[] {
  return Array.from({ length: REQUESTS }, (_, index) => index + 1).flatMap((id) => {
    const about = (eventType: string, payload: object): Message => ({
      key: String(id),
      value: envelope({ eventId: `${eventType}-${id}`, eventType, timestamp: START, payload }),
    });
    const created = about('match.created', {
      match_id: id,
      patient_id: id,
      therapist_id: 1 + (id % THERAPISTS),
    });
    const closed = about('match.status_changed', {
      match_id: id,
      old_status: 'offen',
      new_status: 'abgelehnt',
    });
    return [
      created,
      ...(id % 7 === 0 ? [created] : []),
      ...(isClosed(id) ? [closed] : []),
      ...(id % 40 === 0 ? [{ key: String(id), value: POISON[(id / 40) % POISON.length] ?? null }] : []),
    ];
  });
}

const isClosed = (id: number) => id % 11 === 0;

/** A producer that gives up soon, as those of the siblings do; what it was not told to be there it writes again. */
async function connectProducer(): Promise<Producer> {
  const producer = new Kafka({
    brokers: [broker.address],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
  }).producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}

/** @returns whether the broker said that all of it is there */
async function produce(messages: Message[]): Promise<boolean> {
  let producer: Producer | undefined;
  try {
    producer = await connectProducer();
    await producer.send({ topic: TOPIC, acks: -1, messages });
    return true;
  } catch {
    return false;
  } finally {
    await producer?.disconnect().catch(() => undefined);
  }
}

/** Writes them again until the broker says that they are there: some are there several times then. */
async function deliver(messages: Message[] = []): Promise<void> {
  await eventually('the broker takes what is produced', () => produce(messages), PATIENCE_MS);
}

const startPoller = (groupPrefix: string): Promise<TopicPoller> =>
  pollTopics({
    brokers: [broker.address],
    topics: [{ topic: TOPIC, functionName: 'communication-local-matching-events' }],
    groupPrefix,
    invoke: engine.invoke,
    onFailure: () => undefined,
  });

/** Everything in the tables; how often a record was parked is no difference. */
async function tablesNow(): Promise<Record<string, Item[]>> {
  const dump = await dumpTables(engine.client, engine.tables);
  const runtime = dump.runtime.map(({ version, ...item }) =>
    item['pk'] === 'parked' ? item : { ...item, version },
  );
  return { ...dump, runtime };
}

describe('matching events from a real Kafka', () => {
  it(
    'FAULTS 13, 17, 20: make each request once while the broker is killed, frozen and restarted, and change nothing when read again from the beginning',
    async () => {
      const messages = story();
      const share = Math.ceil(messages.length / 4);
      const parts = [0, 1, 2, 3].map((part) => messages.slice(part * share, (part + 1) * share));
      const poller = await startPoller('first');

      await deliver(parts[0]);
      await broker.kill();
      expect(await produce(parts[1] ?? [])).toBe(false);
      await broker.start();
      await deliver(parts[1]);
      broker.freeze();
      expect(await produce(parts[2] ?? [])).toBe(false);
      broker.thaw();
      await deliver(parts[2]);
      await broker.kill();
      await broker.start();
      await deliver(parts[3]);
      await untilGroupIsAtEnd(broker.address, `first-${TOPIC}`, TOPIC, PATIENCE_MS);
      await poller.stop();

      const tables = await tablesNow();
      const { contacts = [], runtime = [] } = tables;
      const parked = runtime.filter(({ pk }) => pk === 'parked');
      const requests = contacts.filter(({ sk }) => sk === 'request');
      const pooled = contacts.filter(({ sk }) => String(sk).startsWith('pool#'));
      expect(requests.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: REQUESTS }, (_, index) => index + 1),
      );
      const open = requests.filter(({ id }) => !isClosed(Number(id)));
      expect(requests.filter(({ place }) => place === 'pending')).toEqual(open);
      expect(requests.filter(({ place }) => place === 'closed')).toHaveLength(REQUESTS - open.length);
      expect(pooled.map((item) => Number(item['request_id'])).sort()).toEqual(
        open.map(({ id }) => Number(id)).sort(),
      );
      const poison = (await readTopic(broker.address, TOPIC)).filter(
        ({ value }) => !value.includes('match.'),
      );
      expect(parked.map(({ partition, offset }) => `${Number(partition)}-${Number(offset)}`).sort()).toEqual(
        poison.map(({ partition, offset }) => `${partition}-${offset}`).sort(),
      );

      const again = await startPoller('again');
      await untilGroupIsAtEnd(broker.address, `again-${TOPIC}`, TOPIC, PATIENCE_MS);
      await again.stop();
      expect(await tablesNow()).toEqual(tables);
    },
    PATIENCE_MS,
  );
});
