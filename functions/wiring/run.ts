import type { Context } from 'aws-lambda';
import { stopAt } from '../../shared/platform/lambda.ts';
import { describeError } from '../../shared/platform/logger.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';
import type { Run } from '../../shared/use-cases/service.ts';

/** A run that ends in time for the invocation and logs what failed by its id. */
export function startRun({ clock, logger, metrics }: Runtime, context: Context): Run {
  return {
    stopAt: stopAt(clock, context),
    onFailure(id, error) {
      metrics.count('run_failures');
      logger.error('could not be worked on', { id, error: describeError(error) });
    },
  };
}
