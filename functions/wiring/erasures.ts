import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createCallLists } from '../../shared/store/call-lists.ts';
import { createEmailLists } from '../../shared/store/email-lists.ts';
import { createInboundMailLists } from '../../shared/store/inbound-mail-lists.ts';
import { createParkedBytes } from '../../shared/store/parked-bytes.ts';
import { createRawMails } from '../../shared/store/raw-mails.ts';
import type { ErasureService } from '../../shared/use-cases/erasure-service.ts';
import { createService } from './service.ts';

/** What it takes to erase a person. */
export function createErasureService(runtime: KeyedRuntime): ErasureService {
  const { config, aws } = runtime;
  const { client, ...service } = createService(runtime);
  return {
    ...service,
    parked: createParkedBytes({
      client,
      table: config.RUNTIME_TABLE,
      s3: aws.s3(),
      bucket: config.PARKING_BUCKET,
    }),
    emailLists: createEmailLists(client, config.EMAILS_TABLE),
    callLists: createCallLists(client, config.CALLS_TABLE),
    inboundLists: createInboundMailLists(client, config.RUNTIME_TABLE),
    rawMails: createRawMails(aws.s3(), config.PARKING_BUCKET),
  };
}
