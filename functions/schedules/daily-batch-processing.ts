import type { Context } from 'aws-lambda';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { nothingBatched, processPendingRequests } from '../../shared/use-cases/process-pending-requests.ts';
import { createRestoreGate } from '../wiring/restore.ts';
import { startRun } from '../wiring/run.ts';
import { createService } from '../wiring/service.ts';

/** The daily batch (`schedule_daily_batch_processing` of the seed): pending requests become queued emails. */
export function build(runtime: KeyedRuntime) {
  const service = createService(runtime);
  const stopAfterRestore = createRestoreGate(runtime);

  return async (_event: unknown, context: Context) => {
    if (await stopAfterRestore()) return nothingBatched();
    const report = await processPendingRequests(service, startRun(runtime, context));
    runtime.metrics.count('emails_created', report.emails);
    runtime.logger.info('daily batch', { report });
    return report;
  };
}

export const handler = toLambda(startKeyedRuntime, build);
