import type { Clock, EventPublisher, Metrics } from '../domain/ports.ts';
import type { Leases } from '../domain/stores/leases.ts';
import type { Outbox, OutboxRow } from '../domain/stores/outbox.ts';
import type { OutboxEvent } from '../domain/events.ts';
import { plus, type Instant } from '../domain/time.ts';

export interface RelayOutboxDeps {
  outbox: Pick<Outbox, 'readShard' | 'isOwed' | 'deleteRows'>;
  publisher: EventPublisher;
  leases: Leases;
  clock: Clock;
  /** Who holds the leases: unique to this run. */
  owner: string;
  metrics: Pick<Metrics, 'count'>;
  /** Milliseconds until the run is killed. */
  remainingMs: () => number;
}

/** Rows of one run: published and deleted; held back behind their own aggregate; ready but not acknowledged. */
export interface RelayResult {
  published: number;
  blocked: number;
  owed: number;
}

const PAGE_ROWS = 100;
/** A page is begun only with this much time left: a half-open broker takes 8 s of it. */
const PAGE_MS = 12_000;
/** Longer than a page, shorter than the sweep's minute, so that a dead relay's shard waits for one sweep at most. */
const LEASE_MS = 45_000;

/**
 * Publishes what the outbox holds and deletes it after the ack (DESIGN §8).
 *
 * 1. Take the lease of each shard that owes something; one that another relay works on is skipped.
 * 2. Read its rows page by page, past aggregates that are blocked.
 * 3. Choose what may be published: per aggregate in order, nothing before its predecessor is gone.
 * 4. Publish, delete what was acknowledged, renew the lease in time.
 *
 * A shard ends early when nothing of a page was acknowledged, the lease is lost or time runs short.
 *
 * @param shards the shards to work on, side by side
 * @returns counts over all shards; rows on pages that were not reached are in none of them
 * @throws AggregateError after all shards have ended, when a store failed for some of them
 */
export async function relayOutbox(deps: RelayOutboxDeps, shards: number[]): Promise<RelayResult> {
  const total: RelayResult = { published: 0, blocked: 0, owed: 0 };
  const runs = await Promise.allSettled(shards.map((shard) => relayShard(deps, shard, total)));
  deps.metrics.count('outbox_published', total.published);
  deps.metrics.count('outbox_held_back', total.blocked);
  deps.metrics.count('outbox_unacknowledged', total.owed);
  const faults = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason as unknown] : []));
  if (faults.length > 0)
    throw new AggregateError(faults, `the outbox could not be relayed in ${faults.length} shards`);
  return total;
}

async function relayShard(deps: RelayOutboxDeps, shard: number, total: RelayResult): Promise<void> {
  const { outbox, leases, owner } = deps;
  // Most shards owe nothing most of the time: a look costs less than a lease.
  if ((await outbox.readShard(shard, 1)).items.length === 0) return;
  const lease = `relay-${shard}`;
  const hold = holderOf(deps, lease);
  const acknowledged: Acknowledged = new Map();
  let next: string | undefined;
  try {
    while (deps.remainingMs() >= PAGE_MS && (await hold())) {
      const page = await outbox.readShard(shard, PAGE_ROWS, next);
      const goesOn = await relayPage(deps, page.items, { total, acknowledged });
      next = page.next;
      if (!goesOn || next === undefined) return;
    }
  } finally {
    await leases.release(lease, owner);
  }
}

/** Takes a lease, and renews it only once so much of it is gone that the next page might outlast it. */
function holderOf({ leases, clock, owner }: RelayOutboxDeps, lease: string): () => Promise<boolean> {
  let renewAt: Instant | undefined;
  return async () => {
    const now = clock.now();
    if (renewAt !== undefined && now < renewAt) return true;
    renewAt = plus(now, LEASE_MS - PAGE_MS);
    return leases.acquire(lease, owner, now, plus(now, LEASE_MS));
  };
}

/** The last number of each aggregate that this run has seen acknowledged: what follows it need not look for it. */
type Acknowledged = Map<string, number>;

/** Returns whether the publisher is worth another page. */
async function relayPage(
  deps: RelayOutboxDeps,
  rows: OutboxRow[],
  { total, acknowledged }: { total: RelayResult; acknowledged: Acknowledged },
): Promise<boolean> {
  const { outbox, publisher } = deps;
  const groups = Map.groupBy(rows, (row) => row.aggregate).values();
  const ready = (await Promise.all([...groups].map((group) => readyRows(deps, group, acknowledged)))).flat();
  total.blocked += rows.length - ready.length;
  if (ready.length === 0) return true;
  const acks = await publish(
    publisher,
    ready.map((row) => row.event),
  );
  const acked = ready.filter((_row, index) => acks[index]);
  total.owed += ready.length - acked.length;
  await outbox.deleteRows(acked);
  for (const { aggregate, seq } of acked) acknowledged.set(aggregate, seq);
  total.published += acked.length;
  return acked.length > 0;
}

type ReadableRow = OutboxRow & { event: OutboxEvent };

/**
 * The rows of one aggregate that may go now: up to the first that cannot be read or whose predecessor still waits
 * elsewhere. A query is no snapshot: a predecessor that is not right before its successor is looked for.
 */
async function readyRows(
  { outbox, metrics }: RelayOutboxDeps,
  rows: OutboxRow[],
  acknowledged: Acknowledged,
): Promise<ReadableRow[]> {
  const ready: ReadableRow[] = [];
  for (const row of rows) {
    if (!isReadable(row)) {
      metrics.count('outbox_unreadable');
      return ready;
    }
    const before = ready.at(-1)?.seq ?? acknowledged.get(row.aggregate);
    const follows = row.seq === 1 || before === row.seq - 1;
    if (!follows && (await outbox.isOwed(row.shard, row.aggregate, row.seq - 1))) return ready;
    ready.push(row);
  }
  return ready;
}

function isReadable(row: OutboxRow): row is ReadableRow {
  return row.event !== undefined;
}

/** A publisher that throws has acknowledged nothing: the rows stay and are published again. */
async function publish(publisher: EventPublisher, events: OutboxEvent[]): Promise<boolean[]> {
  try {
    return await publisher.publish(events);
  } catch {
    return [];
  }
}
