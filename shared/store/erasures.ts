import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Erasure } from '../domain/privacy/erasure.ts';
import type { Erasures } from '../domain/stores/erasures.ts';
import { fromAttributes, putVersioned, toWrite } from './items.ts';
import { decodePosition, encodePosition, queryWork } from './queries.ts';

/** One partition for the list of all: they are few. */
const ALL = 'erasures';

/** The lane of those that are running, in one partition of the work index. */
const LANE = 'erasure';

/** Erasures and their ledger in the table `runtime`. Neither expires. */
export function createErasures(client: DynamoDBDocumentClient, table: string): Erasures {
  const ledgerKey = (personKey: string) => ({ pk: `erased#${personKey}`, sk: 'erased' });
  const read = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async erasureOf(personKey) {
      const entry = await read(ledgerKey(personKey));
      return entry && String(entry['erasure_id']);
    },

    enterLedger: ({ id, personKey, createdAt }) =>
      toWrite('ledger of erasures', {
        Put: {
          TableName: table,
          Item: { ...ledgerKey(personKey), erasure_id: id, at: createdAt },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      }),

    async getErasure(id) {
      const item = await read({ pk: ALL, sk: id });
      return item && fromAttributes<Erasure>(item);
    },

    saveErasure(erasure) {
      const work = erasure.dueAt === undefined ? {} : { work_key: LANE, work_at: erasure.dueAt };
      return toWrite(
        `erasure ${erasure.id}`,
        putVersioned(table, { pk: ALL, sk: erasure.id }, erasure, work),
      );
    },

    async dueErasures(now, limit) {
      const { items } = await queryWork(client, { table, key: LANE, now, limit });
      return items.map(({ sk }) => String(sk));
    },

    async listErasures(limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :all',
          ExpressionAttributeValues: { ':all': ALL },
          ScanIndexForward: false,
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      const items = (answer.Items ?? []).map((item) => fromAttributes<Erasure>(item));
      return { items, ...encodePosition(answer.LastEvaluatedKey) };
    },
  };
}
