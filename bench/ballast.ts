import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { HOUR_MS, plus } from '../shared/domain/time.ts';
import { therapistKey } from '../shared/store/contacts.ts';
import type { Attributes } from '../shared/store/items.ts';
import { shardOf, workKey } from '../shared/store/shards.ts';
import type { MeteredEngine } from './engine.ts';
import type { Progress } from './measurement.ts';
import { ingest } from './placement-requests.ts';

/** Who is copied: numbers that nothing else contains, so that a copy which still names them is found out. */
const WAITING = 900_000_001;
const IDLE = 900_000_002;

/** From the night of a batch to the morning in whose send window its mails leave. */
const UNTIL_MORNING_MS = 8 * HOUR_MS;

const BATCH_WRITE_LIMIT = 25;
const WRITERS = 4;
const PROGRESS_EVERY = 10_000;

/** The items under one therapist, as the service wrote them. */
export type Therapist = Attributes[];

/**
 * Lets the service make two therapists who are not due: both were written to, so that their guards open in a week; one
 * has a further request waiting for that, the other nothing. The clock stands hours later afterwards.
 *
 * @param requestIds numbers for the three requests of theirs
 */
export async function makeTherapistsNotDue(
  engine: MeteredEngine,
  requestIds: [number, number, number],
): Promise<Therapist[]> {
  const { clock, functions } = engine;
  const [ofWaiting, ofIdle, further] = requestIds;
  await ingest(engine, [
    { id: ofWaiting, therapistId: WAITING },
    { id: ofIdle, therapistId: IDLE },
  ]);
  await functions.dailyBatch();
  clock.set(plus(clock.now(), UNTIL_MORNING_MS));
  await functions.processEmailQueue();
  const { mails } = engine.left();
  if (mails !== 2) throw new Error(`expected a mail to each of two therapists, SES accepted ${mails}`);
  await ingest(engine, [{ id: further, therapistId: WAITING }]);
  return Promise.all([WAITING, IDLE].map((therapistId) => readTherapist(engine, therapistId)));
}

async function readTherapist(
  { client, contactsTable }: MeteredEngine,
  therapistId: number,
): Promise<Therapist> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: contactsTable,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': therapistKey(therapistId) },
    }),
  );
  return Items;
}

/**
 * A therapist's items under another id.
 *
 * @throws Error when they name him in a place that this function does not know
 */
export function copyTherapist(items: Therapist, therapistId: number): Therapist {
  const copies = items.map((item) => {
    const [lane = ''] = String(item['work_key']).split('#');
    const work = 'work_key' in item ? { work_key: workKey(lane, shardOf(therapistId)) } : {};
    return { ...item, pk: therapistKey(therapistId), therapist_id: therapistId, ...work };
  });
  const original = String(items[0]?.['therapist_id']);
  if (String(therapistId) !== original && JSON.stringify(copies).includes(original))
    throw new Error('the copy of a therapist still names the original');
  return copies;
}

/** Writes copies of the given therapists in turn under all ids from `from` to before `to`. */
export async function fill(
  { client, contactsTable }: MeteredEngine,
  { therapists, from, to }: { therapists: Therapist[]; from: number; to: number },
  progress: Progress,
): Promise<void> {
  const batches = inBatches(copies(therapists, from, to));
  let written = 0;
  const write = async () => {
    for (const batch of batches) {
      let requests: object[] = batch.map((Item) => ({ PutRequest: { Item } }));
      while (requests.length > 0) {
        const command = new BatchWriteCommand({ RequestItems: { [contactsTable]: requests } });
        requests = (await client.send(command)).UnprocessedItems?.[contactsTable] ?? [];
      }
      written += batch.length;
      if (written % PROGRESS_EVERY < batch.length) progress(`${written} items written`);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

function* copies(therapists: Therapist[], from: number, to: number): Generator<Attributes> {
  for (let id = from; id < to; id++) yield* copyTherapist(therapists[id % therapists.length] ?? [], id);
}

function* inBatches(items: Iterable<Attributes>): Generator<Attributes[]> {
  let batch: Attributes[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH_WRITE_LIMIT) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
