import type { Context } from 'aws-lambda';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { applyErasures } from '../../shared/use-cases/apply-erasures.ts';
import { createErasureService } from '../wiring/erasures.ts';
import { startRun } from '../wiring/run.ts';

/** Goes on with the erasures that are asked for, until nothing of the person is left (DESIGN §10). */
export function build(runtime: KeyedRuntime) {
  const service = createErasureService(runtime);

  return async (_event: unknown, context: Context) => {
    const report = await applyErasures(service, startRun(runtime, context));
    runtime.logger.info('erasures', { report });
    return report;
  };
}

export const handler = toLambda(startKeyedRuntime, build);
