import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ONCE_KEPT_MS, type OnceRecord } from '../domain/once.ts';
import type { OnceRecords } from '../domain/stores/once-records.ts';
import { plus, toEpochMs, type Instant } from '../domain/time.ts';
import { toWrite } from './items.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** Done writes of the table `runtime`. They go by TTL, which comes late: the time is checked as well (DESIGN §10). */
export function createOnceRecords(client: DynamoDBDocumentClient, table: string): OnceRecords {
  const keyOf = (key: string) => ({ pk: `once#${key}`, sk: 'once' });
  return {
    async getOnceRecord(key, now) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
      );
      if (!Item || Number(Item[TTL_ATTRIBUTE]) <= seconds(now)) return undefined;
      return {
        key,
        fingerprint: String(Item['fingerprint']),
        resourceId: String(Item['resource_id']),
        at: String(Item['at']),
      } satisfies OnceRecord;
    },

    saveOnceRecord({ key, fingerprint, resourceId, at }) {
      const expiry = seconds(plus(at, ONCE_KEPT_MS));
      return toWrite('once', {
        Put: {
          TableName: table,
          Item: { ...keyOf(key), fingerprint, resource_id: resourceId, at, [TTL_ATTRIBUTE]: expiry },
          ConditionExpression: 'attribute_not_exists(pk) OR #expiry <= :now',
          ExpressionAttributeNames: { '#expiry': TTL_ATTRIBUTE },
          ExpressionAttributeValues: { ':now': seconds(at) },
        },
      });
    },
  };
}

function seconds(instant: Instant): number {
  return Math.floor(toEpochMs(instant) / 1000);
}
