import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE } from '../infra/constructs/bundle.ts';

const ROOT = join(import.meta.dirname, '..');

/** A file of the project as one bundle, in a folder of its own with the templates beside it. */
export interface Bundle extends AsyncDisposable {
  path: string;
  bytes: number;
  /** What is in it, as paths from the root of the project. */
  sources: string[];
}

/** Bundles a file as the CDK app does it for the functions. */
export async function bundle(entry: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const path = join(folder, 'index.mjs');
  const { metafile } = await build({
    entryPoints: [join(ROOT, entry)],
    outfile: path,
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: BUNDLE.target,
    banner: { js: BUNDLE.banner },
    alias: BUNDLE.alias,
  });
  await cp(join(ROOT, 'templates'), join(folder, 'templates'), { recursive: true });
  const [output] = Object.values(metafile.outputs);
  return {
    path,
    bytes: output?.bytes ?? 0,
    sources: Object.keys(output?.inputs ?? {}),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
