import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OutboxDesk } from '../domain/stores/outbox.ts';
import type { OutboxRow } from '../domain/stores/outbox.ts';
import { toWrite, type Attributes } from './items.ts';
import { aggregateKey, toRow } from './outbox.ts';
import { shardOf } from './shards.ts';

/**
 * Rows of the outbox (see `createOutbox`), for those who look after them. A change of a row wakes the relay by the table's
 * stream, as a new row does.
 */
export function createOutboxDesk(client: DynamoDBDocumentClient, table: string): OutboxDesk {
  /** A row that was published meanwhile is not made again. */
  const change = ({ shard, aggregate, seq, key }: OutboxRow, attribute: string, value: unknown) =>
    toWrite(`event ${aggregate} ${seq}`, {
      Update: {
        TableName: table,
        Key: { pk: `shard#${shard}`, sk: key },
        UpdateExpression: 'SET #attribute = :value',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#attribute': attribute },
        ExpressionAttributeValues: { ':value': value },
      },
    });

  return {
    async firstRows(aggregate, limit) {
      const key = aggregateKey({ aggregate });
      const shard = shardOf(key);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :aggregate)',
          ExpressionAttributeValues: { ':pk': `shard#${shard}`, ':aggregate': `${key}#` },
          Limit: limit,
        }),
      );
      return Items.map((item: Attributes) => ({ ...toRow(shard, item), text: String(item['event']) }));
    },

    touchRow: (row, at) => change(row, 'released_at', at),
    replaceRow: (row, event) => change(row, 'event', JSON.stringify(event)),
  };
}
