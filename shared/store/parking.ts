import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../domain/ports.ts';
import type { ParkedRecord, Parking } from '../domain/stores.ts';
import { DAY_MS, toEpochMs } from '../domain/time.ts';
import { fromAttributes, type Attributes } from './items.ts';
import { decodePosition, encodePosition } from './queries.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** Larger records go to the bucket, with their hash in the table (CONTRACT §6). */
const MAX_INLINE_BYTES = 64 * 1024;

/** Parked bytes may hold personal data and live this long (DESIGN §10). */
const KEPT_MS = 30 * DAY_MS;

/**
 * Records that could not be understood, in the table `runtime` and, when large, in the encrypted bucket. A record has
 * one place by its coordinates, so that a redelivery parks it once.
 */
export function createParking(stores: {
  client: DynamoDBDocumentClient;
  clock: Clock;
  table: string;
  s3: S3Client;
  bucket: string;
}): Parking {
  const { client, clock, table, s3, bucket } = stores;

  return {
    async park(record) {
      const id = parkedId(record);
      const hash = createHash('sha256').update(record.bytes).digest('hex');
      const inline = record.bytes.length <= MAX_INLINE_BYTES;
      if (!inline)
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `parked/${id}`, Body: record.bytes }));
      const { bytes, ...coordinates } = record;
      const Item: Attributes = {
        ...coordinates,
        pk: 'parked',
        sk: id,
        hash,
        size: bytes.length,
        ...(inline && { bytes }),
        [TTL_ATTRIBUTE]: Math.floor((toEpochMs(record.at) + KEPT_MS) / 1000),
      };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async listParked(limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :parked',
          // DynamoDB takes its time with what has expired.
          FilterExpression: '#expiry > :now',
          ExpressionAttributeNames: { '#expiry': TTL_ATTRIBUTE },
          ExpressionAttributeValues: {
            ':parked': 'parked',
            ':now': Math.floor(toEpochMs(clock.now()) / 1000),
          },
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      const items = (answer.Items ?? []).map((item) => {
        const { bytes: _bytes, hash: _hash, [TTL_ATTRIBUTE]: _expiry, ...listed } = item;
        return {
          ...fromAttributes<Omit<ParkedRecord, 'bytes'> & { size: number }>(listed),
          id: String(item['sk']),
        };
      });
      return { items, ...encodePosition(answer.LastEvaluatedKey) };
    },
  };
}

/** Coordinates where the transport has them, else a digest of the bytes. */
function parkedId(record: ParkedRecord): string {
  if (record.partition !== undefined && record.offset !== undefined) {
    return `${record.topic}-${record.partition}-${String(record.offset).padStart(16, '0')}`;
  }
  return `${record.topic}-${createHash('sha256').update(record.bytes).digest('hex')}`;
}
