import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { WorkItemFilter } from '../../../shared/domain/stores/work-items.ts';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import type { WorkItem } from '../../../shared/domain/work-item.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItemLists } from '../../../shared/store/work-item-lists.ts';
import { createWorkItems } from '../../../shared/store/work-items.ts';
import { aWorkItem, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';
import { countItemsRead } from '../../support/items-read.ts';

const db = testTables();

async function save(...items: WorkItem[]): Promise<void> {
  const { saveWorkItem } = createWorkItems(db.client, db.tables.runtime);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  for (let first = 0; first < items.length; first += 100)
    expect(await commit(items.slice(first, first + 100).map(saveWorkItem))).toEqual({ ok: true });
}

const list = (filter: WorkItemFilter, page: { limit: number; next?: string | undefined }) =>
  createWorkItemLists(db.client, db.tables.runtime).listWorkItems(filter, page);

describe('a list of work items whose pages are read while they change', () => {
  const therapistId = 5;
  const at = (hours: number) => plus(NOON, hours * HOUR_MS);
  const item = (name: string, hours: number) => aWorkItem(`wi_${name}`, { therapistId, dueAt: at(hours) });
  const idsOf = (page: { items: WorkItem[] }) => page.items.map(({ id }) => id);

  it('goes on where it was, whatever became of the items that were seen', async () => {
    const [a, b, c, d, e] = [item('a', 1), item('b', 2), item('c', 3), item('d', 4), item('e', 5)];
    await save(a, b, c, d, e);
    const open = { status: 'open', therapistId } as const;
    const first = await list(open, { limit: 2 });
    expect(idsOf(first)).toEqual(['wi_a', 'wi_b']);

    // The last one that was seen is done, one is put off, one is due earlier now, and one is new.
    await save(
      { ...b, version: 1, status: 'done', doneAt: at(0) },
      { ...c, version: 1, dueAt: at(9) },
      { ...e, version: 1, dueAt: at(0) },
      item('f', 4.5),
    );
    const { items, next } = await list(open, { limit: 3, next: first.next });
    expect(idsOf({ items })).toEqual(['wi_d', 'wi_f', 'wi_c']);
    expect(next).toBeUndefined();
    expect(idsOf(await list({ status: 'done', therapistId }, { limit: 9 }))).toEqual(['wi_b']);
  });
});

describe('a list of a rare kind', () => {
  const many = Array.from({ length: 700 }, (_, index) =>
    aWorkItem(`wi_many${String(index).padStart(4, '0')}`, {
      dueAt: '2027-01-01T00:00:00.000Z',
      reason: index === 690 ? 'patient_unknown' : 'tries_used_up',
    }),
  );
  beforeAll(() => save(...many));

  it('reads a bounded number of work items a page, and comes to its end', async () => {
    const read = countItemsRead(db.client);
    const pages: { found: string[]; items: number }[] = [];
    let next: string | undefined;
    do {
      const before = read.items;
      const page = await list({ status: 'open', kind: 'complete_data' }, { limit: 20, next });
      pages.push({ found: page.items.map(({ id }) => id), items: read.items - before });
      next = page.next;
    } while (next !== undefined);
    expect(pages.map(({ found }) => found)).toEqual([[], [], ['wi_many0690']]);
    expect(Math.max(...pages.map(({ items }) => items))).toBeLessThanOrEqual(400);
  });

  it('holds no more a page than was asked for, although all of a shard are due at once', async () => {
    const due = { status: 'open', reason: 'tries_used_up' } as const;
    const { items, next } = await list(due, { limit: 100 });
    expect(items.map(({ id }) => id)).toEqual(many.slice(0, 100).map(({ id }) => id));
    const following = await list(due, { limit: 1, next });
    expect(following.items.map(({ id }) => id)).toEqual(['wi_many0100']);
  });
});
