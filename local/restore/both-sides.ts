import { paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createService } from '../../functions/wiring/service.ts';
import { tablesOf } from '../../functions/wiring/restore.ts';
import type { Config } from '../../shared/platform/config.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createRestoreMarks } from '../../shared/store/restore-marks.ts';
import { TABLES, type TableName } from '../../shared/store/tables.ts';

type Service = ReturnType<typeof createService>;

/** The service on the restored tables, and on those that they came from. */
export interface BothSides {
  now: Service;
  before: Service;
  client: DynamoDBDocumentClient;
  tables: { now: Record<string, string>; before: Record<string, string> };
}

/**
 * @param runtime of the stage as it is deployed, on the restored tables
 * @param before full names of the old tables, from the mark
 */
export function openBothSides(runtime: KeyedRuntime, before: Record<string, string>): BothSides {
  const names = Object.entries(before).map(([table, name]) => [TABLES[table as TableName].variable, name]);
  const config = { ...runtime.config, ...Object.fromEntries(names) } as Config;
  return {
    now: createService(runtime),
    before: createService({ ...runtime, config }),
    client: runtime.aws.dynamoDb(),
    tables: { now: tablesOf(runtime.config), before },
  };
}

/** The mark of the restored tables. */
export function marksOf({ aws, config }: Pick<KeyedRuntime, 'aws' | 'config'>) {
  return createRestoreMarks(aws.dynamoDb(), config.RUNTIME_TABLE);
}

/** Keys of all items of a table, page by page: an admin tool, never part of the service (DESIGN I12). */
export async function* keysOf(
  client: DynamoDBDocumentClient,
  table: string | undefined,
): AsyncGenerator<{ pk: string; sk: string }> {
  const scan = { TableName: table, ProjectionExpression: 'pk, sk' };
  for await (const { Items = [] } of paginateScan({ client }, scan))
    for (const { pk, sk } of Items) yield { pk: String(pk), sk: String(sk) };
}
