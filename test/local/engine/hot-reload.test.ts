import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const HOT_RELOAD = join(import.meta.dirname, '../../../local/engine/hot-reload.ts');

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  for (const [file, content] of Object.entries({
    'package.json': '{"type":"module"}',
    'functions/greet.ts': `import { word } from '../shared/word.ts'; export const build = (): string => word;`,
    'shared/word.ts': `import { other } from '../local/other.ts'; export const word: string = 'first ' + other;`,
    'local/other.ts': `export const other = 'fixed';`,
    'templates/mail.liquid': '',
    'infra/app.ts': '',
  })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs a script with the hooks in a process of its own: Jest loads modules in its own way. */
function run(script: string): unknown {
  const source = `
    import { writeFileSync } from 'node:fs';
    import { once, EventEmitter } from 'node:events';
    import { watchSource } from ${JSON.stringify(HOT_RELOAD)};
    const changes = new EventEmitter();
    const loader = await watchSource(() => changes.emit('change'), ${JSON.stringify(root)});
    const greet = async () => (await loader.load('functions/greet.ts')).build();
    const write = async (file, content) => {
      const changed = once(changes, 'change');
      writeFileSync(${JSON.stringify(root)} + '/' + file, content);
      await changed;
    };
    ${script}
    await loader.stop();`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  return JSON.parse(output);
}

it('loads a function anew after a file changed that it imports', () => {
  expect(
    run(`
      const before = [await greet(), loader.version];
      await write('shared/word.ts', "export const word: string = 'second';");
      console.log(JSON.stringify([before, [await greet(), loader.version]]));`),
  ).toEqual([
    ['first fixed', 0],
    ['second', 1],
  ]);
});

it('tells of a change of the CDK app, and loads no function for it', () => {
  expect(
    run(`
      await write('infra/app.ts', '// changed');
      console.log(JSON.stringify([await greet(), loader.version]));`),
  ).toEqual(['first fixed', 0]);
});
