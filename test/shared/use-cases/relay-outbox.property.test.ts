import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutboxEvent } from '../../../shared/domain/events.ts';
import type { EventPublisher } from '../../../shared/domain/ports.ts';
import { relayOutbox } from '../../../shared/use-cases/relay-outbox.ts';
import { createFakeLeases, createFakeOutbox, type FakeOutbox } from '../../support/fake-outbox.ts';
import { anOutboxEvent } from '../../support/outbox-events.ts';

const NOW = '2025-03-01T10:00:00.000Z';
const AGGREGATES = ['em_a', 'em_b', 'em_c'];

/** A stream of decisions that fast-check shrinks: true while the fault happens. */
type Chance = () => boolean;

function chances(bits: boolean[]): Chance {
  let used = 0;
  return () => bits[used++] ?? false;
}

/** The broker's log is what consumers see; acks get lost, whole batches fail, order per aggregate is kept. */
function flakyPublisher(log: OutboxEvent[], fails: Chance): EventPublisher {
  return {
    publish: (events) => {
      const stopped = new Set<string>();
      const acks = events.map((event) => {
        const { id } = event.aggregate;
        if (stopped.has(id)) return false;
        const lost = fails();
        const arrived = !lost || fails();
        if (arrived) log.push(event);
        if (lost) stopped.add(id);
        return !lost;
      });
      return fails() ? Promise.reject(new Error('ack lost')) : Promise.resolve(acks);
    },
  };
}

function flakyOutbox(outbox: FakeOutbox, fails: Chance): FakeOutbox {
  return {
    ...outbox,
    readShard: async (...query) => {
      const page = await outbox.readShard(...query);
      return { ...page, items: page.items.filter(() => !fails()) };
    },
    deleteRows: async (rows) => {
      const left = rows.filter(() => fails());
      await outbox.deleteRows(rows.filter((row) => !left.includes(row)));
      if (left.length > 0) throw new Error('died');
    },
  };
}

/** Leases are not shared: every relay believes that it holds the shard. */
function relayOver(outbox: FakeOutbox, log: OutboxEvent[], fails: Chance, owner = 'a') {
  const deps = {
    outbox: flakyOutbox(outbox, fails),
    publisher: flakyPublisher(log, fails),
    leases: createFakeLeases(),
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    owner,
    metrics: { count: () => undefined },
    remainingMs: () => 60_000,
  };
  return relayOutbox(deps, [0]).catch(() => undefined);
}

/** Sequence numbers of one aggregate as a consumer keeps them: each event id once, at its first arrival. */
function firstArrivals(log: OutboxEvent[], aggregate: string): number[] {
  const events = log.filter((event) => event.aggregate.id === aggregate);
  return [...new Map(events.map((event) => [event.id, event.seq])).values()];
}

const writes = fc.array(fc.record({ aggregate: fc.constantFrom(...AGGREGATES), thenRelay: fc.boolean() }), {
  maxLength: 25,
});
const faults = fc.array(fc.boolean(), { maxLength: 80 });

/** Writes the next event of each aggregate in turn, and relays in between; the last run meets no fault. */
async function play(
  script: { aggregate: string; thenRelay: boolean }[],
  relay: (outbox: FakeOutbox, log: OutboxEvent[]) => Promise<unknown>,
) {
  const outbox = createFakeOutbox();
  const log: OutboxEvent[] = [];
  const seqs = new Map<string, number>();
  for (const { aggregate, thenRelay } of script) {
    const seq = (seqs.get(aggregate) ?? 0) + 1;
    seqs.set(aggregate, seq);
    outbox.add(0, anOutboxEvent(aggregate, seq));
    if (thenRelay) await relay(outbox, log);
  }
  await relayOver(outbox, log, () => false);
  return { outbox, log, seqs };
}

function expectAllInOrder({ outbox, log, seqs }: Awaited<ReturnType<typeof play>>): void {
  expect(outbox.rows()).toEqual([]);
  for (const aggregate of AGGREGATES) {
    const written = Array.from({ length: seqs.get(aggregate) ?? 0 }, (_, index) => index + 1);
    expect(firstArrivals(log, aggregate)).toEqual(written);
  }
}

describe('FAULTS 21, 22, 51: the relay loses nothing and keeps the order of every aggregate', () => {
  it('whatever fails and whatever its queries miss', async () => {
    await fc.assert(
      fc.asyncProperty(writes, faults, async (script, bits) => {
        const fails = chances(bits);
        expectAllInOrder(await play(script, (outbox, log) => relayOver(outbox, log, fails)));
      }),
      { numRuns: 300 },
    );
  });

  it('when two relays believe that they hold the shard', async () => {
    await fc.assert(
      fc.asyncProperty(writes, faults, fc.scheduler(), async (script, bits, scheduler) => {
        const fails = chances(bits);
        const interleaved = (outbox: FakeOutbox): FakeOutbox => ({
          ...outbox,
          readShard: (...query) =>
            scheduler.schedule(Promise.resolve()).then(() => outbox.readShard(...query)),
          isOwed: (...row) => scheduler.schedule(Promise.resolve()).then(() => outbox.isOwed(...row)),
          deleteRows: async (rows) => {
            for (const row of rows) {
              await scheduler.schedule(Promise.resolve());
              await outbox.deleteRows([row]);
            }
          },
        });
        const both = async (outbox: FakeOutbox, log: OutboxEvent[]) => {
          const runs = ['a', 'b'].map((owner) => relayOver(interleaved(outbox), log, fails, owner));
          await scheduler.waitFor(Promise.all(runs));
        };
        expectAllInOrder(await play(script, both));
      }),
      { numRuns: 200 },
    );
  });
});
