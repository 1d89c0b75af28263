import type { OutboxEvent } from '../../shared/domain/events.ts';
import type { Leases } from '../../shared/domain/stores/leases.ts';
import type { Outbox, OutboxRow } from '../../shared/domain/stores/outbox.ts';

/** An outbox in memory. `hides` keeps rows out of queries, as a query that is no snapshot does; `isOwed` sees all. */
export interface FakeOutbox extends Pick<Outbox, 'readShard' | 'isOwed' | 'deleteRows'> {
  /** Rows in the order of their keys. */
  rows(): OutboxRow[];
  add(shard: number, ...events: OutboxEvent[]): void;
  /** A row that holds no event that anybody could read. */
  addUnreadable(shard: number, aggregate: string, seq: number): void;
  hides: (row: OutboxRow) => boolean;
}

export function createFakeOutbox(): FakeOutbox {
  const stored = new Map<string, OutboxRow>();
  const keyOf = (aggregate: string, seq: number) => `${aggregate}#${String(seq).padStart(10, '0')}`;
  const put = (row: Omit<OutboxRow, 'key'>) => {
    const key = keyOf(row.aggregate, row.seq);
    stored.set(`${row.shard}/${key}`, { ...row, key });
  };
  const rows = () => [...stored.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

  const outbox: FakeOutbox = {
    rows,
    add: (shard, ...events) =>
      events.forEach((event) =>
        put({ shard, aggregate: `${event.aggregate.kind}#${event.aggregate.id}`, seq: event.seq, event }),
      ),
    addUnreadable: (shard, aggregate, seq) => put({ shard, aggregate, seq }),
    hides: () => false,
    readShard: (shard, limit, next = '') => {
      const after = rows().filter((row) => row.shard === shard && row.key > next && !outbox.hides(row));
      const items = after.slice(0, limit);
      const last = items.at(-1);
      return Promise.resolve({ items, ...(after.length > limit && last && { next: last.key }) });
    },
    isOwed: (shard, aggregate, seq) => Promise.resolve(stored.has(`${shard}/${keyOf(aggregate, seq)}`)),
    deleteRows: (gone) => {
      for (const { shard, key } of gone) stored.delete(`${shard}/${key}`);
      return Promise.resolve();
    },
  };
  return outbox;
}

/** Leases in memory; `held` shows who holds what until when. */
export function createFakeLeases(): Leases & { held: Map<string, { owner: string; until: string }> } {
  const held = new Map<string, { owner: string; until: string }>();
  return {
    held,
    acquire: (name, owner, now, until) => {
      const lease = held.get(name);
      if (lease && lease.owner !== owner && lease.until > now) return Promise.resolve(false);
      held.set(name, { owner, until });
      return Promise.resolve(true);
    },
    release: (name, owner) => {
      if (held.get(name)?.owner === owner) held.delete(name);
      return Promise.resolve();
    },
  };
}
