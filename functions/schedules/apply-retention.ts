import type { Context } from 'aws-lambda';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createCallLists } from '../../shared/store/call-lists.ts';
import { createEmailLists } from '../../shared/store/email-lists.ts';
import { createInboundMailLists } from '../../shared/store/inbound-mail-lists.ts';
import { createRawMails } from '../../shared/store/raw-mails.ts';
import { createRetentionMarks } from '../../shared/store/retention-marks.ts';
import { createWorkItemLists } from '../../shared/store/work-item-lists.ts';
import { applyRetention } from '../../shared/use-cases/apply-retention.ts';
import { startRun } from '../wiring/run.ts';
import { createService } from '../wiring/service.ts';

/** Takes away, day by day, what was kept for long enough (CONTRACT §5). */
export function build(runtime: KeyedRuntime) {
  const { config, aws, logger } = runtime;
  const { client, ...common } = createService(runtime);
  const service = {
    ...common,
    marks: createRetentionMarks(client, config.RUNTIME_TABLE),
    emailLists: createEmailLists(client, config.EMAILS_TABLE),
    callLists: createCallLists(client, config.CALLS_TABLE),
    workItemLists: createWorkItemLists(client, config.RUNTIME_TABLE),
    inboundLists: createInboundMailLists(client, config.RUNTIME_TABLE),
    rawMails: createRawMails(aws.s3(), config.PARKING_BUCKET),
  };

  return async (_event: unknown, context: Context) => {
    const report = await applyRetention(service, startRun(runtime, context));
    logger.info('retention', { report });
    return report;
  };
}

export const handler = toLambda(startKeyedRuntime, build);
