import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RetentionMark, RetentionMarks } from '../domain/stores/retention.ts';
import { fromAttributes, toAttributes } from './items.ts';

/** How far retention has come, in the table `runtime`. */
export function createRetentionMarks(client: DynamoDBDocumentClient, table: string): RetentionMarks {
  const keyOf = (name: string) => ({ pk: `retention#${name}`, sk: 'retention' });
  return {
    async getRetentionMark(name) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(name), ConsistentRead: true }),
      );
      return Item && fromAttributes<RetentionMark>(Item);
    },

    async putRetentionMark(name, mark) {
      const Item = { ...toAttributes(mark), ...keyOf(name) };
      await client.send(new PutCommand({ TableName: table, Item }));
    },
  };
}
