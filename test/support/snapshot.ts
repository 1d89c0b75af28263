import { dumpTables, type Item } from '../../local/dump.ts';
import type { TableName } from '../../shared/store/tables.ts';
import type { World } from './world.ts';

/** All that lies in the tables, by table, partition and sort key, so that two moments or two worlds can be compared. */
export type Snapshot = Record<TableName, Record<string, Item>>;

/** Takes a snapshot of a world's tables. */
export async function snapshot(world: World): Promise<Snapshot> {
  const dump = await dumpTables(world.client, world.tables);
  const tables = Object.entries(dump).map(([table, items]) => [
    table,
    Object.fromEntries(items.map((item) => [`${String(item['pk'])} ${String(item['sk'])}`, item])),
  ]);
  return Object.fromEntries(tables) as Snapshot;
}

/**
 * A snapshot with the random parts of ids replaced by numbers, in the order in which they stand in the tables, and
 * without the shards that follow from them, so that two worlds that did the same look the same.
 */
export async function snapshotWithoutIds(world: World): Promise<Snapshot> {
  const text = JSON.stringify(await snapshot(world))
    .replace(/"work_key":"(\w+)#\d+"/g, '"work_key":"$1"')
    .replace(/"shard":\d+|shard#\d+/g, (shard) => shard.replace(/\d+/, '0'));
  const named = ['em', 'pc', 'wi', 'ev'].reduce(nameIds, text);
  return JSON.parse(named) as Snapshot;
}

function nameIds(text: string, prefix: string): string {
  const sorted = JSON.stringify(sortKeys(JSON.parse(text)));
  const ids = new Set(sorted.match(new RegExp(`\\b${prefix}_[0-9a-z]{26}\\b`, 'g')));
  return [...ids].reduce((renamed, id, index) => renamed.replaceAll(id, `${prefix}_${index}`), sorted);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, field]) => [key, sortKeys(field)]));
}
