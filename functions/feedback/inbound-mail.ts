import type { Context } from 'aws-lambda';
import { readInboundMailEvent } from '../../shared/contracts/events/inbound-mail-event.ts';
import { createHolidays } from '../../shared/out/holidays.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createRawMails } from '../../shared/store/raw-mails.ts';
import { receiveMail, type ReceiveService } from '../../shared/use-cases/receive-mail.ts';
import { createService } from '../wiring/service.ts';

/** Mails that arrive: SES calls it after it has put a mail into the bucket. */
export function build(runtime: KeyedRuntime) {
  const { config, logger, metrics, aws, pseudonymKey } = runtime;
  const service: ReceiveService = {
    ...createService(runtime),
    mailReader: createMailReader(),
    rawMails: createRawMails(aws.s3(), config.PARKING_BUCKET),
    mailTokens: createMailTokens(pseudonymKey),
    holidays: createHolidays({ federalState: config.FEDERAL_STATE }),
  };

  return async (event: unknown, { invokedFunctionArn }: Context): Promise<void> => {
    const [, , , , account = ''] = invokedFunctionArn.split(':');
    const receipt = readInboundMailEvent(event, { account });
    if (!receipt) {
      metrics.count('inbound_mails_foreign');
      return;
    }
    const { mail, isNew } = await receiveMail(service, receipt);
    const { id, status, kind, triageReason } = mail;
    logger.info('inbound mail', { id, isNew, status, kind, ...(triageReason && { triageReason }) });
  };
}

export const handler = toLambda(startKeyedRuntime, build);
