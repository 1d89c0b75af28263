import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ParkedRecord, Parking } from '../domain/stores/parked-records.ts';
import { DAY_MS, toEpochMs } from '../domain/time.ts';
import { updateClauses } from './items.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** Larger records go to the bucket, with their hash in the table (CONTRACT §6). */
const MAX_INLINE_BYTES = 64 * 1024;

/** Parked bytes may hold personal data and live this long (DESIGN §10). */
const KEPT_MS = 30 * DAY_MS;

/** Partition of all parked records. */
export const PARKED = 'parked';

/** Where parked records lie. */
export interface ParkingPlace {
  client: DynamoDBDocumentClient;
  table: string;
  s3: S3Client;
  bucket: string;
}

/**
 * Records that could not be understood, in the table `runtime` and, when large, in the encrypted bucket. A record has
 * one place by its coordinates, so that a redelivery parks it once, as another version; not one whose bytes an erasure has
 * taken away.
 */
export function createParking({ client, table, s3, bucket }: ParkingPlace): Parking {
  async function isErased(id: string): Promise<boolean> {
    const Key = { pk: PARKED, sk: id };
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item?.['erased'] === true;
  }

  return {
    async park(record) {
      const id = parkedId(record);
      if (await isErased(id)) return;
      const inline = record.bytes.length <= MAX_INLINE_BYTES;
      if (!inline)
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: bucketKey(id), Body: record.bytes }));
      const { bytes, ...coordinates } = record;
      const { set, remove, names, values } = updateClauses({
        ...coordinates,
        hash: hashOf(bytes),
        size: bytes.length,
        bytes: inline ? bytes : undefined,
        [TTL_ATTRIBUTE]: Math.floor((toEpochMs(record.at) + KEPT_MS) / 1000),
      });
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: PARKED, sk: id },
          UpdateExpression: `SET ${set.join(', ')} ${remove.length > 0 ? `REMOVE ${remove.join(', ')} ` : ''}ADD version :one`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...values, ':one': 1 },
        }),
      );
    },
  };
}

/** Key of a large record's bytes in the bucket. */
export function bucketKey(id: string): string {
  return `parked/${id}`;
}

/** SHA-256, in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Coordinates where the transport has them, else a digest of the bytes. */
function parkedId(record: ParkedRecord): string {
  if (record.partition !== undefined && record.offset !== undefined) {
    return `${record.topic}-${record.partition}-${String(record.offset).padStart(16, '0')}`;
  }
  return `${record.topic}-${hashOf(record.bytes)}`;
}
