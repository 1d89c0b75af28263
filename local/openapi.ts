import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readCheckOptions } from './check-options.ts';
import { ROOT } from './engine/functions.ts';
import { createApiDocument } from './openapi/document.ts';

const FILE = join(ROOT, 'docs/openapi.json');

const HELP = `Writes the OpenAPI document of the API, docs/openapi.json, from its operations and their schemas.

  npm run openapi              writes it
  npm run openapi -- --check   only says whether it is what the schemas say

Ends with 0, with 1 when the document is not up to date, with 2 when it does not know an option.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readCheckOptions(HELP);
  if (typeof options === 'number') return options;
  const name = relative(ROOT, FILE);
  const document = await format(JSON.stringify(createApiDocument()), {
    ...(await resolveConfig(FILE)),
    filepath: FILE,
  });
  const written = await readFile(FILE, 'utf8').catch(() => '');
  if (written === document) {
    console.log(`${name} is up to date`);
    return 0;
  }
  if (options.check) {
    console.error(`${name} is not what the schemas say: run npm run openapi`);
    return 1;
  }
  await writeFile(FILE, document);
  console.log(`${name} is written`);
  return 0;
}
