import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LOCAL_REGION } from '../clients.ts';
import { Problem } from '../command.ts';
import { ACCOUNT } from '../template/physical-names.ts';
import { toolEnvironment, type LocalStack } from './localstack.ts';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'node_modules/aws-cdk/bin/cdk');

/** A folder of its own: two CDK commands may not share one. */
const ASSEMBLY = join(ROOT, 'cdk.out/stack');

/** Is told what goes on, a line at a time. */
export type Say = (line: string) => void;

/** Settings of the stage (infra/config.ts), by name. */
export type StageSettings = Readonly<Record<string, string>>;

/** The CDK command, at work on the stage `local` of a LocalStack. */
export function createCdk(local: LocalStack, say: Say, settings: StageSettings = {}) {
  const attempt = (args: string[], cwd = ROOT) => runCli(args, { cwd, env: toolEnvironment(local), say });
  /** Throws with all that the command wrote when it fails. */
  async function run(args: string[], cwd?: string): Promise<string> {
    const { status, written } = await attempt(args, cwd);
    if (status !== 0) throw new Problem(`cdk ${args[0] ?? ''} failed:\n${written}`);
    return written;
  }
  const onAssembly = ['--all', '--app', ASSEMBLY];
  const deployment = ['deploy', ...onAssembly, '--require-approval', 'never', '--progress', 'events'];
  return {
    /** Once for each LocalStack; without a change when it was done. Elsewhere, because here it would synthesize first. */
    bootstrap: () => run(['bootstrap', `aws://${ACCOUNT}/${LOCAL_REGION}`], tmpdir()),
    synthesize: () =>
      run([
        'synth',
        '--quiet',
        ...['--app', `"${process.execPath}" infra/app.ts`],
        ...['--context', 'stage=local'],
        ...Object.entries(settings).flatMap(([name, value]) => ['--context', `${name}=${value}`]),
        ...['--output', ASSEMBLY],
      ]),
    deploy: () => run(deployment),
    /**
     * Brings changed code to its functions directly, past CloudFormation, which deploys only what is more than that.
     * @returns the names of the functions that have new code
     */
    async update(): Promise<string[]> {
      const written = await run([...deployment, '--hotswap-fallback']);
      return [...written.matchAll(/'([^']+)' hotswapped!/g)].map(([, name = '']) => name);
    },
    /** How many of the stacks that were synthesized last differ from what lies deployed. */
    async differing(): Promise<number> {
      const { written } = await attempt(['diff', ...onAssembly, '--method', 'template']);
      const [, count] = /Number of stacks with differences: (\d+)/.exec(written) ?? [];
      if (count === undefined) throw new Problem(`cdk diff failed:\n${written}`);
      return Number(count);
    },
    /** Content with stacks that do not exist. */
    destroy: () => run(['destroy', ...onAssembly, '--force', '--progress', 'events']),
  };
}

/** Lines of resources that the CDK writes, e.g. `stack | 12/86 | …`. */
const PROGRESS = /^(\S+) \| +(\d+(?:\/\d+)?) \|/;
const QUIET_MS = 2000;

/** Runs the CDK command and tells its status, and all that it wrote. */
async function runCli(
  args: string[],
  { cwd, env, say }: { cwd: string; env: NodeJS.ProcessEnv; say: Say },
): Promise<{ status: number | null; written: string }> {
  const child = spawn(process.execPath, [CLI, ...args, '--no-notices'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  let saidAt = performance.now();
  const hear = (line: string) => {
    written.push(line);
    const [, stack, count] = PROGRESS.exec(line) ?? [];
    if (stack === undefined || performance.now() - saidAt < QUIET_MS) return;
    saidAt = performance.now();
    say(`  ${stack} ${count ?? ''}`);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', hear);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { status, written: written.join('\n') };
}
