import { DeleteObjectCommand, GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ParkedBytes, ReadParkedRecord } from '../domain/stores/parked-records.ts';
import { toWrite, type Attributes } from './items.ts';
import { bucketKey, PARKED, type ParkingPlace } from './parking.ts';
import { decodePosition, encodePosition } from './queries.ts';

/** The bytes of what was parked (see `createParking`), for erasures: all of them, whether they have expired or not. */
export function createParkedBytes({ client, table, s3, bucket }: ParkingPlace): ParkedBytes {
  const objectOf = (id: string) => ({ Bucket: bucket, Key: bucketKey(id) });
  const markOf = (id: string, inBucket: boolean) => ({
    pk: PARKED,
    sk: id,
    erased: true,
    ...(inBucket && { in_bucket: true }),
  });

  async function dropBytes({ id, inBucket }: Pick<ReadParkedRecord, 'id' | 'inBucket'>): Promise<void> {
    if (!inBucket) return;
    await s3.send(new DeleteObjectCommand(objectOf(id)));
    await client.send(new PutCommand({ TableName: table, Item: markOf(id, false) }));
  }

  async function bytesOf(item: Attributes): Promise<Uint8Array> {
    if (item['bytes']) return item['bytes'] as Uint8Array;
    try {
      const { Body } = await s3.send(new GetObjectCommand(objectOf(String(item['sk']))));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      // The bucket's lifecycle was faster than the table's.
      if (error instanceof NoSuchKey) return new Uint8Array();
      throw error;
    }
  }

  return {
    async readParked(limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :parked',
          FilterExpression: 'attribute_not_exists(erased) OR in_bucket = :yes',
          ExpressionAttributeValues: { ':parked': PARKED, ':yes': true },
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      const items: ReadParkedRecord[] = [];
      for (const item of answer.Items ?? []) {
        const record = { id: String(item['sk']), inBucket: item['bytes'] === undefined };
        if (item['erased'] === true) await dropBytes(record);
        else items.push({ ...record, bytes: await bytesOf(item) });
      }
      return { items, ...encodePosition(answer.LastEvaluatedKey) };
    },

    // It stays as a mark without an expiry: a topic may be replayed for years.
    forget: ({ id, inBucket }) =>
      toWrite(`parked ${id}`, { Put: { TableName: table, Item: markOf(id, inBucket) } }),

    dropBytes,
  };
}
