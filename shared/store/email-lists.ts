import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Email } from '../domain/email/email.ts';
import type { EmailFilter, EmailLists } from '../domain/stores/emails.ts';
import { DAY_MS, plus, type Instant } from '../domain/time.ts';
import { readMany } from './batch-get.ts';
import { therapistKey } from './contacts.ts';
import { fromHead, headKey, monthKey } from './emails.ts';
import type { Attributes } from './items.ts';
import { listReader, type OnNewerItem } from './newer-items.ts';
import { BATCH_INDEX, MONTH_INDEX, TABLES, THERAPIST_INDEX } from './tables.ts';

/** How many emails one page may look at, so that a filter which fits few of them does not read all. */
const MOST_EXAMINED = 300;

/** How many are read at a time when not all of them will fit the filter. */
const CHUNK = 100;

/** No email of this service is older. */
const BEGINNING: Instant = '2026-01-01T00:00:00.000Z';

/**
 * Lists of the table `emails`: one index tells the order, the heads themselves are read strongly and checked against the
 * whole filter, since an index may lag (DESIGN §10).
 */
export function createEmailLists(
  client: DynamoDBDocumentClient,
  table: string,
  onNewerItem?: OnNewerItem,
): EmailLists {
  const read = listReader(fromHead, onNewerItem);
  return {
    async listEmails(filter, { now, limit, next }) {
      const range = rangeOf(filter, now, next);
      const chunk = isServedByIndex(filter) ? limit + 1 : CHUNK;
      const walk = { ...sourceOf(filter, range), range, chunk, after: next };
      const items: Email[] = [];
      let examined = 0;
      let last = next;
      for await (const head of headsOf(client, table, walk)) {
        const email = read(head);
        if (!email) continue;
        if (items.length === limit || examined === MOST_EXAMINED)
          return { items, ...(last && { next: last }) };
        if (fits(email, filter)) items.push(email);
        examined++;
        last = positionOf(email);
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
interface Source {
  index: string;
  partitions: string[];
}

interface Walk extends Source {
  range: Range;
  chunk: number;
  after: string | undefined;
}

/** What is asked for, as far as there can be emails: a little after now, since another machine's clock may be ahead. */
function rangeOf({ createdFrom, createdTo }: EmailFilter, now: Instant, next: string | undefined): Range {
  const from = createdFrom !== undefined && createdFrom > BEGINNING ? createdFrom : BEGINNING;
  const latest = plus(now, DAY_MS);
  const to = createdTo !== undefined && createdTo < latest ? plus(createdTo, -1) : latest;
  return { from, to: next === undefined ? to : createdAtOf(next) };
}

function sourceOf({ therapistId, batchId }: EmailFilter, range: Range): Source {
  if (therapistId !== undefined) return { index: THERAPIST_INDEX, partitions: [therapistKey(therapistId)] };
  if (batchId !== undefined) return { index: BATCH_INDEX, partitions: [batchId] };
  return { index: MONTH_INDEX, partitions: monthsOf(range) };
}

/** Months of a range, newest first. */
function monthsOf({ from, to }: Range): string[] {
  const months: string[] = [];
  for (let at = to; at >= from; at = plus(`${at.slice(0, 7)}-01T00:00:00.000Z`, -1))
    months.push(monthKey(at));
  return months;
}

/** Whether every email of the source fits the filter. */
function isServedByIndex({ therapistId, state, answered, batchId }: EmailFilter): boolean {
  const bothIndexes = therapistId !== undefined && batchId !== undefined;
  return state === undefined && answered === undefined && !bothIndexes;
}

function fits(email: Email, { therapistId, state, answered, batchId }: EmailFilter): boolean {
  return (
    (therapistId === undefined || email.therapistId === therapistId) &&
    (state === undefined || email.state === state) &&
    (answered === undefined || email.answered === answered) &&
    (batchId === undefined || email.batchId === batchId)
  );
}

async function* headsOf(
  client: DynamoDBDocumentClient,
  table: string,
  walk: Walk,
): AsyncGenerator<Attributes | undefined> {
  for await (const keys of keysOf(client, table, walk)) {
    yield* await readMany(client, table, keys);
  }
}

/** Keys of the heads, newest first, a chunk at a time. */
async function* keysOf(
  client: DynamoDBDocumentClient,
  table: string,
  { index, partitions, range, chunk, after }: Walk,
): AsyncGenerator<{ pk: string; sk: string }[]> {
  if (range.to < range.from) return;
  const [partitionName = ''] = TABLES.emails.indexes[index] ?? [];
  for (const partition of partitions) {
    let ExclusiveStartKey: Attributes | undefined =
      after === undefined || partition !== partitions[0]
        ? undefined
        : { ...startKey(after), [partitionName]: partition };
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition AND created_at BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': partitionName },
          ExpressionAttributeValues: { ':partition': partition, ':from': range.from, ':to': range.to },
          ScanIndexForward: false,
          Limit: chunk,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
      yield (answer.Items ?? []).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
      ExclusiveStartKey = answer.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
}

/** Where a list goes on: behind this email. */
function positionOf({ createdAt, id }: Email): string {
  return `${createdAt} ${id}`;
}

function createdAtOf(position: string): Instant {
  return position.slice(0, position.indexOf(' '));
}

function startKey(position: string): Attributes {
  const createdAt = createdAtOf(position);
  return { ...headKey(position.slice(createdAt.length + 1)), created_at: createdAt };
}
