import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonSchema } from './asyncapi/compatibility.ts';
import { breaksOf, publishedFiles, written } from './asyncapi/files.ts';
import { runCommand } from './command.ts';
import { ROOT } from './engine/functions.ts';

const HELP = `Writes what siblings need to know of the events, from their schemas: docs/asyncapi.json, docs/events/*.schema.json
and docs/events/examples.

  npm run asyncapi              writes them
  npm run asyncapi -- --check   only says whether they are what the schemas say

A change that breaks a sibling is never written: it needs a new version of its event, beside the old one, or whoever takes
an event away deletes its schema by hand.

Ends with 0, with 1 when something is not up to date or breaks, with 2 when it does not know an option.`;

await runCommand({ help: HELP, options: { check: { type: 'boolean', default: false } } }, ({ values }) =>
  bringUpToDate(values),
);

async function bringUpToDate({ check }: { check: boolean }): Promise<boolean> {
  const breaks = breaksOf(await publishedSchemas());
  for (const line of breaks) console.error(line);
  if (breaks.length > 0) return false;
  const stale: string[] = [];
  for (const { path, text } of await publishedFiles()) {
    if ((await written(path)) === text) continue;
    stale.push(path);
    if (!check) await write(path, text);
  }
  for (const path of stale) console.log(`${path} ${check ? 'is not what the schemas say' : 'is written'}`);
  if (stale.length === 0) console.log('docs/asyncapi.json and docs/events are up to date');
  return !check || stale.length === 0;
}

async function publishedSchemas(): Promise<Map<string, JsonSchema>> {
  const folder = join(ROOT, 'docs/events');
  const files = await readdir(folder).catch(() => []);
  const schemas = files
    .filter((file) => file.endsWith('.schema.json'))
    .map(async (file): Promise<[string, JsonSchema]> => {
      const text = await readFile(join(folder, file), 'utf8');
      return [file, JSON.parse(text) as JsonSchema];
    });
  return new Map(await Promise.all(schemas));
}

async function write(path: string, text: string): Promise<void> {
  const file = join(ROOT, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}
