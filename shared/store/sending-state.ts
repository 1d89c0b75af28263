import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CLOSED, type Breaker } from '../domain/email/breaker.ts';
import type { SendingState } from '../domain/stores/sending.ts';
import { latest, MINUTE_MS, msBetween, plus, type Instant } from '../domain/time.ts';
import { fromAttributes, toAttributes } from './items.ts';
import { applied } from './leases.ts';

/** No run waits this long for a slot: a row that says so was left behind by a clock that ran ahead. */
const LONGEST_WAIT_MS = 10 * MINUTE_MS;

/** What all senders share, in the table `runtime`: the breaker and the row of slots. */
export function createSendingState(client: DynamoDBDocumentClient, table: string): SendingState {
  const breakerKey = { pk: 'sending#breaker', sk: 'sending' };
  const slotsKey = { pk: 'sending#slots', sk: 'sending' };
  const read = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async getBreaker() {
      const item = await read(breakerKey);
      return item ? fromAttributes<Breaker>(item) : CLOSED;
    },

    async putBreaker(breaker) {
      await client.send(
        new PutCommand({ TableName: table, Item: { ...toAttributes(breaker), ...breakerKey } }),
      );
    },

    async takeSlots({ count, gapMs, now }) {
      for (;;) {
        const item = await read(slotsKey);
        const free = item?.['next_free_at'] as Instant | undefined;
        const mine = free !== undefined && msBetween(now, free) < LONGEST_WAIT_MS ? latest(now, free) : now;
        const next = plus(mine, Math.ceil(count * gapMs));
        const won = await applied(() =>
          client.send(
            new PutCommand({
              TableName: table,
              Item: { ...slotsKey, next_free_at: next },
              ConditionExpression: free ? 'next_free_at = :read' : 'attribute_not_exists(pk)',
              ...(free && { ExpressionAttributeValues: { ':read': free } }),
            }),
          ),
        );
        if (won) return msBetween(now, mine);
      }
    },
  };
}
