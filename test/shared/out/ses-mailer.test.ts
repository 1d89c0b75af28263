import { beforeEach, describe, expect, it } from '@jest/globals';
import { GetSendQuotaCommand, SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { simpleParser } from 'mailparser';
import type { SendOutcome } from '../../../shared/domain/email/send-outcome.ts';
import type { OutgoingMail } from '../../../shared/domain/ports.ts';
import { createSesMailer } from '../../../shared/out/ses-mailer.ts';

const clock = { now: () => '2026-11-23T08:00:00.000Z', sleep: () => Promise.resolve() };
const sender = { address: 'post@platzfinder.example', name: 'Platzfinder Beispiel' };
const mail: OutgoingMail = {
  emailId: 'em_01',
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
  return { mailer: createSesMailer({ ses, clock, sender, timeoutMs }), posts: () => posts };
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
  const mailer = createSesMailer({ ses: client, clock, sender, timeoutMs: 10_000 });
  beforeEach(() => void ses.reset());

  it('hands SES one recipient, the tags and the configuration set', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0107-1' });
    const mailer = createSesMailer({
      ses: client,
      clock,
      sender,
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
        { Name: 'email_id', Value: 'em_01' },
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

  it.each<[string, Error, SendOutcome]>([
    [
      'a socket code on the error',
      socketError('ECONNREFUSED'),
      { kind: 'not_now', reason: 'not_connected', opensBreaker: true },
    ],
    [
      'a socket code on its cause',
      new Error('wrapped', { cause: socketError('ENOTFOUND') }),
      { kind: 'not_now', reason: 'not_connected', opensBreaker: true },
    ],
    ['a reset', socketError('ECONNRESET'), { kind: 'unknown', reason: 'no_answer_from_ses' }],
    [
      'no credentials',
      Object.assign(new Error(), { name: 'CredentialsProviderError' }),
      { kind: 'not_now', reason: 'not_connected', opensBreaker: true },
    ],
  ])('classifies %s', async (_, error, outcome) => {
    ses.on(SendRawEmailCommand).rejects(error);
    expect(await mailer.send(mail)).toEqual(outcome);
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

  it.each<[string, Answer | Error, SendOutcome]>([
    [
      'Throttling',
      { status: 400, body: failure('Throttling', 'Maximum sending rate exceeded.') },
      { kind: 'not_now', reason: 'throttled', opensBreaker: false },
    ],
    [
      'the daily quota',
      { status: 400, body: failure('Throttling', 'Daily message quota exceeded') },
      { kind: 'not_now', reason: 'quota_exceeded', opensBreaker: true },
    ],
    [
      'a paused account',
      { status: 400, body: failure('AccountSendingPausedException') },
      { kind: 'not_now', reason: 'sending_paused', opensBreaker: true },
    ],
    [
      'a paused configuration set',
      { status: 400, body: failure('ConfigurationSetSendingPausedException') },
      { kind: 'not_now', reason: 'sending_paused', opensBreaker: true },
    ],
    [
      'a rejection',
      { status: 400, body: failure('MessageRejected', 'Address is on the suppression list') },
      { kind: 'rejected', reason: 'rejected' },
    ],
    [
      'an unverified sender',
      {
        status: 400,
        body: failure('MessageRejected', 'Email address is not verified. post@platzfinder.example'),
      },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    [
      'an unverified MAIL FROM domain',
      { status: 400, body: failure('MailFromDomainNotVerifiedException') },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    [
      'a missing configuration set',
      { status: 400, body: failure('ConfigurationSetDoesNotExist') },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    [
      'an invalid parameter',
      { status: 400, body: failure('InvalidParameterValue') },
      { kind: 'rejected', reason: 'invalid_address' },
    ],
    [
      'a denied action',
      { status: 403, body: failure('AccessDenied') },
      { kind: 'not_now', reason: 'misconfigured', opensBreaker: true },
    ],
    [
      '503',
      { status: 503, body: failure('ServiceUnavailable') },
      { kind: 'unknown', reason: 'no_answer_from_ses' },
    ],
    [
      '503 without XML',
      { status: 503, body: 'Service Unavailable' },
      { kind: 'unknown', reason: 'no_answer_from_ses' },
    ],
    ['200 that is no XML', { status: 200, body: '<html' }, { kind: 'unknown', reason: 'no_answer_from_ses' }],
    [
      '200 without a message id',
      { status: 200, body: sent('') },
      { kind: 'unknown', reason: 'no_answer_from_ses' },
    ],
    ['a reset', socketError('ECONNRESET'), { kind: 'unknown', reason: 'no_answer_from_ses' }],
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
    await createSesMailer({ ses: client, clock, sender, timeoutMs: 10_000 }).quota();
    expect(ses.commandCalls(GetSendQuotaCommand)[0]?.args).toEqual([
      expect.anything(),
      { abortSignal: expect.any(AbortSignal) },
    ]);
  });
});
