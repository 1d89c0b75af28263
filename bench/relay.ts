import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../local/clients.ts';
import { createTables, tableNames } from '../local/create-tables.ts';
import { startDynamoDb } from '../local/dynamodb-engine.ts';
import { randomAccount } from '../local/engine/backing-services.ts';
import { startBroker, type Broker } from '../local/kafka/broker.ts';
import { readServiceTemplate } from '../local/template/service-template.ts';
import { synthesizeLocalStage } from '../local/template/synthesize.ts';
import { COMMUNICATION_TOPIC } from '../shared/contracts/events/communication-event.ts';
import type { OutboxEvent } from '../shared/domain/events.ts';
import { SHARDS } from '../shared/domain/stores/queries.ts';
import { createKafkaPublisher } from '../shared/out/kafka-publisher.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { createLeases } from '../shared/store/leases.ts';
import { createOutbox } from '../shared/store/outbox.ts';
import { createUnitOfWork } from '../shared/store/transactions.ts';
import { relayOutbox } from '../shared/use-cases/relay-outbox.ts';
import { atLeast, atMost, exactly, type Measurement, type Progress } from './measurement.ts';
import { timed } from './timed.ts';

/** How many events are published in each way, so many times over. */
export interface RelayOptions {
  events: number;
  rounds: number;
}

const DEFAULTS: RelayOptions = { events: 10_000, rounds: 2 };

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);
const PAGE_ROWS = 100;
/** As many events an aggregate as an email has in its life. */
const EVENTS_EACH = 3;
/** So many are committed at a time. */
const AT_ONCE = 24;

/**
 * The relay beside a bare loop of the same queries, sends and deletions, and beside one that waits for every event
 * alone; all on a real Kafka. Then how soon a run ends whose broker is dead, and how soon the first event is published
 * once it is back.
 */
export async function relay(
  progress: Progress,
  { events, rounds }: RelayOptions = DEFAULTS,
): Promise<Measurement[]> {
  progress('starting Kafka');
  const broker = await startBroker();
  const dynamoDb = await startDynamoDb();
  const client = localDocumentClient(dynamoDb.endpoint, randomAccount());
  try {
    await broker.createTopics({ [COMMUNICATION_TOPIC]: 6 });
    const template = await readServiceTemplate(await synthesizeLocalStage());
    await createTables(client, template, { streams: false });
    const bench = createBench(broker, client, tableNames(template));
    const ms = { relay: 0, bare: 0, single: 0 };
    // The first round warms up everything that there is, and does not count.
    for (let round = 0; round <= rounds; round++) {
      progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}: ${events} events in each way`);
      for (const way of ['relay', 'bare', 'single'] as const) {
        const some = way === 'single' ? Math.ceil(events / 10) : events;
        await bench.fill(some);
        const spent = (await timed(bench[way])) / some;
        if (round > 0) ms[way] += spent;
        if ((await bench.left()) > 0) throw new Error(`${way} has left events behind`);
      }
    }
    const name = 'relay, on a real Kafka';
    const speed = { name, metric: 'speed as a share of a bare loop', value: ms.bare / ms.relay };
    const gain = { name, metric: 'speed beside one event at a time, ×', value: ms.single / ms.relay };
    return [atLeast(speed, 0.9), atLeast(gain, 2), ...(await outages(bench, broker, progress))];
  } finally {
    client.destroy();
    await dynamoDb.stop();
    await broker.stop();
  }
}

type Bench = ReturnType<typeof createBench>;

function createBench(
  broker: Broker,
  client: DynamoDBDocumentClient,
  tables: { outbox: string; runtime: string },
) {
  const outbox = createOutbox(client, tables.outbox);
  const store = createUnitOfWork(client, systemClock);
  const leases = createLeases(client, tables.runtime);
  const publisher = createKafkaPublisher({ brokers: [broker.address] });
  let made = 0;
  let runs = 0;

  const relayWith = (publisher: ReturnType<typeof createKafkaPublisher>) =>
    relayOutbox(
      {
        outbox,
        leases,
        publisher,
        clock: systemClock,
        metrics: { count: () => undefined },
        owner: `bench-${++runs}`,
        remainingMs: () => 60_000,
      },
      ALL_SHARDS,
    );

  /** The same calls as the relay makes, and nothing decided: what is read is sent, what was sent is deleted. */
  async function bareShard(shard: number): Promise<void> {
    for (;;) {
      const { items } = await outbox.readShard(shard, PAGE_ROWS);
      if (items.length === 0) return;
      await publisher.publish(items.flatMap(({ event }) => event ?? []));
      await outbox.deleteRows(items);
    }
  }

  async function singly(shard: number): Promise<void> {
    const { items } = await outbox.readShard(shard, PAGE_ROWS);
    for (const row of items) {
      if (row.event) await publisher.publish([row.event]);
      await outbox.deleteRows([row]);
    }
    if (items.length > 0) await singly(shard);
  }

  return {
    relayWith,
    relay: () => relayWith(publisher),
    bare: () => Promise.all(ALL_SHARDS.map(bareShard)),
    async single() {
      for (const shard of ALL_SHARDS) await singly(shard);
    },
    async fill(events: number): Promise<void> {
      for (let done = 0; done < events; done += AT_ONCE) {
        const first = made;
        made += Math.ceil(AT_ONCE / EVENTS_EACH);
        const writes = Array.from({ length: Math.min(AT_ONCE, events - done) }, (_, index) => {
          const id = `em_${String(first + Math.floor(index / EVENTS_EACH)).padStart(8, '0')}`;
          return outbox.addEvent(anEvent(id, 1 + (index % EVENTS_EACH)));
        });
        await store.commit(writes);
      }
    },
    /** Events that are still owed, as far as it matters here. */
    async left(): Promise<number> {
      const pages = await Promise.all(ALL_SHARDS.map((shard) => outbox.readShard(shard, 1)));
      return pages.reduce((sum, { items }) => sum + items.length, 0);
    },
  };
}

function anEvent(emailId: string, seq: number): OutboxEvent {
  return {
    id: `ev_${emailId}_${seq}`,
    type: 'communication.email_sent',
    aggregate: { kind: 'email', id: emailId },
    seq,
    at: systemClock.now(),
    payload: { email_id: emailId, therapist_id: seq, placement_request_ids: [seq], kind: 'batch_request' },
  };
}

/** Runs that find no broker, or one that does not answer, and the first that finds it again. */
async function outages(bench: Bench, broker: Broker, progress: Progress): Promise<Measurement[]> {
  progress('without a broker');
  const events = SHARDS * EVENTS_EACH;
  await bench.fill(events);
  const silent = await startSilentServer();
  try {
    await broker.kill();
    const refused = await timed(bench.relay);
    const halfOpen = createKafkaPublisher({ brokers: [silent.address] });
    const unanswered = await timed(() => bench.relayWith(halfOpen));
    await halfOpen.close();
    await broker.start();
    let published = 0;
    const back = await timed(async () => {
      while (published === 0) ({ published } = await bench.relay());
    });
    while ((await bench.left()) > 0) published += (await bench.relay()).published;
    const name = 'relay, broker away';
    return [
      atMost({ name, metric: 'seconds of a run, connection refused', value: refused / 1000 }, 2),
      atMost({ name, metric: 'seconds of a run, no answer', value: unanswered / 1000 }, 10),
      exactly({ name, metric: 'events that nobody was told of', value: events - published }, 0),
      atMost({ name, metric: 'seconds until the first run publishes, broker back', value: back / 1000 }, 2),
    ];
  } finally {
    silent.stop();
  }
}

/** A broker that takes connections and never says a word. */
async function startSilentServer(): Promise<{ address: string; stop(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
