import { beforeEach, describe, expect, it } from '@jest/globals';
import { GetSendQuotaCommand, SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { simpleParser } from 'mailparser';
import type { SendOutcome } from '../../../shared/domain/email/send-outcome.ts';
import type { OutgoingMail } from '../../../shared/domain/ports.ts';
import { createSesMailer } from '../../../shared/out/ses-mailer.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';

const clock = { now: () => '2026-11-23T08:00:00.000Z', sleep: () => Promise.resolve() };
const sender = { address: 'post@platzfinder.example', name: 'Platzfinder Beispiel' };
const mail: OutgoingMail = {
  emailId: EMAIL_ID,
  attempt: 2,
  to: { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' },
  body: { subject: 'Anfrage [Ref. 7F3K-2M9Q]', html: '<p>Hallo</p>', text: 'Hallo\n' },
};

interface Answer {
  status: number;
  body: string;
  date?: string;
}

/** A mailer on the real SDK client whose connection gives one prepared answer, and the number of posts. */
function wired(answer: Answer | Error | 'never', timeoutMs = 10_000) {
  let posts = 0;
  const handle = async (_: unknown, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    posts += 1;
    if (answer === 'never')
      await new Promise((_resolve, reject) =>
        abortSignal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      );
    if (answer instanceof Error) throw answer;
    const { status, body, date } = answer as Answer;
    return {
      response: { statusCode: status, headers: date ? { date } : {}, body: new TextEncoder().encode(body) },
    };
  };
  const ses = new SESClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle } as never,
  });
  return { mailer: createSesMailer({ ses, clock, sender, linksOf, timeoutMs }), posts: () => posts };
}

const sent = (id = '<MessageId>0107-1</MessageId>') =>
  `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>${id}</SendRawEmailResult></SendRawEmailResponse>`;
const failure = (code: string, message = 'no') =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
const quotaAnswer = (max: string) =>
  `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>${max}</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>150.0</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`;
const socketError = (code: string) => Object.assign(new Error('socket'), { code });

describe('send', () => {
  const client = new SESClient({});
  const ses = mockClient(client);
  const mailer = createSesMailer({ ses: client, clock, sender, linksOf, timeoutMs: 10_000 });
  beforeEach(() => void ses.reset());

  it('hands SES one recipient, the tags and the configuration set', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0107-1' });
    const mailer = createSesMailer({
      ses: client,
      clock,
      sender,
      linksOf,
      configurationSet: 'communication',
      timeoutMs: 10_000,
    });
    expect(await mailer.send(mail)).toEqual({ kind: 'accepted', sesMessageId: '0107-1' });
    const [call, ...more] = ses.commandCalls(SendRawEmailCommand);
    expect(more).toEqual([]);
    expect(call?.args[0].input).toMatchObject({
      Source: sender.address,
      Destinations: [mail.to.address],
      ConfigurationSetName: 'communication',
      Tags: [
        { Name: 'email_id', Value: EMAIL_ID },
        { Name: 'attempt', Value: '2' },
      ],
    });
    expect(call?.args).toEqual([expect.anything(), { abortSignal: expect.any(AbortSignal) }]);
  });

  it('hands SES the mail as it was rendered', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0107-1' });
    await mailer.send(mail);
    const input = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
    expect(input).not.toHaveProperty('ConfigurationSetName');
    const { subject, html, text, from } = await simpleParser(Buffer.from(input!.RawMessage!.Data!));
    expect({ subject, html, text }).toEqual(mail.body);
    expect(from?.value).toEqual([sender]);
  });

  it.each([
    ['the Message-ID that SES gave it in this region', 'eu-central-1', '<0107-0@eu-central-1.amazonses.com>'],
    ['nothing, while nobody knows the region', undefined, undefined],
  ])('has a mail that continues another refer to %s', async (_, region, messageId) => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0107-1' });
    const options = { ses: client, clock, sender, linksOf, timeoutMs: 10_000, ...(region && { region }) };
    await createSesMailer(options).send({ ...mail, inReplyTo: '0107-0' });
    const input = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
    const { inReplyTo, references } = await simpleParser(Buffer.from(input!.RawMessage!.Data!));
    expect([inReplyTo, references]).toEqual([messageId, messageId]);
  });

  it.each(['a@b', 'a@b.example, c@d.example', 'X@B.example', 'müller@x.example'])(
    'FAULTS 30: does not bother SES with %j',
    async (address) => {
      expect(await mailer.send({ ...mail, to: { ...mail.to, address } })).toEqual({
        kind: 'rejected',
        reason: 'invalid_address',
      });
      expect(ses.calls()).toEqual([]);
    },
  );

  it.each<[string, Error]>([
    ['what failed on the error', socketError('ECONNREFUSED')],
    ['what failed on its cause', new Error('wrapped', { cause: socketError('ENOTFOUND') })],
    ['what was asked for on its cause', new Error('wrapped', { cause: { syscall: 'connect' } })],
    [
      'what failed at the first of several addresses',
      new AggregateError([Object.assign(new Error(), { code: 'ETIMEDOUT', syscall: 'connect' })]),
    ],
  ])('finds %s', async (_, error) => {
    ses.on(SendRawEmailCommand).rejects(error);
    expect(await mailer.send(mail)).toEqual({
      kind: 'not_now',
      reason: 'not_connected',
      opensBreaker: true,
    });
  });
});

describe('send on the wire', () => {
  it('takes the time of acceptance from the Date header', async () => {
    const { mailer } = wired({ status: 200, body: sent(), date: 'Mon, 23 Nov 2026 08:00:07 GMT' });
    expect(await mailer.send(mail)).toEqual({
      kind: 'accepted',
      sesMessageId: '0107-1',
      at: '2026-11-23T08:00:07.000Z',
    });
  });

  it.each([undefined, 'yesterday'])('leaves the time open when the Date header is %j', async (date) => {
    const { mailer } = wired({ status: 200, body: sent(), ...(date && { date }) });
    expect(await mailer.send(mail)).toEqual({ kind: 'accepted', sesMessageId: '0107-1' });
  });

  const unknown: SendOutcome = { kind: 'unknown', reason: 'no_answer_from_ses' };

  it.each<[string, Answer | Error, SendOutcome]>([
    [
      'an error of SES by its name and message',
      { status: 400, body: failure('Throttling', 'Daily message quota exceeded') },
      { kind: 'not_now', reason: 'quota_exceeded', opensBreaker: true },
    ],
    [
      'an error that the SDK knows by another name',
      { status: 400, body: failure('ConfigurationSetDoesNotExist') },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    [
      'an error that the SDK does not know',
      { status: 403, body: failure('AccessDenied') },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    ['503', { status: 503, body: failure('ServiceUnavailable') }, unknown],
    ['503 without XML', { status: 503, body: 'Service Unavailable' }, unknown],
    ['200 that is no XML', { status: 200, body: '<html' }, unknown],
    ['200 without a message id', { status: 200, body: sent('') }, unknown],
    ['a reset', socketError('ECONNRESET'), unknown],
    [
      'a refused connection',
      socketError('ECONNREFUSED'),
      { kind: 'not_now', reason: 'not_connected', opensBreaker: true },
    ],
  ])('FAULTS 4–8: posts once and classifies %s', async (_, answer, outcome) => {
    const { mailer, posts } = wired(answer);
    expect(await mailer.send(mail)).toEqual(outcome);
    expect(posts()).toBe(1);
  });

  it('FAULTS 4: gives a call up that never answers, after one post', async () => {
    const { mailer, posts } = wired('never', 1);
    expect(await mailer.send(mail)).toEqual({ kind: 'unknown', reason: 'no_answer_from_ses' });
    expect(posts()).toBe(1);
  });
});

describe('quota', () => {
  it('is what remains of 24 hours, by SES’s time', async () => {
    const { mailer } = wired({
      status: 200,
      body: quotaAnswer('200.0'),
      date: 'Mon, 23 Nov 2026 08:00:07 GMT',
    });
    expect(await mailer.quota()).toEqual({
      maxPerSecond: 14,
      remainingToday: 50,
      at: '2026-11-23T08:00:07.000Z',
    });
  });

  it('falls back to the own clock', async () => {
    const { mailer } = wired({ status: 200, body: quotaAnswer('200.0') });
    expect(await mailer.quota()).toMatchObject({ at: clock.now() });
  });

  it('is unlimited when SES says -1, and never below nothing', async () => {
    expect(await wired({ status: 200, body: quotaAnswer('-1') }).mailer.quota()).toMatchObject({
      remainingToday: Infinity,
    });
    expect(await wired({ status: 200, body: quotaAnswer('100') }).mailer.quota()).toMatchObject({
      remainingToday: 0,
    });
  });

  it.each<[string, Answer | Error | 'never']>([
    ['an error', { status: 400, body: failure('Throttling') }],
    ['a broken connection', socketError('ECONNRESET')],
    [
      'an answer without numbers',
      {
        status: 200,
        body: '<GetSendQuotaResponse><GetSendQuotaResult></GetSendQuotaResult></GetSendQuotaResponse>',
      },
    ],
    ['no answer in time', 'never'],
  ])('is unknown after %s', async (_, answer) => {
    expect(await wired(answer, answer === 'never' ? 1 : 10_000).mailer.quota()).toBeUndefined();
  });

  it('asks with a deadline', async () => {
    const client = new SESClient({});
    const ses = mockClient(client).on(GetSendQuotaCommand).resolves({});
    await createSesMailer({ ses: client, clock, sender, linksOf, timeoutMs: 10_000 }).quota();
    expect(ses.commandCalls(GetSendQuotaCommand)[0]?.args).toEqual([
      expect.anything(),
      { abortSignal: expect.any(AbortSignal) },
    ]);
  });
});
