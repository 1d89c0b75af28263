import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  paginateQuery,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import {
  orderKey,
  PLACES,
  UNKNOWN_DATE,
  type PlacementRequest,
} from '../domain/contact/placement-request.ts';
import type { PooledRequest, Requests } from '../domain/stores/requests.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toAttributes, toWrite, type Attributes } from './items.ts';
import { known } from './newer-items.ts';
import { patientKey } from './projections.ts';
import { decodePosition, encodePosition, queryWork } from './queries.ts';
import { shardOf, workKey } from './shards.ts';

const CALL_LANE = 'call';
const POOL = 'pool#';
const CALL_QUEUE = 'call#';
const OF_PATIENT = 'request#';

/**
 * Placement requests of the table `contacts`: the item by request id is the truth; pool items and call-queue items
 * under the therapist order what waits for his next email or call; items under the patient list all of his.
 */
export function createRequests(client: DynamoDBDocumentClient, table: string): Requests {
  const key = (id: number) => ({ pk: `request#${id}`, sk: 'request' });
  const removeItem = async ({ pk, sk }: Attributes) => {
    await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
  };
  const listKey = ({ requestId, patientId }: Pick<PooledRequest, 'requestId' | 'patientId'>) => ({
    pk: patientKey(patientId),
    sk: `${OF_PATIENT}${String(requestId).padStart(16, '0')}`,
  });
  const under = (pooled: PooledRequest, queue: string) => ({
    pk: therapistKey(pooled.therapistId),
    sk: `${queue}${pooled.orderKey}`,
  });

  const firstOf = async (queue: string, therapistId: number, limit: number): Promise<Attributes[]> => {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :queue)',
        ExpressionAttributeValues: { ':pk': therapistKey(therapistId), ':queue': queue },
        Limit: limit,
      }),
    );
    return answer.Items ?? [];
  };
  const firstPooled = async (prefix: string, therapistId: number, limit: number) =>
    (await firstOf(prefix, therapistId, limit)).map((item) => fromAttributes<PooledRequest>(item));
  const put = (queue: string, pooled: PooledRequest, work: Attributes = {}) =>
    toWrite(`${queue}${pooled.orderKey}`, {
      Put: { TableName: table, Item: { ...toAttributes(pooled), ...work, ...under(pooled, queue) } },
    });
  const remove = (queue: string, pooled: PooledRequest) =>
    toWrite(`${queue}${pooled.orderKey}`, { Delete: { TableName: table, Key: under(pooled, queue) } });

  return {
    async getRequest(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: key(id), ConsistentRead: true }),
      );
      return Item && fromRequest(Item);
    },

    async getRequests(ids) {
      const found = new Map<number, PlacementRequest>();
      let keys: Attributes[] = ids.map(key);
      while (keys.length > 0) {
        const answer = await client.send(
          new BatchGetCommand({
            RequestItems: { [table]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
          }),
        );
        for (const item of answer.Responses?.[table] ?? []) {
          const request = fromRequest(item);
          found.set(request.id, request);
        }
        keys = [...(answer.UnprocessedKeys?.[table]?.Keys ?? []), ...keys.slice(100)];
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    saveRequest(request) {
      return toWrite(
        `request ${request.id}`,
        putVersioned(table, key(request.id), request, { order_key: orderKey(request) }),
      );
    },

    listUnderPatient({ requestId, therapistId, patientId }) {
      const Item = { ...listKey({ requestId, patientId }), request_id: requestId, therapist_id: therapistId };
      return toWrite(`request ${requestId} of its patient`, { Put: { TableName: table, Item } });
    },

    unlist: (listed) => removeItem(listKey(listed)),

    async requestsOfPatient(patientId, limit, next) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :requests)',
          ExpressionAttributeValues: { ':pk': patientKey(patientId), ':requests': OF_PATIENT },
          Limit: limit,
          ...decodePosition(next),
        }),
      );
      const items = (answer.Items ?? []).map((item) => ({
        requestId: Number(item['request_id']),
        therapistId: Number(item['therapist_id']),
      }));
      return { items, ...encodePosition(answer.LastEvaluatedKey) };
    },

    moveToEmail(pooled, emailId) {
      const move = toWrite(`request ${pooled.requestId}`, {
        Update: {
          TableName: table,
          Key: key(pooled.requestId),
          UpdateExpression: 'SET place = :email, email_id = :email_id, version = version + :one',
          ConditionExpression: 'place = :pending AND order_key = :order_key',
          ExpressionAttributeValues: {
            ':email': 'contact_email',
            ':pending': 'pending',
            ':email_id': emailId,
            ':order_key': pooled.orderKey,
            ':one': 1,
          },
        },
      });
      return [move, remove(POOL, pooled)];
    },

    firstPooled: (therapistId, limit) => firstPooled(POOL, therapistId, limit),
    firstUndated: (therapistId, limit) => firstPooled(`${POOL}${UNKNOWN_DATE}`, therapistId, limit),
    addToPool: (pooled) => put(POOL, pooled),
    removeFromPool: (pooled) => remove(POOL, pooled),

    async firstAwaitingCall(therapistId, limit) {
      const items = await firstOf(CALL_QUEUE, therapistId, limit);
      return items.map((item) => ({
        ...fromAttributes<PooledRequest>(item),
        nextAttemptAt: String(item['work_at']),
      }));
    },
    awaitCall: (pooled, nextAttemptAt) =>
      put(CALL_QUEUE, pooled, {
        work_key: workKey(CALL_LANE, shardOf(pooled.therapistId)),
        work_at: nextAttemptAt,
      }),
    stopAwaitingCall: (pooled) => remove(CALL_QUEUE, pooled),

    async waitingOf(therapistId, limit) {
      const pooled = await firstOf(POOL, therapistId, limit);
      const queued = await firstOf(CALL_QUEUE, therapistId, limit);
      return [...new Set([...pooled, ...queued].map((item) => Number(item['request_id'])))];
    },

    async removeWaiting(therapistId, requestIds) {
      for (const queue of [POOL, CALL_QUEUE]) {
        const pages = paginateQuery(
          { client },
          {
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :queue)',
            ExpressionAttributeValues: { ':pk': therapistKey(therapistId), ':queue': queue },
            ProjectionExpression: 'pk, sk, request_id',
          },
        );
        for await (const { Items = [] } of pages)
          for (const item of Items) if (requestIds.has(Number(item['request_id']))) await removeItem(item);
      }
    },

    async therapistsAwaitingCalls(shard, now, limit, next) {
      const page = await queryWork(client, { table, key: workKey(CALL_LANE, shard), now, limit, next });
      const ids = page.items.map((item) => Number(String(item['pk']).slice('therapist#'.length)));
      return { ...page, items: [...new Set(ids)] };
    },
  };
}

/**
 * A request's item → the request. The stored order key serves conditions; the domain computes it.
 *
 * @throws NewerItem
 */
function fromRequest({ order_key: _orderKey, ...fields }: Attributes): PlacementRequest {
  const request = fromAttributes<PlacementRequest>(fields);
  return known(request, `request ${request.id}`, [[request.place, PLACES]]);
}
