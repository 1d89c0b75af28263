import { paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../shared/store/tables.ts';

/** An item as it lies in its table. */
export type Item = Record<string, unknown>;

/**
 * Reads every item of every table, strongly consistent: an admin tool for checks, never part of the service.
 *
 * @param tables the full name of every table
 */
export async function dumpTables(
  client: DynamoDBDocumentClient,
  tables: Record<TableName, string>,
): Promise<Record<TableName, Item[]>> {
  const dump: Partial<Record<TableName, Item[]>> = {};
  for (const [table, name] of Object.entries(tables) as [TableName, string][]) {
    const items: Item[] = [];
    for await (const page of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
      items.push(...(page.Items ?? []));
    }
    dump[table] = items;
  }
  return dump as Record<TableName, Item[]>;
}
