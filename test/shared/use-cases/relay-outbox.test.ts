import { describe, expect, it } from '@jest/globals';
import type { OutboxEvent } from '../../../shared/domain/events.ts';
import type { EventPublisher } from '../../../shared/domain/ports.ts';
import { MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { relayOutbox, type RelayOutboxDeps } from '../../../shared/use-cases/relay-outbox.ts';
import { createFakeLeases, createFakeOutbox } from '../../support/fake-outbox.ts';
import { anOutboxEvent } from '../../support/outbox-events.ts';

const NOW = '2025-03-01T10:00:00.000Z';
const SHARD = 3;

/** A relay over fakes, and what it published and counted. */
function relay(changes: Partial<RelayOutboxDeps> = {}) {
  const outbox = createFakeOutbox();
  const leases = createFakeLeases();
  const published: string[] = [];
  const counts = new Map<string, number>();
  const deps: RelayOutboxDeps = {
    outbox,
    leases,
    publisher: acknowledging(published),
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    owner: 'relay-a',
    metrics: { count: (name, value = 1) => counts.set(name, (counts.get(name) ?? 0) + value) },
    remainingMs: () => 60_000,
    ...changes,
  };
  return { outbox, leases, published, counts, deps, run: (shards = [SHARD]) => relayOutbox(deps, shards) };
}

function acknowledging(
  published: string[],
  takes: (event: OutboxEvent) => boolean = () => true,
): EventPublisher {
  return {
    publish: (events) => {
      published.push(...events.filter(takes).map((event) => event.id));
      return Promise.resolve(events.map(takes));
    },
  };
}

/** `n` events of as many emails. */
const crowd = (n: number) =>
  Array.from({ length: n }, (_, index) => anOutboxEvent(`em_${String(index).padStart(4, '0')}`, 1));

describe('relayOutbox', () => {
  it('publishes in order, deletes and lets the lease go', async () => {
    const { outbox, leases, published, counts, run } = relay();
    outbox.add(SHARD, anOutboxEvent('em_1', 2), anOutboxEvent('em_2', 1), anOutboxEvent('em_1', 1));
    expect(await run()).toEqual({ published: 3, blocked: 0, owed: 0 });
    expect(published).toEqual(['ev_em_1_1', 'ev_em_1_2', 'ev_em_2_1']);
    expect(outbox.rows()).toEqual([]);
    expect(leases.held.size).toBe(0);
    expect(counts.get('outbox_published')).toBe(3);
  });

  it('works through all pages of all its shards, and of no other', async () => {
    const { outbox, run } = relay();
    outbox.add(1, ...crowd(250));
    outbox.add(2, anOutboxEvent('em_x', 1));
    outbox.add(5, anOutboxEvent('em_y', 1));
    expect(await run([1, 2])).toEqual({ published: 251, blocked: 0, owed: 0 });
    expect(outbox.rows().map((row) => row.shard)).toEqual([5]);
  });

  it('keeps the order over the border of a page', async () => {
    const { outbox, published, run } = relay();
    const events = Array.from({ length: 150 }, (_, index) => anOutboxEvent('em_1', index + 1));
    outbox.add(SHARD, ...events);
    expect(await run()).toMatchObject({ published: 150 });
    expect(published).toEqual(events.map((event) => event.id));
  });

  it('goes on where an earlier run stopped', async () => {
    const { outbox, published, run } = relay();
    outbox.add(SHARD, anOutboxEvent('em_1', 7));
    expect(await run()).toEqual({ published: 1, blocked: 0, owed: 0 });
    expect(published).toEqual(['ev_em_1_7']);
  });

  it('FAULTS 51: holds an event back whose predecessor the query did not show', async () => {
    const { outbox, published, run } = relay();
    outbox.add(
      SHARD,
      anOutboxEvent('em_1', 1),
      anOutboxEvent('em_1', 2),
      anOutboxEvent('em_1', 3),
      anOutboxEvent('em_2', 1),
    );
    outbox.hides = (row) => row.aggregate === 'email#em_1' && row.seq === 1;
    expect(await run()).toEqual({ published: 1, blocked: 2, owed: 0 });
    outbox.hides = () => false;
    expect(await run()).toEqual({ published: 3, blocked: 0, owed: 0 });
    expect(published).toEqual(['ev_em_2_1', 'ev_em_1_1', 'ev_em_1_2', 'ev_em_1_3']);
  });

  it('FAULTS 51: holds an event back behind a gap inside its page', async () => {
    const { outbox, published, run } = relay();
    outbox.add(SHARD, anOutboxEvent('em_1', 1), anOutboxEvent('em_1', 2), anOutboxEvent('em_1', 3));
    outbox.hides = (row) => row.seq === 2;
    expect(await run()).toEqual({ published: 1, blocked: 1, owed: 0 });
    expect(published).toEqual(['ev_em_1_1']);
  });

  it('FAULTS 22, 51: pages on past blocked aggregates and counts what nobody can read', async () => {
    const { outbox, published, counts, run } = relay();
    for (let seq = 1; seq <= 120; seq++) outbox.addUnreadable(SHARD, 'email#em_0', seq);
    outbox.add(SHARD, anOutboxEvent('em_0', 121), anOutboxEvent('em_1', 1));
    expect(await run()).toEqual({ published: 1, blocked: 121, owed: 0 });
    expect(published).toEqual(['ev_em_1_1']);
    expect(counts.get('outbox_unreadable')).toBeGreaterThan(0);
    expect(counts.get('outbox_held_back')).toBe(121);
  });

  it('publishes what stands before an unreadable row', async () => {
    const { outbox, published, run } = relay();
    outbox.add(SHARD, anOutboxEvent('em_1', 1), anOutboxEvent('em_1', 3));
    outbox.addUnreadable(SHARD, 'email#em_1', 2);
    expect(await run()).toEqual({ published: 1, blocked: 2, owed: 0 });
    expect(published).toEqual(['ev_em_1_1']);
  });

  it('stops the aggregate that was not acknowledged, and no other', async () => {
    const published: string[] = [];
    const { outbox, run } = relay({
      publisher: acknowledging(published, (event) => event.aggregate.id !== 'em_0000'),
    });
    outbox.add(SHARD, ...crowd(120), anOutboxEvent('em_0000', 2));
    expect(await run()).toEqual({ published: 119, blocked: 0, owed: 2 });
    expect(outbox.rows().map((row) => row.event?.id)).toEqual(['ev_em_0000_1', 'ev_em_0000_2']);
  });

  it.each<[string, EventPublisher]>([
    ['throws', { publish: () => Promise.reject(new Error('down')) }],
    ['acknowledges nothing', { publish: (events) => Promise.resolve(events.map(() => false)) }],
    ['answers nothing', { publish: () => Promise.resolve([]) }],
  ])('ends after one page when the publisher %s, and keeps all', async (_what, publisher) => {
    const { outbox, leases, counts, run } = relay({ publisher });
    outbox.add(SHARD, ...crowd(250));
    expect(await run()).toEqual({ published: 0, blocked: 0, owed: 100 });
    expect(outbox.rows()).toHaveLength(250);
    expect(counts.get('outbox_unacknowledged')).toBe(100);
    expect(leases.held.size).toBe(0);
  });

  describe('FAULTS 21', () => {
    it('leaves a shard alone that another relay works on', async () => {
      const { outbox, leases, published, run } = relay();
      outbox.add(1, anOutboxEvent('em_1', 1));
      outbox.add(2, anOutboxEvent('em_2', 1));
      leases.held.set('relay-1', { owner: 'relay-b', until: '2025-03-01T10:00:01.000Z' });
      expect(await run([1, 2])).toEqual({ published: 1, blocked: 0, owed: 0 });
      expect(published).toEqual(['ev_em_2_1']);
      expect(leases.held.get('relay-1')?.owner).toBe('relay-b');
    });

    it('takes over from a relay that died', async () => {
      const { outbox, leases, run } = relay();
      outbox.add(1, anOutboxEvent('em_1', 1));
      leases.held.set('relay-1', { owner: 'relay-b', until: NOW });
      expect(await run([1])).toMatchObject({ published: 1 });
    });

    it('stops between pages when its lease ran out meanwhile and another relay has it', async () => {
      const { outbox, leases, deps, run } = relay();
      outbox.add(SHARD, ...crowd(250));
      const { publisher } = deps;
      deps.publisher = {
        publish: (events) => {
          Object.assign(deps.clock, { now: () => plus(NOW, 2 * MINUTE_MS) });
          leases.held.set(`relay-${SHARD}`, { owner: 'relay-b', until: '2025-03-01T11:00:00.000Z' });
          return publisher.publish(events);
        },
      };
      expect(await run()).toMatchObject({ published: 100 });
      expect(leases.held.get(`relay-${SHARD}`)?.owner).toBe('relay-b');
    });

    it('publishes again with the same id what died between ack and delete', async () => {
      const { outbox, published, deps, run } = relay();
      outbox.add(SHARD, anOutboxEvent('em_1', 1), anOutboxEvent('em_1', 2));
      const { deleteRows } = outbox;
      deps.outbox = { ...outbox, deleteRows: () => Promise.reject(new Error('died')) };
      await expect(run()).rejects.toThrow('1 shards');
      deps.outbox = { ...outbox, deleteRows };
      expect(await run()).toMatchObject({ published: 2 });
      expect(published).toEqual(['ev_em_1_1', 'ev_em_1_2', 'ev_em_1_1', 'ev_em_1_2']);
    });
  });

  it('begins no page when time runs short', async () => {
    let remaining = 12_500;
    const { outbox, leases, run } = relay({ remainingMs: () => (remaining -= 500) });
    outbox.add(SHARD, ...crowd(250));
    expect(await run()).toMatchObject({ published: 100 });
    expect(leases.held.size).toBe(0);
  });

  it('works on the other shards before it reports the fault of one', async () => {
    const { outbox, published, deps, run } = relay();
    outbox.add(2, anOutboxEvent('em_2', 1));
    deps.outbox = {
      ...outbox,
      readShard: (shard, ...rest) =>
        shard === 1 ? Promise.reject(new Error('throttled')) : outbox.readShard(shard, ...rest),
    };
    await expect(run([1, 2])).rejects.toThrow(AggregateError);
    expect(published).toEqual(['ev_em_2_1']);
  });
});
