import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RestoreMark, RestoreMarks } from '../domain/restore.ts';
import { versionCondition } from './items.ts';
import { applied } from './leases.ts';

const KEY = { pk: 'restore', sk: 'restore' };

/** The mark in the table `runtime` that tells restored tables from those that they came from. */
export function createRestoreMarks(client: DynamoDBDocumentClient, table: string): RestoreMarks {
  return {
    async getRestoreMark() {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }),
      );
      return Item && (JSON.parse(String(Item['json'])) as RestoreMark);
    },

    putRestoreMark(mark) {
      const version = mark.version + 1;
      // Names of tables are no attributes of ours.
      const Item = { ...KEY, version, json: JSON.stringify({ ...mark, version }) };
      const put = new PutCommand({ TableName: table, Item, ...versionCondition(mark.version) });
      return applied(() => client.send(put));
    },
  };
}
