import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createMeter, type Meter } from '../../bench/meter.ts';
import { testTables } from '../support/engine.ts';

/** More than a write unit, less than a read unit. */
const BIG = 'x'.repeat(1500);
const row = (sk: string, rest: object = {}) => ({ pk: 'rows', sk, ...rest });

describe('the meter', () => {
  const suite = testTables();
  let meter: Meter;

  beforeAll(() => {
    meter = createMeter();
    meter.watch(suite.client);
  });

  const table = () => suite.tables.contacts;
  const put = (item: object) => suite.client.send(new PutCommand({ TableName: table(), Item: item }));

  it('counts a write by its size, its index entries too', async () => {
    const usage = await meter.during(async () => {
      await put(row('1'));
      await put(row('2', { big: BIG }));
      await put(row('3', { work_key: 'due#1', work_at: '2026-11-23' }));
    });
    expect(usage).toEqual({ calls: 3, itemsRead: 0, readUnits: 0, writeUnits: 1 + 2 + 2, unpriced: 0 });
  });

  it('counts transactions at twice the price', async () => {
    const keys = [row('1'), row('2')];
    const usage = await meter.during(async () => {
      const Puts = keys.map((Item) => ({ Put: { TableName: table(), Item } }));
      await suite.client.send(new TransactWriteCommand({ TransactItems: Puts }));
      const Gets = keys.map((Key) => ({ Get: { TableName: table(), Key } }));
      await suite.client.send(new TransactGetCommand({ TransactItems: Gets }));
    });
    // The second row was 1.5 KB before: DynamoDB bills the larger of both.
    expect(usage).toEqual({ calls: 2, itemsRead: 2, readUnits: 4, writeUnits: 2 + 4, unpriced: 0 });
  });

  it('counts every item that was looked at, returned or not', async () => {
    const absent = { TableName: table(), Key: row('absent'), ConsistentRead: true };
    const filtered = new QueryCommand({
      TableName: table(),
      KeyConditionExpression: 'pk = :rows',
      FilterExpression: 'attribute_exists(nothing)',
      ExpressionAttributeValues: { ':rows': 'rows' },
    });
    const batch = new BatchGetCommand({ RequestItems: { [table()]: { Keys: [row('1'), row('absent')] } } });
    await Promise.all(['1', '2', '3'].map((sk) => put(row(sk))));

    expect(await meter.during(() => suite.client.send(new GetCommand(absent)))).toMatchObject({
      itemsRead: 1,
      readUnits: 1,
    });
    expect(await meter.during(() => suite.client.send(filtered))).toMatchObject({ itemsRead: 3 });
    expect(await meter.during(() => suite.client.send(batch))).toMatchObject({ itemsRead: 2, readUnits: 1 });
  });

  it('tells of a refused write, whose price DynamoDB does not tell', async () => {
    await put(row('1'));
    const usage = await meter.during(async () => {
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      const refused = new PutCommand({ TableName: table(), Item: row('1'), ...condition });
      await expect(suite.client.send(refused)).rejects.toThrow('conditional request failed');
    });
    expect(usage).toMatchObject({ calls: 0, writeUnits: 0, unpriced: 1 });
  });

  it('tells of a client that it does not watch', async () => {
    const unwatched = createMeter();
    const usage = await unwatched.during(async () => {
      await put(row('1'));
      await put(row('2'));
    });
    expect(usage).toMatchObject({ calls: 0, unpriced: 2 });
  });
});
