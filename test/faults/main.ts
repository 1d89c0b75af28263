import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, UsageError } from '../../local/command.ts';
import { SEED } from '../support/seed.ts';

const ROOT = join(import.meta.dirname, '../..');
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--config=jest.faults.config.js',
];

const HELP = `Lets processes die, calls fail and rivals meet, and looks at what is left: no second mail, no lost request.

  npm run test:faults               all of it, with the same random cases as always
  npm run test:faults -- --seed 7   with others
  npm run test:faults -- kills      the suites whose path contains a word

The last line tells cases, seconds and the seed. Ends with 0 when all cases hold, with 1 when not, with 2 when it does not
know an option.`;

/** What Jest tells of a run, as far as it is used. */
interface Results {
  numPassedTests: number;
  numFailedTests: number;
}

await runCommand(
  { help: HELP, options: { seed: { type: 'string', default: String(SEED) } }, allowPositionals: true },
  ({ values: { seed }, positionals }) => {
    if (!/^\d{1,9}$/.test(seed))
      throw new UsageError(`--seed ${seed} is no whole number of up to nine digits`);
    return runCases(seed, positionals);
  },
);

function runCases(seed: string, words: string[]): boolean {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const results = join(folder, 'results.json');
  try {
    const args = [...JEST, '--ci', '--json', `--outputFile=${results}`, ...words];
    const env = { ...process.env, SEED: seed };
    const { status } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as Results;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`${numPassedTests} cases hold, ${numFailedTests} do not; ${seconds} s; seed ${seed}`);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
