import { beforeEach, describe, expect, it } from '@jest/globals';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { OutboxEvent } from '../../../shared/domain/events.ts';
import type { OutboxRow } from '../../../shared/domain/stores/outbox.ts';
import { createOutbox } from '../../../shared/store/outbox.ts';
import { shardOf } from '../../../shared/store/shards.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';
import { anOutboxEvent } from '../../support/outbox-events.ts';

const db = testTables();
let store: ReturnType<typeof connect>;
let count = 0;
let emailId = '';

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createOutbox(client, tables.outbox),
  };
}

beforeEach(() => {
  store = connect();
  emailId = `em_${++count}`;
});

const aggregate = () => `email#${emailId}`;
const shard = () => shardOf(aggregate());
const event = (seq: number) => anOutboxEvent(emailId, seq);
const add = (...events: OutboxEvent[]) => store.commit(events.map(store.addEvent));

/** Rows of the test's own aggregate, in the order of the shard. */
async function rows(): Promise<OutboxRow[]> {
  const found: OutboxRow[] = [];
  let next: string | undefined;
  do {
    const page = await store.readShard(shard(), 3, next);
    expect(page.items.length).toBeLessThanOrEqual(3);
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found.filter((row) => row.aggregate === aggregate());
}

const putRaw = (seq: number, text: unknown) =>
  db.client.send(
    new PutCommand({
      TableName: db.tables.outbox,
      Item: {
        pk: `shard#${shard()}`,
        sk: `${aggregate()}#${String(seq).padStart(10, '0')}`,
        event: text,
      },
    }),
  );

describe('the outbox', () => {
  it('returns the events of an aggregate in the order of their numbers, past ten and past a page', async () => {
    const seqs = [11, 2, 10, 1, 9, 12, 100, 3];
    for (const seq of seqs) await add(event(seq));
    const found = await rows();
    expect(found.map(({ seq }) => seq)).toEqual([1, 2, 3, 9, 10, 11, 12, 100]);
    expect(found[0]).toMatchObject({ shard: shard(), event: event(1) });
  });

  it('takes a number of an aggregate once', async () => {
    await add(event(1));
    const second = { ...event(1), id: 'ev_other' };
    expect(await add(second)).toEqual({ ok: false, conflicts: [`event ${aggregate()} 1`] });
    expect(await rows()).toMatchObject([{ event: event(1) }]);
  });

  it('owes a number until its row is deleted', async () => {
    await add(event(1), event(2));
    const owed = () => Promise.all([1, 2, 3].map((seq) => store.isOwed(shard(), aggregate(), seq)));
    expect(await owed()).toEqual([true, true, false]);
    const [first] = await rows();
    if (first) await store.deleteRows([first]);
    expect(await owed()).toEqual([false, true, false]);
    expect((await rows()).map(({ seq }) => seq)).toEqual([2]);
  });

  it.each([
    ['no JSON', () => '{"id":'],
    ['nothing', () => undefined],
    ['null', () => 'null'],
    ['no event', () => '{"id":"ev_1"}'],
    ['the event of another aggregate', () => JSON.stringify(anOutboxEvent('em_other', 1))],
    ['the event of another number', () => JSON.stringify(event(7))],
  ])('FAULTS 22: has a row without an event where it holds %s', async (_what, text) => {
    await putRaw(1, text());
    const [row] = await rows();
    expect(row).toEqual({
      shard: shard(),
      key: `${aggregate()}#0000000001`,
      aggregate: aggregate(),
      seq: 1,
    });
  });
});
