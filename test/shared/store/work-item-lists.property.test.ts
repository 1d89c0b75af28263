import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { WorkItemFilter } from '../../../shared/domain/stores/work-items.ts';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import {
  kindOf,
  WORK_ITEM_KINDS,
  WORK_ITEM_REASONS,
  type WorkItem,
} from '../../../shared/domain/work-item.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItemLists } from '../../../shared/store/work-item-lists.ts';
import { createWorkItems } from '../../../shared/store/work-items.ts';
import { aWorkItem, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();

/** 90 work items over all shards, many of them due or done at one instant. */
const items: WorkItem[] = Array.from({ length: 90 }, (_, index) => {
  const isDone = index % 3 === 0;
  return aWorkItem(`wi_01m82tna20mg24b52b2nw${String(index).padStart(5, '0')}`, {
    therapistId: 1 + (index % 4),
    reason: WORK_ITEM_REASONS[(index * 7) % WORK_ITEM_REASONS.length]!,
    dueAt: plus(NOON, ((index * 11) % 17) * HOUR_MS),
    ...(isDone && { status: 'done', doneAt: plus(NOON, ((index * 5) % 13) * HOUR_MS) }),
  });
});

beforeAll(async () => {
  const { saveWorkItem } = createWorkItems(db.client, db.tables.runtime);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  await commit(items.map(saveWorkItem));
});

const filters: fc.Arbitrary<WorkItemFilter> = fc.record(
  {
    status: fc.constantFrom('open' as const, 'done' as const),
    therapistId: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom(...WORK_ITEM_KINDS),
    reason: fc.constantFrom(...WORK_ITEM_REASONS),
    dueTo: fc.integer({ min: -1, max: 18 }).map((hours) => plus(NOON, hours * HOUR_MS)),
  },
  { requiredKeys: ['status'] },
);

const fits = (item: WorkItem, filter: WorkItemFilter) =>
  item.status === filter.status &&
  item.therapistId === (filter.therapistId ?? item.therapistId) &&
  kindOf(item.reason) === (filter.kind ?? kindOf(item.reason)) &&
  item.reason === (filter.reason ?? item.reason) &&
  item.dueAt < (filter.dueTo ?? '~');

/** What a list holds, in its order. */
function expected(filter: WorkItemFilter): string[] {
  const place = ({ id, dueAt, doneAt }: WorkItem) => `${doneAt ?? dueAt} ${id}`;
  const sorted = items.filter((item) => fits(item, filter)).sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return (filter.status === 'open' ? sorted : sorted.reverse()).map(({ id }) => id);
}

async function allPages(filter: WorkItemFilter, limit: number): Promise<string[][]> {
  const lists = createWorkItemLists(db.client, db.tables.runtime);
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const page = await lists.listWorkItems(filter, { limit, next });
    pages.push(page.items.map(({ id }) => id));
    next = page.next;
  } while (next !== undefined && pages.length <= items.length);
  return pages;
}

describe('the pages of any list of work items', () => {
  it('hold every work item that fits the filter once, in order over all shards, and are full but for the last', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 70 }), async (filter, limit) => {
        const pages = await allPages(filter, limit);
        expect(pages.flat()).toEqual(expected(filter));
        const sizes = pages.map(({ length }) => length);
        expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => limit));
      }),
      { numRuns: 60 },
    );
  });
});
