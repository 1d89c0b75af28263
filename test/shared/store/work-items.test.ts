import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { queryWork } from '../../../shared/store/queries.ts';
import { shardOf, workKey } from '../../../shared/store/shards.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItems } from '../../../shared/store/work-items.ts';
import { aWorkItem, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let store: ReturnType<typeof connect>;
let id = '';
let count = 0;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createWorkItems(client, tables.runtime),
  };
}

beforeEach(() => {
  store = connect();
  id = `wi_${++count}`;
});

/** Keys of what the work index lists as due. */
const due = async () => {
  const key = workKey('work-item', shardOf(id));
  const page = await queryWork(db.client, { table: db.tables.runtime, key, now: NOON, limit: 100 });
  return page.items.map((item) => item['pk']);
};

describe('a work item', () => {
  it('comes back as it was saved, and is unknown before', async () => {
    const item = aWorkItem(id, { requestIds: [3, 1], emailId: 'em_1', callId: 'pc_1' });
    expect(await store.getWorkItem(id)).toBeUndefined();
    await store.commit([store.saveWorkItem(item)]);
    expect(await store.getWorkItem(id)).toEqual({ ...item, version: 1 });
  });

  it('can be listed by its due date while it is open', async () => {
    await store.commit([store.saveWorkItem(aWorkItem(id))]);
    expect(await due()).toContain(`work-item#${id}`);
    await store.commit([store.saveWorkItem(aWorkItem(id, { status: 'done', version: 1 }))]);
    expect(await due()).not.toContain(`work-item#${id}`);
  });
});
