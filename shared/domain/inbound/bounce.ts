import { addressesIn } from './addresses.ts';
import { field, fieldBlocks, type Fields } from './fields.ts';
import type { Bounce } from './mail-meaning.ts';
import { messageIdsIn } from './message-ids.ts';
import type { ReadMail } from './read-mail.ts';
import { returnedMail } from './returned-mail.ts';

/** What a report on the delivery of a mail of ours comes to; a receipt when the mail is delivered or still on its way. */
export type DeliveryReport = { kind: 'bounce'; bounce: Bounce } | { kind: 'receipt' };

const STATUS = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;
const SMTP_CODE = /(?<![\d.])([45])\d\d(?=[ -])/;

/** A full mailbox is emptied some day, whatever class its server gives it; SES calls it transient, too. */
const MAILBOX_FULL = /^5\.2\.2$/;

/** From whom reports come that are not in the form of RFC 3464. */
const MAIL_SYSTEM = /^(mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]+)@/i;

const FAILED_SUBJECT =
  /undeliver|unzustellbar|nicht zugestellt|zustellung.{0,20}fehlgeschlagen|delivery (status notification \(failure\)|fail|has failed)|returned (mail|to sender)|returning message|failure notice|mail (delivery|system) (failed|error)|non.?delivery/i;
const DELAYED = /delayed|verzögert|not yet been delivered|noch nicht zugestellt|still being retried/i;
const NO_MAILBOX =
  /user unknown|unknown (user|recipient)|no (such )?(user|mailbox)|mailbox (unavailable|not found)|failed permanently|permanent (fatal )?error|does not exist|existiert nicht|nicht vorhanden|unbekannt/i;

/**
 * Reads a report on the delivery of a mail: in the form of RFC 3464, or as the mail systems write it that do not know
 * it. The class of the status (RFC 3463) says whether the address is lost.
 *
 * @param text what the mail says to people
 * @returns undefined when the mail is no such report
 */
export function readDeliveryReport(mail: ReadMail, text: string): DeliveryReport | undefined {
  const report = mail.reports.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  if (report) return ofRecipients(mail, fieldBlocks(report.content));
  return isInWords(mail) ? ofWords(mail, text) : undefined;
}

function ofRecipients(mail: ReadMail, blocks: Fields[]): DeliveryReport {
  const recipients = blocks.filter((block) => block.has('final-recipient') || block.has('action'));
  const failed = recipients.find((fields) => hasFailed(fields));
  if (!failed) return { kind: 'receipt' };
  const status = bestStatus(field(failed, 'status'), field(failed, 'diagnostic-code'));
  const returned = returnedMail(mail, [
    field(failed, 'original-recipient'),
    field(failed, 'final-recipient'),
  ]);
  return { kind: 'bounce', bounce: { ...returned, ...withStatus(status), permanent: isPermanent(status) } };
}

function hasFailed(fields: Fields): boolean {
  const action = field(fields, 'action')?.toLowerCase();
  return action === undefined ? /^[45]/.test(field(fields, 'status') ?? '') : action.startsWith('failed');
}

/** Whether a mail system speaks, in a mail without a report. */
function isInWords({ headers }: ReadMail): boolean {
  const from = headers.get('from')?.[0] ?? '';
  const isMultipart = /report-type=delivery-status/i.test(headers.get('content-type')?.[0] ?? '');
  return isMultipart || headers.has('x-failed-recipients') || MAIL_SYSTEM.test(from);
}

function ofWords(mail: ReadMail, text: string): DeliveryReport | undefined {
  const subject = mail.headers.get('subject')?.[0] ?? '';
  const failed = mail.headers.get('x-failed-recipients') ?? [];
  if (DELAYED.test(subject)) return { kind: 'receipt' };
  if (failed.length === 0 && !FAILED_SUBJECT.test(subject)) return undefined;
  const words = text.slice(0, 10_000);
  const status = STATUS.exec(words)?.[0];
  const smtpClass = SMTP_CODE.exec(words)?.[1];
  const isLost = smtpClass === '5' || (smtpClass === undefined && NO_MAILBOX.test(words));
  const returned = returnedMail(mail, [...failed, ...addressesIn(words)]);
  return {
    kind: 'bounce',
    bounce: {
      ...messageIdInWords(text),
      ...returned,
      ...withStatus(status),
      permanent: status === undefined ? isLost : isPermanent(status),
    },
  };
}

/** The Message-ID in headers that are copied into the text. */
function messageIdInWords(text: string): { messageId?: string } {
  const blocks = fieldBlocks(text).filter((block) => block.has('message-id'));
  const messageId = messageIdsIn(field(blocks[0], 'message-id') ?? '')[0];
  return messageId === undefined ? {} : { messageId };
}

/** The status, or the one in the diagnosis when that says more than a class. */
function bestStatus(status = '', diagnosis = ''): string | undefined {
  const [stated, diagnosed] = [STATUS.exec(status)?.[0], STATUS.exec(diagnosis)?.[0]];
  return stated === undefined || (/\.0\.0$/.test(stated) && diagnosed !== undefined)
    ? (diagnosed ?? stated)
    : stated;
}

function withStatus(status: string | undefined): { status?: string } {
  return status === undefined ? {} : { status };
}

function isPermanent(status: string | undefined): boolean {
  return status?.startsWith('5.') === true && !MAILBOX_FULL.test(status);
}
