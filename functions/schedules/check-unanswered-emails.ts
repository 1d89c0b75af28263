import type { Context } from 'aws-lambda';
import { createHolidays } from '../../shared/out/holidays.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { nothingFollowedUp, scheduleFollowUpCalls } from '../../shared/use-cases/schedule-follow-up-calls.ts';
import { createRestoreGate } from '../wiring/restore.ts';
import { startRun } from '../wiring/run.ts';
import { createService } from '../wiring/service.ts';

/** The follow-up sweep (`check_unanswered_emails` of the seed): what nobody answered becomes a phone call. */
export function build(runtime: KeyedRuntime) {
  const { config, logger, metrics } = runtime;
  const holidays = createHolidays({ federalState: config.FEDERAL_STATE });
  const service = { ...createService(runtime), holidays };
  const stopAfterRestore = createRestoreGate(runtime);

  return async (_event: unknown, context: Context) => {
    if (await stopAfterRestore()) return nothingFollowedUp();
    const report = await scheduleFollowUpCalls(service, startRun(runtime, context));
    metrics.count('follow_ups_booked', report.booked + report.joined);
    metrics.count('follow_ups_unschedulable', report.mail_awaited + report.handed_over);
    logger.info('follow-up sweep', { report });
    return report;
  };
}

export const handler = toLambda(startKeyedRuntime, build);
