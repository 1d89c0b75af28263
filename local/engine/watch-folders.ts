import { once } from 'node:events';
import { watch } from 'chokidar';

/** An editor writes a file in several steps. */
const SETTLE_MS = 100;

/** Folders that are watched until it is told to stop. */
export interface Watcher {
  stop: () => Promise<void>;
}

/**
 * Calls `onChange` after a file below one of some folders was written, added, removed or replaced, once for changes that
 * come together. It keeps the process alive until it is stopped.
 *
 * @returns as soon as every change is noticed
 * @throws Error when the system allows no more watches
 */
export async function watchFolders(folders: string[], onChange: () => void): Promise<Watcher> {
  // Not node:fs: on Linux its recursive watcher loses sight of a file that was replaced, which is how editors save.
  const watcher = watch(folders, { ignoreInitial: true });
  let settling: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(settling);
    settling = setTimeout(onChange, SETTLE_MS);
  });
  await once(watcher, 'ready');
  return {
    async stop() {
      await watcher.close();
      clearTimeout(settling);
    },
  };
}
