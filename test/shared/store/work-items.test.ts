import { beforeEach, describe, expect, it } from '@jest/globals';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { shardOf } from '../../../shared/store/shards.ts';
import { WORK_INDEX } from '../../../shared/store/tables.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItems, laneKey } from '../../../shared/store/work-items.ts';
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

/** Positions of this work item in the lanes of the work index. */
const lanes = async () => {
  const found: Record<string, unknown[]> = {};
  for (const status of ['open', 'done'] as const) {
    const { Items = [] } = await db.client.send(
      new QueryCommand({
        TableName: db.tables.runtime,
        IndexName: WORK_INDEX,
        KeyConditionExpression: 'work_key = :key',
        FilterExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':key': laneKey(status, shardOf(id)), ':pk': `work-item#${id}` },
      }),
    );
    found[status] = Items.map((item) => String(item['work_at']));
  }
  return found;
};

describe('a work item', () => {
  it('comes back as it was saved, and is unknown before', async () => {
    const item = aWorkItem(id, {
      requestIds: [3, 1],
      leftRequestIds: [2],
      emailId: 'em_1',
      callId: 'pc_1',
      notes: 'Notiz',
    });
    expect(await store.getWorkItem(id)).toBeUndefined();
    await store.commit([store.saveWorkItem(item)]);
    expect(await store.getWorkItem(id)).toEqual({ ...item, version: 1 });
  });

  it('stands in the lane of its status: by due date while it is open, then by when it was done', async () => {
    const open = aWorkItem(id);
    await store.commit([store.saveWorkItem(open)]);
    expect(await lanes()).toEqual({ open: [`${NOON} ${id}`], done: [] });
    const doneAt = '2026-11-30T09:00:00.000Z';
    await store.commit([store.saveWorkItem({ ...open, status: 'done', doneAt, version: 1 })]);
    expect(await lanes()).toEqual({ open: [], done: [`${doneAt} ${id}`] });
    await store.commit([store.saveWorkItem({ ...open, version: 2 })]);
    expect(await lanes()).toEqual({ open: [`${NOON} ${id}`], done: [] });
  });
});
