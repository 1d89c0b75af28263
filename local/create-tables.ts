import {
  CreateTableCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TABLES, type TableName } from '../shared/store/tables.ts';
import type { ServiceTemplate } from './template/service-template.ts';

/**
 * The full names of the tables, as the template tells them to the functions.
 *
 * @throws Error when no function is told of a table
 */
export function tableNames({ functions }: Pick<ServiceTemplate, 'functions'>): Record<TableName, string> {
  const names = Object.entries(TABLES).map(([table, { variable }]) => {
    const name = functions.find(({ environment }) => environment[variable])?.environment[variable];
    if (name === undefined) throw new Error(`the template tells no function ${variable}`);
    return [table, name] as const;
  });
  return Object.fromEntries(names) as Record<TableName, string>;
}

/**
 * Creates tables; those that exist already are kept with what is in them. Engines on one machine create a table before
 * they answer.
 *
 * @param streams whether tables have their streams: with every record that nobody reads the engine of tests takes longer
 */
export async function createTables(
  client: DynamoDBDocumentClient,
  { tables, timeToLive }: Pick<ServiceTemplate, 'tables' | 'timeToLive'>,
  { streams = true } = {},
): Promise<void> {
  for (const { StreamSpecification, ...table } of tables) {
    try {
      await client.send(new CreateTableCommand({ ...table, ...(streams && { StreamSpecification }) }));
    } catch (error) {
      if (error instanceof ResourceInUseException) continue;
      throw error;
    }
    for (const { attribute } of timeToLive.filter((each) => each.table === table.TableName)) {
      const TimeToLiveSpecification = { AttributeName: attribute, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: table.TableName, TimeToLiveSpecification }));
    }
  }
}
