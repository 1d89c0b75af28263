import { join } from 'node:path';
import { ROOT } from '../engine/functions.ts';
import { SOURCES } from '../engine/hot-reload.ts';
import { watchFolders, type Watcher } from '../engine/watch-folders.ts';

/** Folders that decide what is deployed. */
const FOLDERS = [...SOURCES, 'infra'];

/**
 * Brings changes of the source somewhere, again and again.
 *
 * @param update is called after a change; what it throws is told, and the next change waited for
 * @returns ends it
 */
export function followSource(
  update: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<Watcher> {
  const folders = FOLDERS.map((folder) => join(ROOT, folder));
  return watchFolders(folders, oneAtATime(update, onFailure));
}

/** `work` as something to ask for: it runs once at a time, and once more when it was asked for meanwhile, however often. */
export function oneAtATime(work: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  let isAskedFor = false;
  let isUnderWay = false;
  async function begin(): Promise<void> {
    isUnderWay = true;
    while (isAskedFor) {
      isAskedFor = false;
      await work().catch(onFailure);
    }
    isUnderWay = false;
  }
  return () => {
    isAskedFor = true;
    if (!isUnderWay) void begin();
  };
}
