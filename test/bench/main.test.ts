import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const run = (...options: string[]) =>
  spawnSync(process.execPath, ['bench/main.ts', ...options], { encoding: 'utf8' });

describe('npm run bench', () => {
  it('lists the benches in its help, each with a line', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}bundles +\S+.*\n {2}capacity +\S+.*\n {2}due +\S+/m);
  });

  it.each([['--jsn'], ['speed']])('ends with 2 and the help at %s', (option) => {
    const { status, stdout, stderr } = run(option);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(option);
    expect(stderr).toContain('npm run bench [-- NAME …]');
  });
});
