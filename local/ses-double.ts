import { randomUUID } from 'node:crypto';
import { simpleParser, type AddressObject } from 'mailparser';
import type { Clock } from '../shared/domain/ports.ts';
import { DAY_MS, plus, type Instant } from '../shared/domain/time.ts';
import { memoryLog, type AppendLog } from './engine/append-log.ts';
import { startHttpDouble, type HttpAnswer, type HttpDouble } from './http-double.ts';
import { FAULTS, type FaultMode, type SesError } from './ses-faults.ts';
import { xmlElements } from './xml.ts';

/** A mail that SES took over. */
export interface AcceptedMail {
  messageId: string;
  /** True time: the clock's. */
  at: Instant;
  /** SES's own time, which its events tell. */
  sesAt: Instant;
  source?: string;
  to: string[];
  raw: Buffer;
  tags: Record<string, string>;
  configurationSet?: string;
}

/** One `SendRawEmail`, before its fate is decided; `n` counts from 1. */
export interface SesCall {
  n: number;
  to: string[];
  tags: Record<string, string>;
  /** All that the call says, by its names in the query protocol. */
  parameters: Record<string, string>;
}

/** The account's limits. `sentLast24Hours` were sent by others; what is accepted here comes on top. */
export interface SesQuota {
  max24HourSend: number;
  maxSendRate: number;
  sentLast24Hours: number;
}

/** SES v1 on this machine. Tests read the log of accepts and set the rest at any time. */
export interface SesDouble extends HttpDouble {
  readonly accepted: readonly AcceptedMail[];
  /** Puts something else in the place of every accepted mail, as mailboxes do that forget. */
  redact: (change: (mail: AcceptedMail) => AcceptedMail) => void;
  /** How many `SendRawEmail` arrived, whatever came of them. */
  calls: number;
  /** Decides about each `SendRawEmail`, or refuses it with an error of its own; accepts unless told otherwise. */
  script: (call: SesCall) => FaultMode | SesError;
  /** Decides about each `GetSendQuota`. */
  quotaFault: FaultMode;
  quota: SesQuota;
  /** How far SES's own clock, seen in `Date` headers and events, runs ahead of the true time. */
  skewMs: number;
}

const XMLNS = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

/**
 * Starts a double that speaks the SES v1 query protocol: `SendRawEmail` and `GetSendQuota`. It holds the daily quota
 * by itself; the sending rate is exceeded only when the script says so.
 *
 * @param log remembers the accepted mails
 * @param onAccept is told of a mail before the caller has an answer
 */
export async function startSesDouble({
  clock,
  log = memoryLog(),
  onAccept = () => undefined,
}: {
  clock: Clock;
  log?: AppendLog<AcceptedMail>;
  onAccept?: (mail: AcceptedMail) => void;
}): Promise<SesDouble> {
  const ses: Omit<SesDouble, keyof HttpDouble> = {
    accepted: log.entries,
    redact: log.change,
    calls: 0,
    script: () => 'accept',
    quotaFault: 'accept',
    quota: { max24HourSend: 50_000, maxSendRate: 14, sentLast24Hours: 0 },
    skewMs: 0,
  };
  const sentLast24Hours = () => {
    const since = plus(clock.now(), -DAY_MS);
    return ses.quota.sentLast24Hours + ses.accepted.filter((mail) => mail.at > since).length;
  };

  async function sendRawEmail(form: URLSearchParams): Promise<HttpAnswer> {
    const mail = await readMail(form, clock.now(), ses.skewMs);
    const { to, tags } = mail;
    const scripted = ses.script({ n: ++ses.calls, to, tags, parameters: Object.fromEntries(form) });
    const exhausted = accepts(scripted) && sentLast24Hours() >= ses.quota.max24HourSend;
    const mode = exhausted ? 'daily_quota' : scripted;
    if (accepts(mode)) {
      log.append(mail);
      onAccept(mail);
    }
    return answerAs(mode, success('SendRawEmail', { MessageId: mail.messageId }), to);
  }

  function getSendQuota(): HttpAnswer {
    const { max24HourSend, maxSendRate } = ses.quota;
    const quota = {
      Max24HourSend: max24HourSend,
      MaxSendRate: maxSendRate,
      SentLast24Hours: sentLast24Hours(),
    };
    return answerAs(ses.quotaFault, success('GetSendQuota', quota), []);
  }

  async function act(form: URLSearchParams): Promise<HttpAnswer> {
    const action = form.get('Action');
    if (action === 'SendRawEmail') return sendRawEmail(form);
    if (action === 'GetSendQuota') return getSendQuota();
    return failure({ status: 400, code: 'InvalidAction', message: 'The double knows no such action.' });
  }

  const http = await startHttpDouble(async ({ body }) => {
    const answer = await act(new URLSearchParams(body.toString('latin1')));
    const date = new Date(plus(clock.now(), ses.skewMs)).toUTCString();
    return typeof answer === 'string' ? answer : { ...answer, headers: { 'content-type': 'text/xml', date } };
  });
  return Object.assign(ses, http);
}

async function readMail(form: URLSearchParams, at: Instant, skewMs: number): Promise<AcceptedMail> {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const source = form.get('Source');
  const configurationSet = form.get('ConfigurationSetName');
  const destinations = members(form, 'Destinations.member.', '');
  const names = members(form, 'Tags.member.', '.Name');
  const values = members(form, 'Tags.member.', '.Value');
  return {
    messageId: `0107${randomUUID()}-000000`,
    at,
    sesAt: plus(at, skewMs),
    ...(source !== null && { source }),
    to: destinations.length > 0 ? destinations : await recipientsOf(raw),
    raw,
    tags: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
    ...(configurationSet !== null && { configurationSet }),
  };
}

/** `Destinations.member.1`, `Tags.member.1.Name` … in order. */
function members(form: URLSearchParams, prefix: string, suffix: string): string[] {
  const found: string[] = [];
  for (;;) {
    const value = form.get(`${prefix}${found.length + 1}${suffix}`);
    if (value === null) return found;
    found.push(value);
  }
}

/** SES delivers to the mail's own headers when the call names no destination. */
async function recipientsOf(raw: Buffer): Promise<string[]> {
  const { to, cc, bcc } = await simpleParser(raw);
  const fields = [to, cc, bcc].flat().filter((field): field is AddressObject => field !== undefined);
  return fields.flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));
}

function accepts(mode: FaultMode | SesError): boolean {
  return typeof mode === 'string' && mode.startsWith('accept');
}

function answerAs(mode: FaultMode | SesError, successful: HttpAnswer, to: string[]): HttpAnswer {
  const answer = typeof mode === 'string' ? FAULTS[mode] : mode;
  if (answer === 'success') return successful;
  if (answer === 'reset' || answer === 'hang') return answer;
  return failure({ ...answer, message: answer.message.replace('{recipient}', () => to.join(', ')) });
}

function success(action: string, result: Record<string, string | number>): HttpAnswer {
  const metadata = `<ResponseMetadata>${xmlElements({ RequestId: randomUUID() })}</ResponseMetadata>`;
  const content = `<${action}Result>${xmlElements(result)}</${action}Result>${metadata}`;
  return { status: 200, body: `<${action}Response ${XMLNS}>${content}</${action}Response>` };
}

function failure({ status, code, message }: SesError): HttpAnswer {
  const error = xmlElements({ Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  const content = `<Error>${error}</Error>${xmlElements({ RequestId: randomUUID() })}`;
  return { status, body: `<ErrorResponse ${XMLNS}>${content}</ErrorResponse>` };
}
