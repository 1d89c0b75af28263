import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBroker, type Broker } from '../../local/kafka/broker.ts';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import { eventually } from '../../local/stack/eventually.ts';
import type { OutboxEvent } from '../../shared/domain/events.ts';
import type { EventPublisher } from '../../shared/domain/ports.ts';
import { SHARDS } from '../../shared/domain/stores/queries.ts';
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

const db = testTables({ streams: false });
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

/** What the relays have told Kafka so far, as it happens. */
const seen = { acknowledged: 0, refused: 0 };

/** A relay as a function of its own: its own connection, a new owner of leases in every run. */
function startRelay(name: string): () => Promise<RelayResult> {
  const kafka = createKafkaPublisher({ brokers: [broker.address] });
  publishers.push(kafka);
  const publisher: EventPublisher = {
    async publish(events) {
      const acks = await kafka.publish(events);
      const acknowledged = acks.filter(Boolean).length;
      seen.acknowledged += acknowledged;
      seen.refused += acks.length - acknowledged;
      return acks;
    },
  };
  const outbox = createOutbox(db.client, db.tables.outbox);
  const leases = createLeases(db.client, db.tables.runtime);
  let runs = 0;
  return () => {
    const until = performance.now() + LAMBDA_MS;
    const remainingMs = () => until - performance.now();
    const metrics = { count: () => undefined, gauge: () => undefined };
    const owner = `${name}-${++runs}`;
    return relayOutbox(
      { outbox, leases, publisher, clock: systemClock, metrics, owner, remainingMs },
      ALL_SHARDS,
    );
  };
}

/** Runs a relay again and again until nothing is owed any more of what `isWritten` says is all. */
async function relayUntilEmpty(relay: () => Promise<RelayResult>, isWritten: () => boolean): Promise<void> {
  for (;;) {
    const wasWritten = isWritten();
    const { published, blocked, owed } = await relay();
    if (wasWritten && published + blocked + owed === 0 && (await owesNothing())) return;
  }
}

async function owesNothing(): Promise<boolean> {
  const { readShard } = createOutbox(db.client, db.tables.outbox);
  const pages = await Promise.all(ALL_SHARDS.map((shard) => readShard(shard, 1)));
  return pages.every(({ items }) => items.length === 0);
}

/** The broker fails while the relays are at work, stays away while they try in vain, and comes back. */
async function failAt(acknowledged: number, kind: 'kill' | 'freeze'): Promise<void> {
  const waits = (what: string, isSo: () => boolean) =>
    eventually(what, () => Promise.resolve(isSo()), PATIENCE_MS);
  await waits(`${acknowledged} events are there`, () => seen.acknowledged >= acknowledged);
  const { refused } = seen;
  if (kind === 'kill') await broker.kill();
  else broker.freeze();
  await waits('the relays try in vain', () => seen.refused > refused);
  if (kind === 'kill') await broker.start();
  else broker.thaw();
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

/** What a consumer keeps that drops what it knows: every event at its first arrival, in the order of arrival. */
function firstArrivals(records: Ledger[]): Ledger[] {
  const arrived = new Set<string>();
  return records.filter(({ eventId }) => {
    const isNew = !arrived.has(eventId);
    arrived.add(eventId);
    return isNew;
  });
}

describe('the outbox on a real Kafka', () => {
  it(
    'FAULTS 20, 21: loses, invents and reorders nothing of 21,000 events, with two relays, a broker that is killed three times and frozen once',
    async () => {
      let committed: OutboxEvent[] | undefined;
      const isWritten = () => committed !== undefined;
      const relays = ['one', 'other'].map((name) => relayUntilEmpty(startRelay(name), isWritten));
      const writing = commitEvents().then((events) => (committed = events));
      await failAt(3_000, 'kill');
      await failAt(7_000, 'freeze');
      await failAt(11_000, 'kill');
      await failAt(15_000, 'kill');
      await Promise.all([writing, ...relays]);

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
