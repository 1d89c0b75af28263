import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../domain/ports.ts';
import type { ParkedBytes, ParkedRecord, Parking, ReadParkedRecord } from '../domain/stores.ts';
import { DAY_MS, toEpochMs } from '../domain/time.ts';
import { fromAttributes, toWrite, type Attributes } from './items.ts';
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
}): Parking & ParkedBytes {
  const { client, clock, table, s3, bucket } = stores;
  const keyOf = (id: string) => ({ pk: 'parked', sk: id });
  const objectOf = (id: string) => ({ Bucket: bucket, Key: `parked/${id}` });

  async function isErased(id: string): Promise<boolean> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }),
    );
    return Item?.['erased'] === true;
  }

  const markOf = (id: string, inBucket: boolean) => ({
    ...keyOf(id),
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
    async park(record) {
      const id = parkedId(record);
      if (await isErased(id)) return;
      const hash = createHash('sha256').update(record.bytes).digest('hex');
      const inline = record.bytes.length <= MAX_INLINE_BYTES;
      if (!inline) await s3.send(new PutObjectCommand({ ...objectOf(id), Body: record.bytes }));
      const { bytes, ...coordinates } = record;
      const Item: Attributes = {
        ...coordinates,
        ...keyOf(id),
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

    async readParked(limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :parked',
          FilterExpression: 'attribute_not_exists(erased) OR in_bucket = :yes',
          ExpressionAttributeValues: { ':parked': 'parked', ':yes': true },
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

/** Coordinates where the transport has them, else a digest of the bytes. */
function parkedId(record: ParkedRecord): string {
  if (record.partition !== undefined && record.offset !== undefined) {
    return `${record.topic}-${record.partition}-${String(record.offset).padStart(16, '0')}`;
  }
  return `${record.topic}-${createHash('sha256').update(record.bytes).digest('hex')}`;
}
