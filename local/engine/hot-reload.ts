import { watch } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, type Loader } from './functions.ts';

/** Folders whose files the functions are made of. */
export const SOURCES = ['functions', 'shared', 'templates'];
/** Folder whose change makes another template. */
const INFRA = 'infra';
/** An editor writes a file in several steps. */
const SETTLE_MS = 100;

/**
 * Loads functions anew, with everything that they import from the project, after a file of theirs has changed. Modules
 * that the engine itself imports stay as they are.
 *
 * @param onChange is called after the source of the functions or of the CDK app changed, once for changes that come
 *   together
 * @param root folder of the project
 */
export function watchSource(onChange: () => void, root = ROOT): Loader & { stop: () => void } {
  const sources = SOURCES.map((folder) => pathToFileURL(join(root, folder)).href);
  let version = 0;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const isVersioned = context.parentURL !== undefined && /\?v=\d+$/.test(context.parentURL);
      const isSource = sources.some((source) => resolved.url.startsWith(`${source}/`));
      const search = isVersioned && isSource ? new URL(context.parentURL ?? '').search : '';
      return { ...resolved, url: `${resolved.url}${search}` };
    },
  });
  const watchers = [
    ...SOURCES.map((folder) =>
      watchFolder(join(root, folder), () => {
        version++;
        onChange();
      }),
    ),
    watchFolder(join(root, INFRA), onChange),
  ];
  return {
    get version() {
      return version;
    },
    load: (entry) => import(`${pathToFileURL(join(root, entry)).href}?v=${version}`),
    stop: () => watchers.forEach((watcher) => watcher.close()),
  };
}

/** Calls `onChange` after a file below a folder has changed, once for changes that come together. */
export function watchFolder(folder: string, onChange: () => void) {
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(settling);
    settling = setTimeout(onChange, SETTLE_MS);
  });
  watcher.unref();
  return watcher;
}
