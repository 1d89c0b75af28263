import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/** What the templates depend on: `infra/` imports nothing else of this project (see .dependency-cruiser.cjs). */
const SOURCES = ['infra/**/*.*', 'shared/store/tables.ts', 'shared/contracts/http/*.ts', 'package-lock.json'];

/** How many folders stay: enough to go back and forth between branches and settings. */
const KEPT = 5;

export interface SynthesisOptions {
  /** Settings of the stage by the names of infra/config.ts. The environment of this process does not count. */
  settings?: Record<string, string>;
  /** Where folders are kept; `.local/templates` unless told otherwise. */
  cache?: string;
}

/**
 * Synthesizes the stage `local`, without bundling any code. Templates of the same sources and settings are made once.
 *
 * @returns the folder that holds them as `<stack>.template.json`
 * @throws SynthesisFailed with what the CDK app said
 */
export async function synthesizeLocalStage(options: SynthesisOptions = {}): Promise<string> {
  const { settings = {}, cache = join(ROOT, '.local/templates') } = options;
  const context = JSON.stringify({
    ...Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))),
    stage: 'local',
    'aws:cdk:bundling-stacks': [],
  });
  const folder = join(cache, hashOf(context));
  if (existsSync(folder)) {
    await markAsUsed(folder);
    return folder;
  }
  await mkdir(cache, { recursive: true });
  // Others see the folder when it is whole: whoever comes first puts it there.
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await runApp(context, unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await prune(cache);
  return folder;
}

/** The CDK app refused. The message is what it wrote to stderr. */
export class SynthesisFailed extends Error {
  readonly code = 'synthesis_failed';
}

function hashOf(context: string): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, context]));
  for (const file of globSync(SOURCES, { cwd: ROOT }).sort()) {
    hash.update(JSON.stringify([file, readFileSync(join(ROOT, file), 'utf8')]));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Runs the app in an environment of its own, so that nothing counts which the hash does not know. */
async function runApp(context: string, folder: string): Promise<void> {
  // `npm run synth` holds templates against CloudFormation's rules; whoever starts the engine waits for this one.
  const env = { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: context, CDK_VALIDATION: 'false' };
  try {
    await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: ROOT, env });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new SynthesisFailed(`infra/app.ts failed for the stage local:\n${stderr.trim()}`, { cause: error });
  }
}

/** Keeps the folders used last, and with them those that others are still writing. */
async function prune(cache: string): Promise<void> {
  const names = await readdir(cache);
  const folders = await Promise.all(names.map((name) => lastUse(join(cache, name))));
  const newestFirst = folders.filter((folder) => folder !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  const old = newestFirst.slice(KEPT);
  await Promise.all(old.map(({ folder }) => rm(folder, { recursive: true, force: true })));
}

/** A folder's time of change stands for its last use. Another process may prune at the same time. */
async function lastUse(folder: string): Promise<{ folder: string; usedAt: number } | undefined> {
  const found = await stat(folder).catch(() => undefined);
  return found && { folder, usedAt: found.mtimeMs };
}

async function markAsUsed(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => undefined);
}
