import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBroker, type Broker } from '../../local/kafka/broker.ts';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import type { OutboxEvent } from '../../shared/domain/events.ts';
import { SHARDS } from '../../shared/domain/stores.ts';
import { createKafkaPublisher, type KafkaPublisher } from '../../shared/out/kafka-publisher.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createLeases } from '../../shared/store/leases.ts';
import { createOutbox } from '../../shared/store/outbox.ts';
import { createUnitOfWork } from '../../shared/store/transactions.ts';
import { relayOutbox, type RelayResult } from '../../shared/use-cases/relay-outbox.ts';
import { testTables } from '../support/engine.ts';
import { anOutboxEvent } from '../support/outbox-events.ts';
import { readTopic } from '../support/topic-log.ts';

const AGGREGATES = 500;
const EVENTS_EACH = 42;
/** So many of these transactions are under way at a time, each with an event of so many aggregates. */
const [WRITERS, AT_ONCE] = [4, 25];

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);
const LAMBDA_MS = 60_000;
const PATIENCE_MS = 300_000;

const db = testTables();
let broker: Broker;
const publishers: KafkaPublisher[] = [];

beforeAll(async () => {
  broker = await startBroker();
  await broker.createTopics({ [COMMUNICATION_TOPIC]: 6 });
});
afterAll(async () => {
  await Promise.all(publishers.map((publisher) => publisher.close()));
  await broker.stop();
});

/** A relay as a function of its own: its own connection, a new owner of leases in every run. */
function startRelay(name: string): () => Promise<RelayResult> {
  const publisher = createKafkaPublisher({ brokers: [broker.address] });
  publishers.push(publisher);
  const outbox = createOutbox(db.client, db.tables.outbox);
  const leases = createLeases(db.client, db.tables.runtime);
  let runs = 0;
  return () => {
    const until = performance.now() + LAMBDA_MS;
    const remainingMs = () => until - performance.now();
    const metrics = { count: () => undefined };
    const owner = `${name}-${++runs}`;
    return relayOutbox(
      { outbox, leases, publisher, clock: systemClock, metrics, owner, remainingMs },
      ALL_SHARDS,
    );
  };
}

/** Commits the events of all aggregates, `seq` by `seq`; returns what was committed. */
async function commitEvents(): Promise<OutboxEvent[]> {
  const store = createUnitOfWork(db.client, systemClock);
  const { addEvent } = createOutbox(db.client, db.tables.outbox);
  const committed: OutboxEvent[] = [];
  const ids = Array.from({ length: AGGREGATES }, (_, index) => `em_${String(index).padStart(5, '0')}`);
  async function write(first: number): Promise<void> {
    for (let seq = 1; seq <= EVENTS_EACH; seq++) {
      for (let from = first; from < AGGREGATES; from += WRITERS * AT_ONCE) {
        const events = ids.slice(from, from + AT_ONCE).map((id) => anOutboxEvent(id, seq));
        const commit = await store.commit(events.map(addEvent));
        if (!commit.ok) throw new Error(`not committed: ${commit.conflicts.join(', ')}`);
        committed.push(...events);
      }
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer * AT_ONCE)));
  return committed;
}

interface Ledger {
  eventId: string;
  key: string;
  seq: number;
}

async function ledger(): Promise<Ledger[]> {
  const records = await readTopic(broker.address, COMMUNICATION_TOPIC);
  return records.map(({ key, value }) => ({ key, ...(JSON.parse(value) as Omit<Ledger, 'key'>) }));
}

/** What a consumer keeps: every event at its first arrival. */
function firstArrivals(records: Ledger[]): Ledger[] {
  return [...new Map(records.toReversed().map((record) => [record.eventId, record])).values()].toReversed();
}

describe('the outbox on a real Kafka', () => {
  it(
    'FAULTS 20, 21: loses, invents and reorders nothing of 21,000 events, with two relays, a broker that is killed three times and frozen once',
    async () => {
      const [one, other] = [startRelay('one'), startRelay('other')];
      let committed: OutboxEvent[] | undefined;
      const writing = commitEvents().then((events) => (committed = events));
      let published = 0;
      const faults: string[] = [];
      const troubles = [
        { from: 3_000, kind: 'kill' },
        { from: 7_000, kind: 'freeze' },
        { from: 11_000, kind: 'kill' },
        { from: 15_000, kind: 'kill' },
      ];

      async function relayBoth(): Promise<RelayResult> {
        const [a, b] = await Promise.all([one(), other()]);
        return {
          published: a.published + b.published,
          blocked: a.blocked + b.blocked,
          owed: a.owed + b.owed,
        };
      }

      /** The broker fails while the relays are at work, and stays away for a run that can do nothing. */
      async function fail(kind: string): Promise<void> {
        const underWay = relayBoth();
        if (kind === 'kill') await broker.kill();
        else broker.freeze();
        published += (await underWay).published;
        const idle = await relayBoth();
        if (idle.published === 0) faults.push(kind);
        if (kind === 'kill') await broker.start();
        else broker.thaw();
      }

      for (;;) {
        const isLast = committed !== undefined;
        const run = await relayBoth();
        published += run.published;
        if (isLast && run.published + run.blocked + run.owed === 0) break;
        const [trouble] = troubles;
        if (trouble && published >= trouble.from) {
          troubles.shift();
          await fail(trouble.kind);
        }
      }
      await writing;

      expect(faults).toEqual(['kill', 'freeze', 'kill', 'kill']);
      const records = await ledger();
      const kept = firstArrivals(records);
      expect(committed).toHaveLength(AGGREGATES * EVENTS_EACH);
      expect(kept.map(({ eventId }) => eventId).sort()).toEqual(committed?.map(({ id }) => id).sort());
      const inOrder = Array.from({ length: EVENTS_EACH }, (_, index) => index + 1);
      for (const [key, events] of Map.groupBy(kept, (record) => record.key))
        expect({ key, seq: events.map(({ seq }) => seq) }).toEqual({ key, seq: inOrder });
      console.info(`${kept.length} events published, ${records.length - kept.length} of them more than once`);
    },
    PATIENCE_MS,
  );
});
