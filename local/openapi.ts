import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runCommand } from './command.ts';
import { ROOT } from './engine/functions.ts';
import { createApiDocument } from './openapi/document.ts';

const FILE = join(ROOT, 'docs/openapi.json');

const HELP = `Writes the OpenAPI document of the API, docs/openapi.json, from its operations and their schemas.

  npm run openapi              writes it
  npm run openapi -- --check   only says whether it is what the schemas say

Ends with 0, with 1 when the document is not up to date, with 2 when it does not know an option.`;

await runCommand({ help: HELP, options: { check: { type: 'boolean', default: false } } }, ({ values }) =>
  bringUpToDate(values),
);

async function bringUpToDate({ check }: { check: boolean }): Promise<boolean> {
  const name = relative(ROOT, FILE);
  const document = await format(JSON.stringify(createApiDocument()), {
    ...(await resolveConfig(FILE)),
    filepath: FILE,
  });
  const written = await readFile(FILE, 'utf8').catch(() => '');
  if (written === document) {
    console.log(`${name} is up to date`);
    return true;
  }
  if (check) {
    console.error(`${name} is not what the schemas say: run npm run openapi`);
    return false;
  }
  await writeFile(FILE, document);
  console.log(`${name} is written`);
  return true;
}
