import { GetSendQuotaCommand, SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { canonicalAddress } from '../domain/email/address.ts';
import { classifySendError, type SendError, type SendOutcome } from '../domain/email/send-outcome.ts';
import type { Clock, Mailer, OutgoingMail } from '../domain/ports.ts';
import { toInstant, type Instant } from '../domain/time.ts';
import type { LinksOf } from './mail-links.ts';
import { composeMime, type MailParty } from './mime.ts';
import { messageIdOf } from './ses-message-id.ts';

interface SesMailerOptions {
  /** Built with `maxAttempts: 1`: SES has no idempotency token, a retry is a second mail (DESIGN §5). */
  ses: SESClient;
  clock: Clock;
  sender: MailParty;
  linksOf: LinksOf;
  /** Where mails were sent from; without it a mail refers to none before it. */
  region?: string;
  configurationSet?: string;
  /** Milliseconds of real time after which a call is aborted. */
  timeoutMs: number;
}

/**
 * The `Mailer` port on SES v1.
 *
 * `quota` is undefined when SES gave no full answer. `send` makes exactly one SendRawEmail and never throws; what
 * SES says is classified by `classifySendError`. Times are those of SES's `Date` headers.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export function createSesMailer(options: SesMailerOptions): Mailer {
  const { ses, clock, sender, configurationSet, timeoutMs } = options;
  const limits = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

  return {
    async quota() {
      const command = new GetSendQuotaCommand({});
      const date = answerDate();
      command.middlewareStack.add(date.note, { step: 'deserialize' });
      try {
        const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(command, limits());
        if (MaxSendRate === undefined || Max24HourSend === undefined || SentLast24Hours === undefined)
          return undefined;
        const remainingToday =
          Max24HourSend === UNLIMITED ? Infinity : Math.max(0, Max24HourSend - SentLast24Hours);
        return { maxPerSecond: MaxSendRate, remainingToday, at: date.instant() ?? clock.now() };
      } catch {
        return undefined;
      }
    },

    async send(mail) {
      const raw = await composed(mail, options);
      if (raw === undefined) return { kind: 'rejected', reason: 'invalid_address' };
      const command = new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Source: sender.address,
        Destinations: [mail.to.address],
        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
        Tags: [
          { Name: 'email_id', Value: mail.emailId },
          { Name: 'attempt', Value: String(mail.attempt) },
        ],
      });
      const date = answerDate();
      command.middlewareStack.add(date.note, { step: 'deserialize' });
      try {
        const { MessageId } = await ses.send(command, limits());
        return accepted(MessageId, date.instant());
      } catch (error) {
        return classifySendError(sendError(error));
      }
    },
  };
}

/** What SES answers as `Max24HourSend` for accounts without a daily quota. */
const UNLIMITED = -1;

/** The raw mail, or undefined when the address is not one that SES can be given. */
async function composed(
  { emailId, to, body, inReplyTo }: OutgoingMail,
  { sender, linksOf, region, clock }: SesMailerOptions,
): Promise<Buffer | undefined> {
  if (canonicalAddress(to.address) !== to.address) return undefined;
  const continues = inReplyTo !== undefined && region !== undefined;
  return composeMime({
    from: sender,
    to,
    links: linksOf(emailId),
    ...body,
    ...(continues && { inReplyTo: messageIdOf(inReplyTo, region) }),
    date: clock.now(),
  });
}

/** A success without a message id is not one that can be relied on: SES may have the mail. */
function accepted(sesMessageId: string | undefined, at: Instant | undefined): SendOutcome {
  if (!sesMessageId) return { kind: 'unknown', reason: 'no_answer_from_ses' };
  return { kind: 'accepted', sesMessageId, ...(at !== undefined && { at }) };
}

interface SdkError extends Error {
  code?: unknown;
  syscall?: unknown;
  /** Of a connection for which several addresses were tried. */
  errors?: SdkError[];
  $metadata?: { httpStatusCode?: number };
}

/** Looks into what an error wraps, too: the SDK may hide what the socket said. */
function sendError(thrown: unknown): SendError {
  const error = thrown as SdkError;
  const { name, message } = error;
  const wrapped = (error.cause ?? error.errors?.[0]) as SdkError | undefined;
  const code = error.code ?? wrapped?.code;
  const syscall = error.syscall ?? wrapped?.syscall;
  const status = error.$metadata?.httpStatusCode;
  return {
    name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(typeof syscall === 'string' && { syscall }),
    ...(status !== undefined && { status }),
  };
}

/** Middleware that remembers the `Date` header of an answer, which the SDK's output does not carry. */
function answerDate() {
  let date: string | undefined;
  return {
    note:
      <Args, Result extends { response: unknown }>(next: (args: Args) => Promise<Result>) =>
      async (args: Args) => {
        const result = await next(args);
        date = (result.response as { headers?: Record<string, string> } | undefined)?.headers?.['date'];
        return result;
      },
    instant: (): Instant | undefined => {
      const epochMs = Date.parse(date ?? '');
      return Number.isNaN(epochMs) ? undefined : toInstant(epochMs);
    },
  };
}
