import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CallerLines, CheckedLines } from '../domain/stores/caller-lines.ts';
import type { LineUp } from '../domain/phone-call/caller-line.ts';
import { fromAttributes, putVersioned, toAttributes, toWrite } from './items.ts';

const CHECKED = { pk: 'caller-lines', sk: 'checked' };
const KEY = { pk: 'caller-lines', sk: 'caller-lines' };

/** The caller lines of the table `runtime`: one item, since every search for a slot needs all of them. */
export function createCallerLines(client: DynamoDBDocumentClient, table: string): CallerLines {
  const read = async (Key: typeof KEY) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async getLineUp() {
      const item = await read(KEY);
      return item && fromAttributes<LineUp>(item);
    },

    saveLineUp: (lineUp) => toWrite('caller lines', putVersioned(table, KEY, lineUp)),

    async getCheckedLines() {
      const item = await read(CHECKED);
      return item && fromAttributes<CheckedLines>(item);
    },

    async putCheckedLines(checked) {
      await client.send(new PutCommand({ TableName: table, Item: { ...toAttributes(checked), ...CHECKED } }));
    },
  };
}
