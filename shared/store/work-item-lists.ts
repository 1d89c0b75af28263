import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SHARDS } from '../domain/stores/queries.ts';
import type { WorkItemFilter, WorkItemLists } from '../domain/stores/work-items.ts';
import { kindOf, type WorkItem } from '../domain/work-item.ts';
import { readMany } from './batch-get.ts';
import type { Attributes } from './items.ts';
import { listReader, type OnNewerItem } from './newer-items.ts';
import { WORK_INDEX } from './tables.ts';
import { fromWorkItem, laneKey, workItemIdOf, workItemKey, workItemPosition } from './work-items.ts';

/** How many work items one page may look at, so that a filter which fits few of them does not read all. */
const MOST_EXAMINED = 300;

/** How many are read at a time when not all of them will fit the filter. */
const CHUNK = 100;

/** How many positions of a shard are read at a time: about 4 KB, for which DynamoDB bills the same as for one. */
const SHARD_CHUNK = 20;

/** Before and behind every position. */
const [FIRST, LAST] = ['0', '~'];

/**
 * Lists of the work items: the work index tells the order over all shards, the items themselves are read strongly and
 * checked against the whole filter, since an index may lag (DESIGN §10). An item that is moved while its list is paged
 * may be seen twice or not at all; all others are seen once.
 */
export function createWorkItemLists(
  client: DynamoDBDocumentClient,
  table: string,
  onNewerItem?: OnNewerItem,
): WorkItemLists {
  const read = listReader(fromWorkItem, onNewerItem);
  return {
    async listWorkItems(filter, { limit, next }) {
      const chunk = isServedByIndex(filter) ? limit + 1 : CHUNK;
      const items: WorkItem[] = [];
      let examined = 0;
      let last = next;
      for await (const { stored, position } of itemsOf(client, table, { filter, chunk, after: next })) {
        if (items.length === limit || examined === MOST_EXAMINED)
          return { items, ...(last !== undefined && { next: last }) };
        const item = read(stored);
        if (item && fits(item, filter, position)) items.push(item);
        examined++;
        last = position;
      }
      return { items };
    },
  };
}

interface Walk {
  filter: WorkItemFilter;
  chunk: number;
  after: string | undefined;
}

/** Whether every work item of the walk fits the filter. */
function isServedByIndex({ status, therapistId, kind, reason, dueTo }: WorkItemFilter): boolean {
  const others = [therapistId, kind, reason, status === 'done' ? dueTo : undefined];
  return others.every((filter) => filter === undefined);
}

/** Whether the work item fits the filter and still stands where the index says. */
function fits(item: WorkItem, filter: WorkItemFilter, position: string): boolean {
  const { status, therapistId, kind, reason, dueTo } = filter;
  return (
    item.status === status &&
    workItemPosition(item) === position &&
    (therapistId === undefined || item.therapistId === therapistId) &&
    (kind === undefined || kindOf(item.reason) === kind) &&
    (reason === undefined || item.reason === reason) &&
    (dueTo === undefined || item.dueAt < dueTo)
  );
}

async function* itemsOf(
  client: DynamoDBDocumentClient,
  table: string,
  walk: Walk,
): AsyncGenerator<{ stored: Attributes | undefined; position: string }> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => positionsOf(client, table, { ...walk, shard }));
  const isBefore =
    walk.filter.status === 'open' ? (a: string, b: string) => a < b : (a: string, b: string) => a > b;
  for await (const found of inChunks(merged(shards, isBefore), walk.chunk)) {
    const keys = found.map(({ id }) => workItemKey(id));
    const items = await readMany(client, table, keys);
    for (const [index, { position }] of found.entries()) yield { stored: items[index], position };
  }
}

interface Indexed {
  id: string;
  position: string;
}

/** What the index has of one shard, in the list's order. */
async function* positionsOf(
  client: DynamoDBDocumentClient,
  table: string,
  { filter, after, shard }: Walk & { shard: number },
): AsyncGenerator<Indexed, void> {
  const isOpen = filter.status === 'open';
  const [from, to] = isOpen ? [after ?? FIRST, filter.dueTo ?? LAST] : [FIRST, after ?? LAST];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: WORK_INDEX,
        KeyConditionExpression: 'work_key = :key AND work_at BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':key': laneKey(filter.status, shard), ':from': from, ':to': to },
        ScanIndexForward: isOpen,
        Limit: SHARD_CHUNK,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    const found = (answer.Items ?? []).map((item) => ({
      id: workItemIdOf(item['pk']),
      position: String(item['work_at']),
    }));
    yield* found.filter(({ position }) => position !== after);
    start = answer.LastEvaluatedKey;
  } while (start);
}

/** Several ordered sources as one. They are asked at the same time once, then each when its turn has come. */
async function* merged(
  sources: AsyncGenerator<Indexed, void>[],
  isBefore: (a: string, b: string) => boolean,
): AsyncGenerator<Indexed, void> {
  const next = async (source: AsyncGenerator<Indexed, void>) => {
    const { value, done } = await source.next();
    return done ? [] : [{ source, ...value }];
  };
  let heads = (await Promise.all(sources.map(next))).flat();
  while (heads.length > 0) {
    const first = heads.reduce((best, head) => (isBefore(head.position, best.position) ? head : best));
    yield first;
    const following = await next(first.source);
    heads = heads.flatMap((head) => (head === first ? following : head));
  }
}

async function* inChunks<T>(source: AsyncGenerator<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const element of source) {
    chunk.push(element);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
