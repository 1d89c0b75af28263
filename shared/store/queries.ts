import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../domain/stores/queries.ts';
import type { Instant } from '../domain/time.ts';
import type { Attributes } from './items.ts';
import { WORK_INDEX } from './tables.ts';

/** Position in a query → opaque text. */
export function encodePosition(key: Attributes | undefined): { next?: string } {
  return key ? { next: Buffer.from(JSON.stringify(key)).toString('base64url') } : {};
}

/** Opaque text → position in a query. */
export function decodePosition(next: string | undefined): { ExclusiveStartKey?: Attributes } {
  if (next === undefined) return {};
  return { ExclusiveStartKey: JSON.parse(Buffer.from(next, 'base64url').toString()) as Attributes };
}

/** One page of a work index: items of a lane's shard whose time has come, oldest first. */
export async function queryWork(
  client: DynamoDBDocumentClient,
  query: { table: string; key: string; now: Instant; limit: number; next?: string | undefined },
): Promise<Page<Attributes>> {
  const answer = await client.send(
    new QueryCommand({
      TableName: query.table,
      IndexName: WORK_INDEX,
      KeyConditionExpression: 'work_key = :key AND work_at <= :now',
      ExpressionAttributeValues: { ':key': query.key, ':now': query.now },
      Limit: query.limit,
      ...decodePosition(query.next),
    }),
  );
  return { items: answer.Items ?? [], ...encodePosition(answer.LastEvaluatedKey) };
}

const READ_ATTEMPTS = 6;

/**
 * Items of one moment: no transaction that changes several of them is seen by halves. A read that collides with such a
 * transaction is repeated at once, since that one is over within milliseconds; throws when it collides again and again.
 *
 * @returns the items in the order of the keys, undefined where there is none
 */
export async function readTogether(
  client: DynamoDBDocumentClient,
  table: string,
  keys: { pk: string; sk: string }[],
): Promise<(Attributes | undefined)[]> {
  const TransactItems = keys.map((Key) => ({ Get: { TableName: table, Key } }));
  for (let attempt = 1; ; attempt++) {
    try {
      const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
      return keys.map((_, index) => Responses[index]?.Item);
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || attempt === READ_ATTEMPTS) throw error;
    }
  }
}
