import { z } from 'zod';
import type { MailReceipt } from '../../domain/inbound/mail-receipt.ts';
import type { Verdict } from '../../domain/inbound/trust.ts';
import { toInstant } from '../../domain/time.ts';

const VERDICTS: readonly string[] = [
  'PASS',
  'FAIL',
  'GRAY',
  'PROCESSING_FAILED',
  'DISABLED',
] satisfies Verdict[];

/** A verdict; one that AWS adds some day says nothing here. */
const verdict = z.object({ status: z.string() }).optional().catch(undefined);

/**
 * What SES hands to a function when it has received a mail (SES developer guide, "Event record of the Lambda action"): one
 * record, without the mail's body. More fields may come.
 */
const inboundMailEvent = z.object({
  Records: z.tuple([
    z.object({
      eventSource: z.literal('aws:ses'),
      ses: z.object({
        mail: z.object({
          timestamp: z.iso.datetime({ offset: true }),
          // It names an object of the bucket.
          messageId: z.string().regex(/^[\w.-]{1,200}$/),
        }),
        receipt: z.object({
          recipients: z.array(z.string()).catch([]),
          spamVerdict: verdict,
          virusVerdict: verdict,
          spfVerdict: verdict,
          dkimVerdict: verdict,
          dmarcVerdict: verdict,
          action: z.object({ type: z.literal('Lambda'), functionArn: z.string() }),
        }),
      }),
    }),
  ]),
});

/**
 * Reads what SES says of a mail that it received.
 *
 * @param account the AWS account that the function belongs to
 * @returns undefined when the mail was received for another account
 * @throws ZodError when it is no such event at all
 */
export function readInboundMailEvent(
  given: unknown,
  { account }: { account: string },
): MailReceipt | undefined {
  const [{ ses }] = inboundMailEvent.parse(given).Records;
  const { mail, receipt } = ses;
  if (receipt.action.functionArn.split(':')[4] !== account) return undefined;
  return {
    sesMessageId: mail.messageId,
    receivedAt: toInstant(Date.parse(mail.timestamp)),
    recipients: receipt.recipients,
    verdicts: {
      ...named('spam', receipt.spamVerdict),
      ...named('virus', receipt.virusVerdict),
      ...named('spf', receipt.spfVerdict),
      ...named('dkim', receipt.dkimVerdict),
      ...named('dmarc', receipt.dmarcVerdict),
    },
  };
}

function named(
  name: keyof MailReceipt['verdicts'],
  given: z.output<typeof verdict>,
): MailReceipt['verdicts'] {
  return given && isVerdict(given.status) ? { [name]: given.status } : {};
}

function isVerdict(status: string): status is Verdict {
  return VERDICTS.includes(status);
}
