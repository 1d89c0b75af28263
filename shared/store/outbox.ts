import {
  BatchWriteCommand,
  GetCommand,
  QueryCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '../domain/events.ts';
import type { Outbox, OutboxRow } from '../domain/stores/outbox.ts';
import { toWrite, type Attributes } from './items.ts';
import { decodePosition, encodePosition } from './queries.ts';
import { shardOf } from './shards.ts';

/** DynamoDB takes no more deletions in one call. */
const MOST_DELETES = 25;

/** How often a throttled table is asked again; what stays then is published once more. */
const DELETE_TRIES = 4;

type Deletion = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/**
 * Rows of the table `outbox` (DESIGN §8): partition = shard of the aggregate, sort key = aggregate and number, so that
 * a query reads every aggregate's events in order. Rows never expire; only an acknowledged publication deletes them.
 */
export function createOutbox(client: DynamoDBDocumentClient, table: string): Outbox {
  async function deleteSome(requests: Deletion[], tries = DELETE_TRIES): Promise<void> {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests } }),
    );
    const left = UnprocessedItems?.[table] ?? [];
    if (left.length > 0 && tries > 1) await deleteSome(left, tries - 1);
  }

  return {
    addEvent(event) {
      const aggregate = aggregateKey(event);
      const shard = shardOf(aggregate);
      return toWrite(`event ${aggregate} ${event.seq}`, {
        Put: {
          TableName: table,
          Item: {
            ...rowKey(shard, aggregate, event.seq),
            shard,
            aggregate,
            seq: event.seq,
            event: JSON.stringify(event),
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      });
    },

    async readShard(shard, limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `shard#${shard}` },
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      return {
        items: (answer.Items ?? []).map((item) => toRow(shard, item)),
        ...encodePosition(answer.LastEvaluatedKey),
      };
    },

    async isOwed(shard, aggregate, seq) {
      const Key = rowKey(shard, aggregate, seq);
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key, ConsistentRead: true, ProjectionExpression: 'pk' }),
      );
      return Item !== undefined;
    },

    async deleteRows(rows) {
      const requests = rows.map(({ shard, key }) => ({
        DeleteRequest: { Key: { pk: `shard#${shard}`, sk: key } },
      }));
      await Promise.all(chunksOf(requests, MOST_DELETES).map(deleteSome));
    },
  };
}

function chunksOf<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function rowKey(shard: number, aggregate: string, seq: number) {
  return { pk: `shard#${shard}`, sk: `${aggregate}#${String(seq).padStart(10, '0')}` };
}

/** An aggregate in the keys of its rows. */
export function aggregateKey({ aggregate }: Pick<OutboxEvent, 'aggregate'>): string {
  return `${aggregate.kind}#${aggregate.id}`;
}

/** A row whose event is not the one that its key names is not an event: it blocks its own aggregate (FAULTS 22). */
export function toRow(shard: number, item: Attributes): OutboxRow {
  const key = String(item['sk']);
  const border = key.lastIndexOf('#');
  const row = { shard, key, aggregate: key.slice(0, border), seq: Number(key.slice(border + 1)) };
  const event = readEvent(item['event']);
  return event && aggregateKey(event) === row.aggregate && event.seq === row.seq ? { ...row, event } : row;
}

function readEvent(text: unknown): OutboxEvent | undefined {
  try {
    const event = JSON.parse(String(text)) as Partial<OutboxEvent> | null;
    return event?.aggregate && typeof event.seq === 'number' ? (event as OutboxEvent) : undefined;
  } catch {
    return undefined;
  }
}
