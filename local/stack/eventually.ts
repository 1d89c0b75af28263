import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 200;

/**
 * Waits until a look finds something.
 *
 * @param what the fact that is waited for, for the error
 * @returns what was found: the first value that is neither undefined nor false
 * @throws Error when the fact has not come true by the deadline
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`after ${deadlineMs / 1000} s it is not so: ${what}`);
    await setTimeout(PAUSE_MS);
  }
}
