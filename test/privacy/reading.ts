import { dumpTables } from '../../local/dump.ts';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import type { Desk } from './desk.ts';
import { readMails } from './inbox.ts';
import { THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

/** Reads all that the API shows, with and without content, as resources, lists and calendars. */
export async function readEverything(desk: Desk): Promise<void> {
  const { items: emails = [] } = await desk.read('/api/emails', { query: { limit: '100' } });
  for (const { id } of emails)
    for (const path of ['', '/response', '/batches']) await desk.read(`/api/emails/${id}${path}`);
  const { items: calls = [] } = await desk.read('/api/phone-calls', { query: { limit: '100' } });
  await desk.read('/api/phone-calls', { headers: { accept: 'text/calendar' } });
  for (const { id } of calls)
    for (const path of ['', '/batches']) await desk.read(`/api/phone-calls/${id}${path}`);
  for (const status of ['open', 'done']) {
    const { items = [] } = await desk.read('/api/work-items', { query: { status } });
    for (const { id } of items) await desk.read(`/api/work-items/${id}`);
  }
  for (const id of Object.values(THERAPISTS))
    for (const path of ['phone-hours', 'absences']) await desk.read(`/api/therapists/${id}/${path}`);
  await desk.read('/api/caller-lines');
  await readMails(desk);
}

/** Looks into what was kept and what was asked for: tables, bucket, bus and sibling services. */
export async function lookInto({ world, hear, see }: Stage): Promise<void> {
  const dump = await dumpTables(world.client, world.tables);
  for (const [table, items] of Object.entries(dump) as [TableName, object[]][]) {
    const keys = keyAttributes(table);
    for (const item of items) {
      see('stored', JSON.stringify(item, textOfBytes));
      hear('keys of tables', Object.fromEntries(Object.entries(item).filter(([name]) => keys.has(name))));
    }
  }
  for (const { body } of world.s3.objects.values()) see('stored', body.toString());
  for (const entry of world.bus.entries) hear('entries of the event bus', entry);
  for (const service of [world.therapists, world.patients])
    for (const path of service.requests) see('given', service.data.get(Number(path.split('/').at(-1))));
}

function keyAttributes(table: TableName): Set<string> {
  return new Set(['pk', 'sk', 'work_key', 'work_at', ...Object.values(TABLES[table].indexes).flat()]);
}

const textOfBytes = (_: string, value: unknown) =>
  ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()
    : value;
