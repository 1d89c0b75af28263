import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createFunctions, onceLoader } from '../../local/engine/functions.ts';
import { createTables } from '../../local/create-tables.ts';
import { dumpTables, type Item } from '../../local/dump.ts';
import { createService } from '../../functions/wiring/service.ts';
import { loadConfig } from '../../shared/platform/config.ts';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import { typedFunctions } from './functions.ts';
import type { World } from './world.ts';

const SUFFIX = '-restored';

/** All that lay in a world's tables at one instant. */
export type Backup = Record<TableName, Item[]>;

export const backUp = (world: World): Promise<Backup> => dumpTables(world.client, world.tables);

/** Puts a backup into tables of other names beside those of the world, as DynamoDB's point-in-time recovery does. */
async function putBack(world: World, backup: Backup): Promise<Record<TableName, string>> {
  const { client, template } = world;
  const restored = {
    tables: template.tables.map((table) => ({ ...table, TableName: `${table.TableName}${SUFFIX}` })),
    timeToLive: template.timeToLive.map((each) => ({ ...each, table: `${each.table}${SUFFIX}` })),
  };
  await createTables(client, restored, { streams: false });
  const names = Object.fromEntries(
    Object.entries(world.tables).map(([table, name]) => [table, `${name}${SUFFIX}`]),
  ) as Record<TableName, string>;
  for (const [table, items] of Object.entries(backup) as [TableName, Item[]][])
    for (const item of items) await client.send(new PutCommand({ TableName: names[table], Item: item }));
  return names;
}

/** The world after a restore: its functions, doubles and clock on tables that hold what lay in them at the backup. */
export async function restore(world: World, backup: Backup): Promise<World> {
  const tables = await putBack(world, backup);
  const variables = Object.entries(tables).map(([table, name]) => [
    TABLES[table as TableName].variable,
    name,
  ]);
  const environment = {
    ...world.environment,
    KAFKA_PARTIAL_BATCHES: 'true',
    SEND_RATE_PER_SECOND: '4',
    ...(Object.fromEntries(variables) as Record<string, string>),
  };
  const [any] = world.template.functions;
  const config = loadConfig({ ...any?.environment, AWS_REGION: 'eu-central-1', ...environment });
  const runtime = { ...world.runtime, config };
  const { config: _own, ...surroundings } = runtime;
  const invoke = createFunctions({
    functions: world.template.functions,
    surroundings,
    environment: { AWS_REGION: 'eu-central-1', ...environment },
    loader: onceLoader,
  });
  const functions = typedFunctions(invoke);
  const service = createService(runtime);
  return {
    ...world,
    tables,
    runtime,
    invoke,
    functions,
    service,
    batch: () => functions.dailyBatch({}),
    pump: () => functions.processEmailQueue({}),
    sweep: () => functions.checkUnansweredEmails({}),
    relay: () => functions.outboxRelay({}),
    ingest: (...records) =>
      functions.matchingEvents({
        eventSource: 'aws:kafka',
        records: { 'matching-events-0': records },
      }),
    request: (id) => service.store.getRequest(id),
    contact: (id) => service.store.getContact(id),
    email: async (id) => (await service.store.getEmail(id))?.email,
    entries: async (id) => (await service.store.getEmail(id))?.entries,
    emailsOf: (therapistId) => service.store.emailsOfTherapist(therapistId, 100),
  };
}
