import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../local/clients.ts';
import { createTables } from '../../local/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb-engine.ts';
import type { TableName } from '../../shared/store/tables.ts';

/** A suite's own tables. Readable from `beforeAll` on, not while the suite is described. */
export interface TestTables {
  endpoint: string;
  client: DynamoDBDocumentClient;
  tables: Record<TableName, string>;
}

/** Gives the calling suite an engine and tables of its own for as long as it runs. */
export function testTables(): TestTables {
  const suite = {} as TestTables;
  let stop = () => Promise.resolve();

  beforeAll(async () => {
    const engine = await startDynamoDb();
    const client = localDocumentClient(engine.endpoint);
    stop = () => {
      client.destroy();
      return engine.stop();
    };
    const tables = await createTables(client, { prefix: `test-${randomUUID()}` });
    Object.assign(suite, { endpoint: engine.endpoint, client, tables } satisfies TestTables);
  });

  afterAll(() => stop());

  return suite;
}
