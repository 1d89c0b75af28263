import type { AggregateName } from '../domain/stores/outbox.ts';
import type { OutboxEvent } from '../domain/events.ts';
import type { Outbox, OutboxRow } from '../domain/stores/outbox.ts';
import { SHARDS, type Page } from '../domain/stores/queries.ts';
import type { Instant } from '../domain/time.ts';

/** Why an aggregate's events do not go on: a row that holds no event, or one that no transport can carry. */
export type BlockReason = 'unreadable' | 'not_publishable';

/** An aggregate that one of its rows blocks. */
export interface BlockedAggregate extends AggregateName {
  reason: BlockReason;
  /** Number of the row. */
  seq: number;
}

export interface OutboxSurvey {
  /** Rows that wait for the relay. */
  owed: number;
  /** False when there are more rows than a survey looks at: everything here is true of those that it saw. */
  isComplete: boolean;
  /** When the oldest event that waits happened; absent when none waits that can be read. */
  oldestAt?: Instant;
  blocked: BlockedAggregate[];
}

interface SurveyDeps {
  outbox: Pick<Outbox, 'readShard'>;
  isPublishable(event: OutboxEvent): boolean;
}

const PAGE_ROWS = 100;
/** Of every shard: what a survey reads is bounded, however long Kafka is away. */
const MOST_PAGES = 10;

/** Looks at what the outbox owes: at most 1,000 rows of every shard. Costs a query a shard when nothing waits. */
export async function surveyOutbox(deps: SurveyDeps): Promise<OutboxSurvey> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => surveyShard(deps, shard)));
  const times = shards.flatMap(({ oldestAt }) => oldestAt ?? []).sort();
  const [oldestAt] = times;
  return {
    owed: shards.reduce((sum, { owed }) => sum + owed, 0),
    isComplete: shards.every(({ isComplete }) => isComplete),
    ...(oldestAt !== undefined && { oldestAt }),
    blocked: shards.flatMap(({ blocked }) => blocked),
  };
}

async function surveyShard({ outbox, isPublishable }: SurveyDeps, shard: number): Promise<OutboxSurvey> {
  const blocked = new Map<string, BlockedAggregate>();
  let [owed, oldestAt, next]: [number, Instant | undefined, string | undefined] = [0, undefined, undefined];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Page<OutboxRow> = await outbox.readShard(shard, PAGE_ROWS, next);
    for (const row of page.items) {
      const at = row.event?.at;
      if (at !== undefined && (oldestAt === undefined || at < oldestAt)) oldestAt = at;
      const reason = whyBlocked(row, isPublishable);
      if (reason && !blocked.has(row.aggregate))
        blocked.set(row.aggregate, { ...nameOf(row), reason, seq: row.seq });
    }
    owed += page.items.length;
    next = page.next;
    if (next === undefined) break;
  }
  return {
    owed,
    isComplete: next === undefined,
    ...(oldestAt !== undefined && { oldestAt }),
    blocked: [...blocked.values()],
  };
}

/** Why the relay cannot publish a row; undefined when it can. */
export function whyBlocked(
  { event }: OutboxRow,
  isPublishable: (event: OutboxEvent) => boolean,
): BlockReason | undefined {
  if (!event) return 'unreadable';
  return isPublishable(event) ? undefined : 'not_publishable';
}

/** Kind and id of a row's aggregate. */
export function nameOf({ aggregate }: OutboxRow): AggregateName {
  const border = aggregate.indexOf('#');
  return { kind: aggregate.slice(0, border) as AggregateName['kind'], id: aggregate.slice(border + 1) };
}

/**
 * One page over the rows of all shards, aggregate by aggregate. A row that is published meanwhile is left out, all others are
 * seen once.
 */
export async function listOwedRows(
  outbox: Pick<Outbox, 'readShard'>,
  { limit, next }: { limit: number; next?: string | undefined },
): Promise<Page<OutboxRow>> {
  const [from = '0', after = ''] = next?.split(' ') ?? [];
  const items: OutboxRow[] = [];
  let position: string | undefined = after === '' ? undefined : after;
  for (let shard = Number(from); shard < SHARDS; shard++, position = undefined) {
    if (items.length === limit) return { items, next: `${shard} ` };
    const page = await outbox.readShard(shard, limit - items.length, position);
    items.push(...page.items);
    if (page.next !== undefined) return { items, next: `${shard} ${page.next}` };
  }
  return { items };
}
