import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../../local/clients.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { Write } from '../../../shared/domain/stores/unit-of-work.ts';
import { toWrite } from '../../../shared/store/items.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { testTables } from '../../support/engine.ts';
import { injectFaults, type Call, type Fault } from '../../support/flaky-dynamodb.ts';
import { NOON } from '../../support/aggregates.ts';

const db = testTables();
let client: DynamoDBDocumentClient;
let pk = 0;

beforeEach(() => {
  client = localDocumentClient(db.endpoint);
  pk++;
});

afterEach(() => client.destroy());

const unitOfWork = () => createUnitOfWork(client, createSimulatedClock(NOON));

/** Creates an item; conflicts when there is one. */
const create = (sk: string): Write =>
  toWrite(`item ${sk}`, {
    Put: {
      TableName: db.tables.contacts,
      Item: { pk: `case#${pk}`, sk },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });

/** Adds one to a counter: applied twice, it shows. */
const increase = (sk: string): Write =>
  toWrite(`counter ${sk}`, {
    Update: {
      TableName: db.tables.contacts,
      Key: { pk: `case#${pk}`, sk },
      UpdateExpression: 'ADD hits :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
  });

const stored = async (sk: string) => {
  const Key = { pk: `case#${pk}`, sk };
  return (await db.client.send(new GetCommand({ TableName: db.tables.contacts, Key }))).Item;
};

/** The first `times` calls meet the fault. */
const failFirst = (times: number, fault: Fault) =>
  injectFaults(client, ({ n }: Call) => (n <= times ? fault : undefined));

describe('a commit', () => {
  it('applies all writes of a decision', async () => {
    expect(await unitOfWork().commit([create('a'), create('b')])).toEqual({ ok: true });
    expect([await stored('a'), await stored('b')]).toEqual([
      { pk: `case#${pk}`, sk: 'a' },
      { pk: `case#${pk}`, sk: 'b' },
    ]);
  });

  it('applies nothing when one item is not as it was read, and names every such item', async () => {
    await unitOfWork().commit([create('a'), create('c')]);
    const writes = [create('a'), create('b'), create('c')];
    expect(await unitOfWork().commit(writes)).toEqual({ ok: false, conflicts: ['item a', 'item c'] });
    expect(await stored('b')).toBeUndefined();
  });

  it('needs no transaction for a single write, and names its conflict the same way', async () => {
    const operations: string[] = [];
    injectFaults(client, ({ operation }) => void operations.push(operation));
    expect(await unitOfWork().commit([create('a')])).toEqual({ ok: true });
    expect(await unitOfWork().commit([create('a')])).toEqual({ ok: false, conflicts: ['item a'] });
    expect(operations).toEqual(['PutItem', 'PutItem']);
  });

  it('of nothing succeeds without a call', async () => {
    const log = failFirst(1, 'error');
    expect(await unitOfWork().commit([])).toEqual({ ok: true });
    expect(log.calls).toBe(0);
  });

  it('takes 100 items and refuses 101 before anything is sent', async () => {
    const writes = Array.from({ length: 101 }, (_, index) => create(String(index)));
    const log = failFirst(0, 'error');
    await expect(unitOfWork().commit(writes)).rejects.toThrow(RangeError);
    expect(log.calls).toBe(0);
    expect(await unitOfWork().commit(writes.slice(1))).toEqual({ ok: true });
    expect(await stored('100')).toBeDefined();
  });

  it('fails on what is no conflict, and applies nothing', async () => {
    failFirst(1, 'error');
    await expect(unitOfWork().commit([create('a'), create('b')])).rejects.toThrow('injected');
    expect(await stored('a')).toBeUndefined();
  });
});

describe.each([
  { of: 'a transaction', keys: ['a', 'b'] },
  { of: 'a single write', keys: ['a'] },
])('collisions of $of', ({ keys }) => {
  it('FAULTS 36: are tried again when there are four', async () => {
    const log = failFirst(4, 'transaction_conflict');
    expect(await unitOfWork().commit(keys.map(create))).toEqual({ ok: true });
    expect(log.calls).toBe(5);
    expect(await stored('a')).toBeDefined();
  });

  it('FAULTS 36: count as a conflict when there is no end to them', async () => {
    failFirst(100, 'transaction_conflict');
    expect(await unitOfWork().commit(keys.map(create))).toEqual({ ok: false, conflicts: ['collision'] });
    expect(await stored('a')).toBeUndefined();
  });
});

describe('an answer that got lost', () => {
  it('FAULTS 36: does not apply a transaction twice when the SDK repeats it', async () => {
    failFirst(1, 'repeated');
    expect(await unitOfWork().commit([increase('a'), create('b')])).toEqual({ ok: true });
    expect(await stored('a')).toMatchObject({ hits: 1 });
  });

  it('FAULTS 36: shows its own writes to the next try as a conflict', async () => {
    failFirst(1, 'error_after_applied');
    const writes = [create('a'), create('b')];
    await expect(unitOfWork().commit(writes)).rejects.toThrow('injected');
    expect(await unitOfWork().commit(writes)).toEqual({ ok: false, conflicts: ['item a', 'item b'] });
  });
});
