import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadTemplates } from '../../../shared/out/templates.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'templates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('loadTemplates', () => {
  it('finds the templates of the repository', () => {
    expect(Object.keys(loadTemplates('de'))).toEqual(
      expect.arrayContaining(['base_email.html', 'initial_contact.subject']),
    );
  });

  it('finds the templates beside a bundle', () => {
    const bundle = join(folder, 'index.mjs');
    const entry = `import { loadTemplates } from './shared/out/templates.ts'; console.log(loadTemplates('de')['confirmation.subject']);`;
    const esbuild = join(root, 'node_modules/.bin/esbuild');
    execFileSync(
      esbuild,
      ['--bundle', '--platform=node', '--format=esm', `--outfile=${bundle}`, '--log-level=error'],
      { cwd: root, input: entry },
    );
    cpSync(join(root, 'templates'), join(folder, 'templates'), { recursive: true });
    expect(execFileSync(process.execPath, [bundle], { encoding: 'utf8' })).toContain(
      'Vielen Dank für Ihre Zusage',
    );
  });

  it('fails when the given folder holds none', () => {
    expect(() => loadTemplates('de', pathToFileURL(join(folder, 'nowhere/')))).toThrow(/ENOENT/);
  });
});
