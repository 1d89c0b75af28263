import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { CallFilter, CallLists } from '../domain/stores/calls.ts';
import { DAY_MS, plus, type Instant } from '../domain/time.ts';
import { readMany } from './batch-get.ts';
import type { Attributes } from './items.ts';
import { listReader, type OnNewerItem } from './newer-items.ts';
import { callKey, fromCall, monthKey } from './calls.ts';
import { therapistKey } from './contacts.ts';
import { MONTH_INDEX, TABLES, THERAPIST_INDEX } from './tables.ts';

/** How many calls one page may look at, so that a filter which fits few of them does not read all. */
const MOST_EXAMINED = 300;

/** How many are read at a time when not all of them will fit the filter. */
const CHUNK = 100;

/** No call of this service starts earlier. */
const BEGINNING: Instant = '2026-01-01T00:00:00.000Z';

/** No call is booked further ahead: the longest horizon that can be configured (CALL_HORIZON_DAYS), and a day of skew. */
const FURTHEST_MS = 61 * DAY_MS;

/**
 * Lists of the table `calls`: one index tells the order, the calls themselves are read strongly and checked against the
 * whole filter, since an index may lag (DESIGN §10). A call that is moved while its list is paged may be seen twice or
 * not at all.
 */
export function createCallLists(
  client: DynamoDBDocumentClient,
  table: string,
  onNewerItem?: OnNewerItem,
): CallLists {
  const read = listReader(fromCall, onNewerItem);
  return {
    async listCalls(filter, { now, limit, next }) {
      const range = rangeOf(filter, now, next);
      const walk = {
        ...sourceOf(filter, range),
        range,
        chunk: filter.state ? CHUNK : limit + 1,
        after: next,
      };
      const items: PhoneCall[] = [];
      let examined = 0;
      let last = next;
      for await (const { item, position } of callsOf(client, table, walk)) {
        if (items.length === limit || examined === MOST_EXAMINED)
          return { items, ...(last && { next: last }) };
        const call = read(item);
        if (call && fits(call, filter, position)) items.push(call);
        examined++;
        last = position;
      }
      return { items };
    },
  };
}

interface Range {
  from: Instant;
  /** Included. */
  to: Instant;
}

/** One index, and the partitions of it that hold the list, in the list's order. */
interface Walk {
  index: string;
  partitions: string[];
  range: Range;
  chunk: number;
  after: string | undefined;
}

/** What is asked for, as far as there can be calls. */
function rangeOf({ startsFrom, startsTo }: CallFilter, now: Instant, next: string | undefined): Range {
  const from = startsFrom !== undefined && startsFrom > BEGINNING ? startsFrom : BEGINNING;
  const furthest = plus(now, FURTHEST_MS);
  const to = startsTo !== undefined && startsTo < furthest ? plus(startsTo, -1) : furthest;
  return { from: next === undefined ? from : startsAtOf(next), to };
}

function sourceOf({ therapistId }: CallFilter, range: Range): Pick<Walk, 'index' | 'partitions'> {
  if (therapistId !== undefined) return { index: THERAPIST_INDEX, partitions: [therapistKey(therapistId)] };
  return { index: MONTH_INDEX, partitions: monthsOf(range) };
}

/** Months of a range, earliest first. */
function monthsOf({ from, to }: Range): string[] {
  const months: string[] = [];
  // A month has at most 31 days, and the next one begins within 31 days of any month's first.
  for (let first = `${monthKey(from)}-01T00:00:00.000Z`; first <= to;) {
    months.push(monthKey(first));
    first = `${monthKey(plus(first, 31 * DAY_MS))}-01T00:00:00.000Z`;
  }
  return months;
}

/** Whether the call fits the filter and still starts when the index says. */
function fits(call: PhoneCall, { therapistId, state }: CallFilter, position: string): boolean {
  return (
    call.startsAt === startsAtOf(position) &&
    (therapistId === undefined || call.therapistIds.includes(therapistId)) &&
    (state === undefined || call.state === state)
  );
}

async function* callsOf(
  client: DynamoDBDocumentClient,
  table: string,
  walk: Walk,
): AsyncGenerator<{ item: Attributes | undefined; position: string }> {
  for await (const positions of positionsOf(client, table, walk)) {
    const keys = positions.map((position) => callKey(idOf(position)));
    const items = await readMany(client, table, keys);
    for (const [index, item] of items.entries()) yield { item, position: positions[index] ?? '' };
  }
}

/** Positions of the calls in the list, earliest first, a chunk at a time. */
async function* positionsOf(
  client: DynamoDBDocumentClient,
  table: string,
  { index, partitions, range, chunk, after }: Walk,
): AsyncGenerator<string[]> {
  if (range.to < range.from) return;
  const [partitionName = ''] = TABLES.calls.indexes[index] ?? [];
  for (const partition of partitions) {
    let start =
      after === undefined || partition !== partitions[0]
        ? undefined
        : { ...callKey(idOf(after)), starts_at: startsAtOf(after), [partitionName]: partition };
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition AND starts_at BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': partitionName },
          ExpressionAttributeValues: { ':partition': partition, ':from': range.from, ':to': range.to },
          Limit: chunk,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      yield (answer.Items ?? []).map((item) => positionOf(String(item['starts_at']), String(item['pk'])));
      start = answer.LastEvaluatedKey as typeof start;
    } while (start);
  }
}

/** Where a list goes on: behind this call. */
function positionOf(startsAt: Instant, partition: string): string {
  return `${startsAt} ${partition.slice('call#'.length)}`;
}

function startsAtOf(position: string): Instant {
  return position.slice(0, position.indexOf(' '));
}

function idOf(position: string): string {
  return position.slice(position.indexOf(' ') + 1);
}
