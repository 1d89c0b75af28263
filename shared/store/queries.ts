import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../domain/ports.ts';
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
