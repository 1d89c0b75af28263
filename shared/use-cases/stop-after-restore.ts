import type { Metrics } from '../domain/ports.ts';
import { newRestoreMark, restoreStop, type RestoreMarks, type RestoreStop } from '../domain/restore.ts';

interface Needs {
  restoreMarks: RestoreMarks;
  metrics: Pick<Metrics, 'count'>;
}

/**
 * Asks before a run contacts anybody (DESIGN §10): after a restore nobody is, until somebody has said that its gap is reconciled.
 * The first run on new tables marks them as its own. Costs one read.
 *
 * @param tables the names of the tables that the run works on
 * @returns undefined when it may go on; every stop is counted
 */
export async function stopAfterRestore(
  { restoreMarks, metrics }: Needs,
  tables: Record<string, string>,
): Promise<RestoreStop | undefined> {
  let mark = await restoreMarks.getRestoreMark();
  if (!mark) {
    const fresh = newRestoreMark(tables);
    // Who loses this race sees what the other one wrote.
    mark = (await restoreMarks.putRestoreMark(fresh)) ? fresh : await restoreMarks.getRestoreMark();
  }
  const stop = mark ? restoreStop(mark, tables) : 'restored';
  if (stop) metrics.count('runs_stopped_by_restore');
  return stop;
}
