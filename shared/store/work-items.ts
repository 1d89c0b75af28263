import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { WorkItems } from '../domain/stores/work-items.ts';
import {
  WORK_ITEM_REASONS,
  WORK_ITEM_STATUSES,
  type WorkItem,
  type WorkItemStatus,
} from '../domain/work-item.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toWrite, type Attributes } from './items.ts';
import { known } from './newer-items.ts';
import { decodePosition, encodePosition } from './queries.ts';
import { shardOf, workKey } from './shards.ts';
import { THERAPIST_INDEX } from './tables.ts';

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
      return Item && fromWorkItem(Item);
    },

    saveWorkItem(item) {
      const lane = { work_key: laneKey(item.status, shardOf(item.id)), work_at: workItemPosition(item) };
      const indexed = { ...lane, therapist_key: therapistKey(item.therapistId) };
      return toWrite(`work item ${item.id}`, putVersioned(table, workItemKey(item.id), item, indexed));
    },

    async workItemsOfTherapist(therapistId, limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: THERAPIST_INDEX,
          KeyConditionExpression: 'therapist_key = :therapist',
          ExpressionAttributeValues: { ':therapist': therapistKey(therapistId) },
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      const items = (answer.Items ?? []).map(({ pk }) => workItemIdOf(pk));
      return { items, ...encodePosition(answer.LastEvaluatedKey) };
    },
  };
}

/**
 * A work item's item → the work item.
 *
 * @throws NewerItem
 */
export function fromWorkItem(item: Attributes): WorkItem {
  const { therapist_key: _therapistKey, ...fields } = item;
  const workItem = fromAttributes<WorkItem>(fields);
  return known(workItem, `work item ${workItem.id}`, [
    [workItem.status, WORK_ITEM_STATUSES],
    [workItem.reason, WORK_ITEM_REASONS],
  ]);
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
