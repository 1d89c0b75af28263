import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { WorkItems } from '../domain/stores.ts';
import type { WorkItem, WorkItemStatus } from '../domain/work-item.ts';
import { fromAttributes, putVersioned, toWrite } from './items.ts';
import { shardOf, workKey } from './shards.ts';

/**
 * Work items of the table `runtime`. All stand in the work index, in a lane for each status: open ones by due date, the
 * others by when they were done.
 */
export function createWorkItems(client: DynamoDBDocumentClient, table: string): WorkItems {
  return {
    async getWorkItem(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: workItemKey(id), ConsistentRead: true }),
      );
      return Item ? fromAttributes<WorkItem>(Item) : undefined;
    },

    saveWorkItem(item) {
      const lane = { work_key: laneKey(item.status, shardOf(item.id)), work_at: workItemPosition(item) };
      return toWrite(`work item ${item.id}`, putVersioned(table, workItemKey(item.id), item, lane));
    },
  };
}

export function workItemKey(id: string): { pk: string; sk: string } {
  return { pk: `work-item#${id}`, sk: 'work-item' };
}

/** The id in a work item's partition key. */
export function workItemIdOf(pk: unknown): string {
  return String(pk).slice('work-item#'.length);
}

const LANES = { open: 'work-item', done: 'work-item-done' } as const satisfies Record<WorkItemStatus, string>;

/** Partition of the work index for the work items of one status in one shard. */
export function laneKey(status: WorkItemStatus, shard: number): string {
  return workKey(LANES[status], shard);
}

/**
 * Where a work item stands in its lane: the instant, then its id, so that no two have one place and a list over all
 * shards has one order.
 */
export function workItemPosition({ id, status, dueAt, doneAt, updatedAt }: WorkItem): string {
  return `${status === 'open' ? dueAt : (doneAt ?? updatedAt)} ${id}`;
}
