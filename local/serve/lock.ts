import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A state folder that belongs to this process. */
export interface ClaimedFolder {
  /** Tells others where the folder's engine is served. */
  publish(address: string): void;
  release(): void;
}

interface Owner {
  pid: number;
  address: string;
}

/**
 * Claims a folder, because two engines on one state would undo each other's work. An owner that was killed has left it.
 *
 * @throws Error that says where the engine runs that owns the folder
 */
export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'owner.json');
  const owner = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Owner) : undefined;
  if (owner && (await isServing(owner))) {
    throw new Error(
      `An engine with this state runs already: ${owner.address} (process ${owner.pid}). End it, or take another folder (--state).`,
    );
  }
  return {
    publish: (address) => writeFileSync(file, JSON.stringify({ pid: process.pid, address } satisfies Owner)),
    release: () => rmSync(file, { force: true }),
  };
}

/** Process numbers are used again: only one that still answers is alive. */
async function isServing({ pid, address }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
    await fetch(`${address}/_local/state`, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}
