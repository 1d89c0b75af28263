import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ParkedEntry, ParkedFilter, ParkedRecords } from '../domain/stores/parked-records.ts';
import type { Clock } from '../domain/ports.ts';
import { toEpochMs, toInstant } from '../domain/time.ts';
import { fromAttributes, toWrite, versionCondition, type Attributes } from './items.ts';
import { applied } from './leases.ts';
import { bucketKey, hashOf, PARKED, type ParkingPlace } from './parking.ts';
import { decodePosition, encodePosition } from './queries.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** Every attribute but the bytes: a page of lists is no place for them. */
const LISTED = ['sk', 'topic', 'partition', 'offset', 'reason', 'at', 'size', 'version', TTL_ATTRIBUTE];

/** What was parked (see `createParking`), for those who look after it. What has expired is not there, removed or not. */
export function createParkedRecords(place: ParkingPlace & { clock: Clock }): ParkedRecords {
  const { client, table, s3, bucket, clock } = place;
  const keyOf = (id: string) => ({ pk: PARKED, sk: id });
  const now = () => Math.floor(toEpochMs(clock.now()) / 1000);

  /** The bytes of an item, from wherever they are. Throws when they are not those that were parked. */
  async function bytesOf(item: Attributes, id: string): Promise<Uint8Array> {
    const bytes =
      item['bytes'] instanceof Uint8Array
        ? item['bytes']
        : await s3
            .send(new GetObjectCommand({ Bucket: bucket, Key: bucketKey(id) }))
            .then(({ Body }) => Body?.transformToByteArray());
    if (!bytes || hashOf(bytes) !== item['hash']) throw new Error('parked bytes are not what was parked');
    return bytes;
  }

  return {
    async listParked(filter, { limit, next }) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ...conditionsOf(filter, now()),
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      return { items: (answer.Items ?? []).map(toEntry), ...encodePosition(answer.LastEvaluatedKey) };
    },

    async getParked(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }),
      );
      // What an erasure has left of a record is a mark without an expiry.
      if (!Item || !(Number(Item[TTL_ATTRIBUTE]) > now())) return undefined;
      return { ...toEntry(Item), bytes: await bytesOf(Item, id) };
    },

    removeParked({ id, version }) {
      return toWrite(`parked record ${id}`, {
        Delete: { TableName: table, Key: keyOf(id), ...asRead(version) },
      });
    },

    async noteReason({ id, version }, reason) {
      const { ConditionExpression, ExpressionAttributeValues } = asRead(version);
      await applied(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(id),
            UpdateExpression: 'SET reason = :reason ADD version :one',
            ConditionExpression,
            ExpressionAttributeValues: { ...ExpressionAttributeValues, ':reason': reason, ':one': 1 },
          }),
        ),
      );
    },

    async forgetBytes({ id }) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: bucketKey(id) }));
    },
  };
}

/** That a record is there in the version that was read. */
function asRead(version: number): ReturnType<typeof versionCondition> {
  const { ConditionExpression, ...values } = versionCondition(version);
  return { ConditionExpression: `attribute_exists(pk) AND ${ConditionExpression}`, ...values };
}

function conditionsOf({ topic, reason }: ParkedFilter, now: number) {
  return {
    KeyConditionExpression: `pk = :parked${topic === undefined ? '' : ' AND begins_with(sk, :topic_prefix)'}`,
    FilterExpression: [
      // DynamoDB takes its time with what has expired.
      `#${TTL_ATTRIBUTE} > :now`,
      ...(topic === undefined ? [] : ['#topic = :topic']),
      ...(reason === undefined ? [] : ['(#reason = :reason OR begins_with(#reason, :reason_code))']),
    ].join(' AND '),
    ProjectionExpression: LISTED.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(LISTED.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':parked': PARKED,
      ':now': now,
      ...(topic !== undefined && { ':topic': topic, ':topic_prefix': `${topic}-` }),
      ...(reason !== undefined && { ':reason': reason, ':reason_code': `${reason}:` }),
    },
  };
}

function toEntry(item: Attributes): ParkedEntry {
  const { bytes: _bytes, hash: _hash, [TTL_ATTRIBUTE]: expiry, ...listed } = item;
  return {
    ...fromAttributes<Omit<ParkedEntry, 'id' | 'expiresAt'>>({ version: 0, ...listed }),
    id: String(item['sk']),
    expiresAt: toInstant(Number(expiry) * 1000),
  };
}
