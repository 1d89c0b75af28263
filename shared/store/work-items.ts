import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { WorkItems } from '../domain/stores.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { fromAttributes, putVersioned, toWrite } from './items.ts';
import { shardOf, workKey } from './shards.ts';

/** Work items of the table `runtime`; open ones stand in the work index by due date, so that they can be listed. */
export function createWorkItems(client: DynamoDBDocumentClient, table: string): WorkItems {
  const key = (id: string) => ({ pk: `work-item#${id}`, sk: 'work-item' });
  return {
    async getWorkItem(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: key(id), ConsistentRead: true }),
      );
      return Item ? fromAttributes<WorkItem>(Item) : undefined;
    },

    saveWorkItem(item) {
      const open =
        item.status === 'open'
          ? { work_key: workKey('work-item', shardOf(item.id)), work_at: item.dueAt }
          : {};
      return toWrite(`work item ${item.id}`, putVersioned(table, key(item.id), item, open));
    },
  };
}
