import type { Context } from 'aws-lambda';
import { NewerItem } from '../../shared/domain/newer-item.ts';
import { stopAt } from '../../shared/platform/lambda.ts';
import { describeError } from '../../shared/platform/logger.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';
import type { Run } from '../../shared/use-cases/service.ts';
import { reportNewerItem } from './newer-items.ts';

/** A run that ends in time for the invocation and logs what failed by its id. */
export function startRun(runtime: Runtime, context: Context): Run {
  const { clock, logger, metrics } = runtime;
  const leaveAlone = reportNewerItem(runtime);
  return {
    stopAt: stopAt(clock, context),
    onFailure(id, error) {
      if (error instanceof NewerItem) leaveAlone(error);
      metrics.count('run_failures');
      logger.error('could not be worked on', { id, error: describeError(error) });
    },
  };
}
