import { NewerItem } from '../domain/newer-item.ts';
import type { RetentionMark } from '../domain/stores/retention.ts';
import { plus, type Instant } from '../domain/time.ts';
import { keptThings } from './kept-things.ts';
import type { Kept, RetentionService } from './retention-service.ts';
import type { Run } from './service.ts';

/** Nothing of this service is older. */
const BEGINNING: Instant = '2026-01-01T00:00:00.000Z';

/** So many that are still worked on are looked at again in every run; they are a few at most. */
const MOST_OPEN = 100;

/** How many of each kind were dropped, and whether everything was looked through. */
export interface RetentionReport {
  dropped: Record<string, number>;
  failed: number;
  finished: boolean;
}

/**
 * Takes away what was kept for long enough (CONTRACT §5). Each kind is looked through once, in the order of its making: a run
 * reads what has come of age since the last one, a page at a time, and the next one goes on where it had to stop. A kind of
 * which a newer release has written something waits for that one.
 */
export async function applyRetention(service: RetentionService, run: Run): Promise<RetentionReport> {
  const report: RetentionReport = { dropped: {}, failed: 0, finished: true };
  for (const kept of keptThings(service)) {
    try {
      await lookThrough(service, run, { kept, report });
    } catch (error) {
      if (!(error instanceof NewerItem)) throw error;
      report.failed++;
      run.onFailure(kept.name, error);
    }
  }
  return report;
}

async function lookThrough(
  service: RetentionService,
  run: Run,
  { kept, report }: { kept: Kept; report: RetentionReport },
): Promise<void> {
  const { marks, clock } = service;
  const cutoff = plus(clock.now(), -kept.keptMs);
  let mark = (await marks.getRetentionMark(kept.name)) ?? { through: BEGINNING, open: [] };
  const again = mark.open;
  mark = { ...mark, open: await dropAll(run, again, { kept, report }) };
  while (mark.through < cutoff) {
    if (clock.now() >= run.stopAt) {
      report.finished = false;
      break;
    }
    mark = await lookAtPage(run, { ...mark, to: mark.to ?? cutoff }, { kept, report });
    await marks.putRetentionMark(kept.name, mark);
  }
  if (again.length > 0) await marks.putRetentionMark(kept.name, mark);
}

async function lookAtPage(
  run: Run,
  mark: RetentionMark & { to: Instant },
  work: { kept: Kept; report: RetentionReport },
): Promise<RetentionMark> {
  const { through, to, next: position } = mark;
  const { items, next } = await work.kept.read({ from: through, to }, position);
  const open = [...mark.open, ...(await dropAll(run, items, work))].slice(-MOST_OPEN);
  return next === undefined ? { through: to, open } : { through, to, next, open };
}

/** Returns those that have to be looked at again: somebody works on them, or they failed. */
async function dropAll(
  run: Run,
  ids: string[],
  { kept, report }: { kept: Kept; report: RetentionReport },
): Promise<string[]> {
  const left: string[] = [];
  for (const id of ids)
    try {
      const outcome = await kept.drop(id);
      if (outcome === 'open') left.push(id);
      if (outcome === 'dropped') report.dropped[kept.name] = (report.dropped[kept.name] ?? 0) + 1;
    } catch (error) {
      report.failed++;
      left.push(id);
      run.onFailure(id, error);
    }
  return left;
}
