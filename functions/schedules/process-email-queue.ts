import type { Context } from 'aws-lambda';
import { createHolidays } from '../../shared/out/holidays.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createSteadyClock } from '../../shared/platform/steady-clock.ts';
import { createLeases } from '../../shared/store/leases.ts';
import { createSendingState } from '../../shared/store/sending-state.ts';
import { measureSendQueue } from '../../shared/use-cases/measure-send-queue.ts';
import { nothingDone } from '../../shared/use-cases/pump-report.ts';
import { rescueEmails } from '../../shared/use-cases/rescue-emails.ts';
import { sendQueuedEmails, type PumpService } from '../../shared/use-cases/send-queued-emails.ts';
import { createMailer } from '../wiring/mailer.ts';
import { createMailRenderer } from '../wiring/renderer.ts';
import { createRestoreGate } from '../wiring/restore.ts';
import { startRun } from '../wiring/run.ts';
import { createService } from '../wiring/service.ts';

const NOBODY_RESCUED = { unknown: 0, unresolved: 0 };

/** The pump (`process_email_queue` of the seed): looks after silent senders, then sends what is due. */
export function build(runtime: KeyedRuntime) {
  const { config, logger, metrics } = runtime;
  const service = createService(runtime);
  const pump: PumpService = {
    ...service,
    leases: createLeases(service.client, config.RUNTIME_TABLE),
    sendingState: createSendingState(service.client, config.RUNTIME_TABLE),
    mailer: createMailer(runtime),
    renderer: createMailRenderer(runtime),
    holidays: createHolidays({ federalState: config.FEDERAL_STATE }),
  };
  const stopAfterRestore = createRestoreGate(runtime);

  return async (_event: unknown, context: Context) => {
    const run = startRun(runtime, context);
    const clock = createSteadyClock(service.clock);
    const stopped = await stopAfterRestore();
    const rescued = stopped ? NOBODY_RESCUED : await rescueEmails({ ...service, clock }, run);
    const report = stopped
      ? nothingDone('stopped_by_restore')
      : await sendQueuedEmails({ ...pump, clock }, run);
    metrics.count(`pump_${report.end}`);
    metrics.count('emails_accepted', report.accepted);
    metrics.count('emails_rejected', report.rejected);
    metrics.count('emails_not_now', report.notNow);
    metrics.count('emails_unknown', report.unknown + rescued.unknown);
    metrics.count('emails_unresolved', rescued.unresolved);
    await measureSendQueue(pump, report);
    logger.info('email queue', { report, rescued });
    return { ...report, rescued };
  };
}

export const handler = toLambda(startKeyedRuntime, build);
