import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../local/clients.ts';
import { createTables } from '../../local/create-tables.ts';
import { dumpTables } from '../../local/dump.ts';
import { startDynamoDb } from '../../local/dynamodb-engine.ts';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import { localTemplate, testTables } from '../support/engine.ts';

const db = testTables();
const keys = (schema: KeySchemaElement[] = []) => schema.map(({ AttributeName }) => AttributeName);
/** The engine that comes with the project runs on this platform only. */
const itHasEngine = process.platform === 'linux' && process.arch === 'x64' ? it : it.skip;
const given = process.env['DYNAMODB_ENDPOINT'];

afterEach(() => {
  if (given === undefined) delete process.env['DYNAMODB_ENDPOINT'];
  else process.env['DYNAMODB_ENDPOINT'] = given;
});

describe('tables', () => {
  it.each(Object.keys(TABLES) as TableName[])('%s is made as it is defined', async (table) => {
    const { workIndex, indexes, stream, ttl } = TABLES[table];
    const TableName = db.tables[table];
    const { Table } = await db.client.send(new DescribeTableCommand({ TableName }));
    const ttlOf = await db.client.send(new DescribeTimeToLiveCommand({ TableName }));
    const found = Table?.GlobalSecondaryIndexes?.map(({ IndexName = '', KeySchema, Projection }) => [
      IndexName,
      [keys(KeySchema), Projection?.ProjectionType],
    ]);
    const expected = { ...indexes, ...(workIndex && { work: ['work_key', 'work_at'] }) };

    expect(keys(Table?.KeySchema)).toEqual(['pk', 'sk']);
    expect(Object.fromEntries(found ?? [])).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, attributes]) => [name, [attributes, 'KEYS_ONLY']]),
      ),
    );
    expect(Table?.StreamSpecification?.StreamViewType).toBe(stream ? 'KEYS_ONLY' : undefined);
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(ttlOf.TimeToLiveDescription?.AttributeName).toBe(ttl ? 'expires_at' : undefined);
  });

  it('serve their work index with keys only', async () => {
    const TableName = db.tables.contacts;
    const Item = {
      pk: 't#1',
      sk: 'contact',
      work_key: 'due#3',
      work_at: '2026-03-02T08:00:00.000Z',
      name: 'Musterfrau',
    };
    await db.client.send(new PutCommand({ TableName, Item: { ...Item, note: undefined } }));
    const { Items } = await db.client.send(
      new QueryCommand({
        TableName,
        IndexName: 'work',
        KeyConditionExpression: 'work_key = :key',
        ExpressionAttributeValues: { ':key': 'due#3' },
      }),
    );
    expect(Items).toEqual([
      { pk: 't#1', sk: 'contact', work_key: 'due#3', work_at: '2026-03-02T08:00:00.000Z' },
    ]);
  });

  it('are kept with what is in them when they are created again', async () => {
    const Item = { pk: 'lease', sk: 'pump' };
    await db.client.send(new PutCommand({ TableName: db.tables.runtime, Item }));
    await createTables(db.client, await localTemplate());
    const found = await db.client.send(new GetCommand({ TableName: db.tables.runtime, Key: Item }));
    expect(found.Item).toEqual(Item);
  });
});

describe('dump', () => {
  const own = testTables();

  it('holds every item of every table, over page borders too', async () => {
    const { client, tables } = own;
    const filler = 'x'.repeat(300_000);
    for (let n = 0; n < 5; n++) {
      await client.send(
        new PutCommand({ TableName: tables.emails, Item: { pk: `em_${n}`, sk: 'head', filler } }),
      );
    }
    await client.send(new PutCommand({ TableName: tables.calls, Item: { pk: 'pc_1', sk: 'head' } }));
    const dump = await dumpTables(client, tables);
    expect(dump.emails.map(({ pk }) => pk).sort()).toEqual(['em_0', 'em_1', 'em_2', 'em_3', 'em_4']);
    expect(dump).toMatchObject({
      contacts: [],
      calls: [{ pk: 'pc_1', sk: 'head' }],
      outbox: [],
      runtime: [],
    });
  });
});

describe('engine', () => {
  it('is the one at DYNAMODB_ENDPOINT when that is set, and is not stopped', async () => {
    process.env['DYNAMODB_ENDPOINT'] = db.endpoint;
    const engine = await startDynamoDb();
    expect(engine.endpoint).toBe(db.endpoint);
    await engine.stop();
    expect((await dumpTables(db.client, db.tables)).outbox).toEqual([]);
  });

  itHasEngine(
    'answers as soon as it is started, apart from others, and no more when it is stopped',
    async () => {
      delete process.env['DYNAMODB_ENDPOINT'];
      const engines = await Promise.all([startDynamoDb(), startDynamoDb(), startDynamoDb()]);
      expect(new Set(engines.map(({ endpoint }) => endpoint)).size).toBe(3);
      for (const { endpoint, stop } of engines) {
        expect((await fetch(endpoint)).ok).toBe(true);
        await stop();
        await expect(fetch(endpoint)).rejects.toThrow();
      }
    },
  );

  itHasEngine('keeps the data of a file over a restart', async () => {
    delete process.env['DYNAMODB_ENDPOINT'];
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const Key = { pk: 'em_1', sk: 'head' };
    let found: unknown;
    for (let run = 0; run < 2; run++) {
      const engine = await startDynamoDb(join(folder, 'data.sqlite'));
      const client = localDocumentClient(engine.endpoint);
      await createTables(client, await localTemplate());
      const TableName = db.tables.emails;
      if (run === 0) await client.send(new PutCommand({ TableName, Item: Key }));
      else found = (await client.send(new GetCommand({ TableName, Key }))).Item;
      client.destroy();
      await engine.stop();
    }
    await rm(folder, { recursive: true });
    expect(found).toEqual(Key);
  });

  itHasEngine('takes the place of one that outlived its owner', async () => {
    delete process.env['DYNAMODB_ENDPOINT'];
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const left = await startDynamoDb(join(folder, 'data.sqlite'));
    const next = await startDynamoDb(join(folder, 'data.sqlite'));
    await expect(fetch(left.endpoint)).rejects.toThrow();
    expect((await fetch(next.endpoint)).ok).toBe(true);
    await next.stop();
    await left.stop();
    await rm(folder, { recursive: true });
  });

  itHasEngine('says why it does not start', async () => {
    delete process.env['DYNAMODB_ENDPOINT'];
    const dbPath = join(tmpdir(), 'no-such-folder', 'data.sqlite');
    await expect(startDynamoDb(dbPath)).rejects.toThrow(/does not start: .*unable to open database file/);
  });
});
