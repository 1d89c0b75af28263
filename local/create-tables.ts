import {
  CreateTableCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  TABLES,
  TTL_ATTRIBUTE,
  WORK_INDEX,
  type TableDefinition,
  type TableName,
} from '../shared/store/tables.ts';

/**
 * Creates the tables of the service as `${prefix}-${table}`. A prefix of its own gives a suite tables of its own;
 * tables that exist already are kept with what is in them. Engines on one machine create a table before they answer.
 *
 * @returns the full name of every table
 */
export async function createTables(
  client: DynamoDBDocumentClient,
  { prefix }: { prefix: string },
): Promise<Record<TableName, string>> {
  const names = tableNames(prefix);
  for (const table of Object.keys(names) as TableName[])
    await createTable(client, names[table], TABLES[table]);
  return names;
}

function tableNames(prefix: string): Record<TableName, string> {
  const tables = Object.keys(TABLES) as TableName[];
  return Object.fromEntries(tables.map((table) => [table, `${prefix}-${table}`])) as Record<
    TableName,
    string
  >;
}

async function createTable(
  client: DynamoDBDocumentClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  try {
    await client.send(new CreateTableCommand(tableInput(name, definition)));
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  if (!definition.ttl) return;
  const TimeToLiveSpecification = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
}

function tableInput(name: string, definition: TableDefinition): CreateTableCommandInput {
  const indexes = Object.entries(definition.indexes);
  if (definition.workIndex) indexes.push([WORK_INDEX, ['work_key', 'work_at']]);
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap(([, keys]) => keys)]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema('pk', 'sk'),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: keySchema(...keys),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  };
}

function keySchema(partition: string, sort: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
