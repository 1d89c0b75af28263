import { applyErasure } from './apply-erasure.ts';
import type { ErasureService } from './erasure-service.ts';
import type { Run } from './service.ts';

/** So many erasures are looked at in a run. */
const PAGE = 100;

/** What a run did. */
export interface ErasureReport {
  done: number;
  running: number;
  failed: number;
}

/** Goes on with all erasures that are due, the longest due first; one that fails is reported and tried again with the next run. */
export async function applyErasures(service: ErasureService, run: Run): Promise<ErasureReport> {
  const report: ErasureReport = { done: 0, running: 0, failed: 0 };
  for (const id of await service.store.dueErasures(service.clock.now(), PAGE)) {
    if (service.clock.now() >= run.stopAt) break;
    try {
      if (await applyErasure(service, { id, stopAt: run.stopAt })) report.done++;
      else report.running++;
    } catch (error) {
      report.failed++;
      run.onFailure(id, error);
    }
  }
  return report;
}
