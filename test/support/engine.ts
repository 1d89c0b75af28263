import { afterAll, beforeAll } from '@jest/globals';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../local/clients.ts';
import { createTables, tableNames } from '../../local/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb-engine.ts';
import { randomAccount } from '../../local/engine/backing-services.ts';
import { readServiceTemplate, type ServiceTemplate } from '../../local/template/service-template.ts';
import { synthesizeLocalStage } from '../../local/template/synthesize.ts';
import type { TableName } from '../../shared/store/tables.ts';

/** A suite's own tables. Readable from `beforeAll` on, not while the suite is described. */
export interface TestTables {
  endpoint: string;
  client: DynamoDBDocumentClient;
  tables: Record<TableName, string>;
}

let template: Promise<ServiceTemplate> | undefined;

/** The template of the stage `local`, read once for all tests of a suite. */
export function localTemplate(): Promise<ServiceTemplate> {
  return (template ??= synthesizeLocalStage().then(readServiceTemplate));
}

/**
 * Gives the calling suite an engine and tables of its own for as long as it runs.
 *
 * @param streams whether tables have their streams: where nobody reads them they only cost time, with every write more
 */
export function testTables({ streams = true } = {}): TestTables {
  const suite = {} as TestTables;
  let stop = () => Promise.resolve();

  beforeAll(async () => {
    const engine = await startDynamoDb();
    const client = localDocumentClient(engine.endpoint, randomAccount());
    stop = () => {
      client.destroy();
      return engine.stop();
    };
    const template = await localTemplate();
    await createTables(client, template, { streams });
    const tables = tableNames(template);
    Object.assign(suite, { endpoint: engine.endpoint, client, tables } satisfies TestTables);
  });

  afterAll(() => stop());

  return suite;
}
