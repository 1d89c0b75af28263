import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, type Loader } from './functions.ts';
import { watchFolders, type Watcher } from './watch-folders.ts';

/** Folders whose files the functions are made of. */
export const SOURCES = ['functions', 'shared', 'templates'];
/** Folder whose change makes another template. */
const INFRA = 'infra';

/**
 * Loads functions anew, with everything that they import from the project, after a file of theirs has changed. Modules
 * that the engine itself imports stay as they are.
 *
 * @param onChange is called after the source of the functions or of the CDK app changed, once for changes that come
 *   together
 * @param root folder of the project
 */
export async function watchSource(onChange: () => void, root = ROOT): Promise<Loader & Watcher> {
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
  const folders = (names: string[]) => names.map((name) => join(root, name));
  const watchers = await Promise.all([
    watchFolders(folders(SOURCES), () => {
      version++;
      onChange();
    }),
    watchFolders(folders([INFRA]), onChange),
  ]);
  return {
    get version() {
      return version;
    },
    load: (entry) => import(`${pathToFileURL(join(root, entry)).href}?v=${version}`),
    async stop() {
      await Promise.all(watchers.map((watcher) => watcher.stop()));
    },
  };
}
