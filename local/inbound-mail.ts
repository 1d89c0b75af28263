import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { simpleParser, type AddressObject } from 'mailparser';
import { rawMailKey } from '../shared/domain/inbound/mail-receipt.ts';
import type { MailVerdicts, Verdict } from '../shared/domain/inbound/trust.ts';
import type { Instant } from '../shared/domain/time.ts';
import type { AwsClients } from '../shared/platform/aws-clients.ts';
import type { Clock } from '../shared/domain/ports.ts';
import type { Config } from '../shared/platform/config.ts';
import type { Invoke } from './engine/functions.ts';
import { arnOf } from './template/physical-names.ts';

/** What SES would say of a mail. */
export interface InboundMailOptions {
  /** SES's id; another one for every mail unless told otherwise. */
  messageId?: string;
  at?: Instant;
  /** Whom the mail was handed over for; those of its headers unless told otherwise. */
  recipients?: string[];
  /** All pass unless told otherwise. */
  verdicts?: MailVerdicts;
}

/** Receives mail as SES does: puts it into the bucket, then calls the function. */
export type ReceiveMail = (raw: Buffer, options?: InboundMailOptions) => Promise<{ messageId: string }>;

const PASSED: MailVerdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

/** The function that SES calls. */
const FUNCTION = 'communication-local-inbound-mail';

export function createMailReceiver(
  {
    aws,
    config,
    clock,
  }: {
    aws: Pick<AwsClients, 's3'>;
    config: Pick<Config, 'PARKING_BUCKET'>;
    clock: Pick<Clock, 'now'>;
  },
  invoke: Invoke,
): ReceiveMail {
  const s3 = aws.s3();
  return async (raw, options = {}) => {
    const messageId = options.messageId ?? randomUUID().replaceAll('-', '');
    const Key = rawMailKey({ sesMessageId: messageId });
    await s3.send(new PutObjectCommand({ Bucket: config.PARKING_BUCKET, Key, Body: raw }));
    const { at = clock.now(), verdicts = PASSED } = options;
    const recipients = options.recipients ?? (await recipientsOf(raw));
    await invoke(FUNCTION, inboundMailEvent({ messageId, at, recipients, verdicts }));
    return { messageId };
  };
}

/** Whom a mail is addressed to by its headers. */
async function recipientsOf(raw: Buffer): Promise<string[]> {
  const { to, cc } = await simpleParser(raw);
  const fields = [to, cc].flat().filter((field): field is AddressObject => field !== undefined);
  return fields.flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));
}

/**
 * The event of SES's Lambda action for a mail that it received.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 */
export function inboundMailEvent({ messageId, at, recipients, verdicts }: Required<InboundMailOptions>) {
  const statuses = Object.entries({ ...verdicts } as Record<string, Verdict>).map(
    ([name, status]) => [`${name}Verdict`, { status }] as const,
  );
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp: at,
            source: 'somebody@praxis.example',
            messageId,
            destination: recipients,
            headersTruncated: false,
            headers: [],
            commonHeaders: {},
          },
          receipt: {
            timestamp: at,
            processingTimeMillis: 42,
            recipients,
            ...Object.fromEntries(statuses),
            action: {
              type: 'Lambda',
              functionArn: arnOf('AWS::Lambda::Function', FUNCTION),
              invocationType: 'Event',
            },
          },
        },
      },
    ],
  };
}
