import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readServiceTemplate } from '../local/template/service-template.ts';
import { synthesizeLocalStage } from '../local/template/synthesize.ts';
import { bundle, type Bundle } from './bundle.ts';
import { exactly, reported, type Measurement, type Progress } from './measurement.ts';

/** Cold starts of which the median is told. */
const STARTS = 5;

/** What must not be in a bundle, and in whose. */
const UNWANTED: readonly { metric: string; reason: string; path: RegExp; unlessIn?: string }[] = [
  {
    metric: 'files of the CDK and of tools',
    reason: 'they build, they do not run',
    path: /node_modules\/(aws-cdk|esbuild)|^(infra|local|test|bench)\//,
  },
  {
    metric: 'files of kafkajs',
    reason: 'the relay alone publishes',
    path: /node_modules\/kafkajs\//,
    unlessIn: 'outbox-relay',
  },
  {
    metric: "files of Liquid's file system",
    reason: 'templates are texts',
    path: /node_modules\/liquidjs\/dist\/liquid\.node/,
  },
];

/**
 * Size, cold start and contents of every function's bundle. Only the contents have a goal: a cold start belongs to the
 * machine.
 */
export async function bundles(progress: Progress): Promise<Measurement[]> {
  const { functions } = await readServiceTemplate(await synthesizeLocalStage());
  const results: Measurement[] = [];
  for (const { name: fullName, entry } of functions) {
    const name = fullName.replace(/^communication-local-/, '');
    progress(name);
    await using made = await bundle(entry);
    results.push(
      reported(name, 'kilobytes', Math.round(made.bytes / 1000)),
      reported(name, 'cold start in ms', await coldStart(made)),
      ...contents(name, made),
    );
  }
  return results;
}

/** What is in a bundle and should not be. */
export function contents(name: string, { sources }: Pick<Bundle, 'sources'>): Measurement[] {
  return UNWANTED.filter(({ unlessIn }) => unlessIn !== name).map(({ metric, path, reason }) => {
    const value = sources.filter((source) => path.test(source)).length;
    return exactly({ name, metric, value }, 0, reason);
  });
}

/** Median of the time that a fresh process takes to load a bundle, in milliseconds. */
async function coldStart({ path }: Bundle): Promise<number> {
  const script = `const at = performance.now(); await import(${JSON.stringify(path)}); console.log(performance.now() - at)`;
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    times.push(Number(stdout));
  }
  return Math.round(times.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0);
}
