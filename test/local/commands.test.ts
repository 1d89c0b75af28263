import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

/** The npm scripts that are programs of this project, without those of its tools. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const COMMANDS = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /^node (\S+\.ts)$/.exec(line) ?? [];
  return file === undefined ? [] : [{ name, file }];
});

function run(file: string, option: string): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file, option], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

it('most scripts are commands of this project', () => {
  expect(COMMANDS.length).toBeGreaterThanOrEqual(10);
});

describe.each(COMMANDS)('npm run $name', ({ file }) => {
  it('explains itself, and ends with 0', async () => {
    const { status, stdout, stderr } = await run(file, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').length).toBeGreaterThan(3);
  });

  it('says that it does not know an option, explains itself, and ends with 2', async () => {
    const { status, stdout, stderr } = await run(file, '--nonsense');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain("Unknown option '--nonsense'");
    const { stdout: help } = await run(file, '--help');
    expect(stderr).toContain(help.trim());
  });
});
