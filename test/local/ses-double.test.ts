import '../support/native-errors.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GetSendQuotaCommand,
  SendRawEmailCommand,
  SESClient,
  type SESClientConfig,
  type SESServiceException,
} from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { localClientConfig } from '../../local/clients.ts';
import { startSesDouble, type SesDouble } from '../../local/ses-double.ts';
import type { FaultMode } from '../../local/ses-faults.ts';
import { createSimulatedClock, type SimulatedClock } from '../../local/simulated-clock.ts';
import { DAY_MS } from '../../shared/domain/time.ts';

const START = '2026-03-02T08:00:00.000Z';
const RECIPIENT = 'erika@praxis.example';
const RAW = Buffer.from(
  `From: service@matching.example\r\nTo: "Musterfrau, Erika" <${RECIPIENT}>\r\n\r\nä\r\n`,
);

let clock: SimulatedClock;
let ses: SesDouble;
let clients: SESClient[];

beforeEach(async () => {
  clock = createSimulatedClock(START);
  ses = await startSesDouble({ clock });
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await ses.stop();
});

function connect(config: SESClientConfig = { maxAttempts: 1 }): SESClient {
  const client = new SESClient({ ...localClientConfig(ses.endpoint), ...config });
  clients.push(client);
  return client;
}

function mail(to: string[] = [RECIPIENT]) {
  return new SendRawEmailCommand({
    Source: 'service@matching.example',
    Destinations: to,
    ConfigurationSetName: 'communication',
    Tags: [
      { Name: 'email_id', Value: 'em_1' },
      { Name: 'attempt', Value: '1' },
    ],
    RawMessage: { Data: RAW },
  });
}

async function failureIn(mode: FaultMode, client = connect()) {
  ses.script = () => mode;
  const error = await client.send(mail()).then(
    () => undefined,
    (failure: unknown) => failure as SESServiceException,
  );
  return { error, status: error?.$metadata.httpStatusCode };
}

describe('accepted mail', () => {
  it('is kept byte for byte with its tags, recipients, time and the id that SES answered', async () => {
    const { MessageId } = await connect().send(mail());
    expect(ses.accepted).toEqual([
      {
        messageId: MessageId,
        at: START,
        sesAt: START,
        source: 'service@matching.example',
        to: [RECIPIENT],
        raw: RAW,
        tags: { email_id: 'em_1', attempt: '1' },
        configurationSet: 'communication',
      },
    ]);
  });

  it('goes to the recipients of its headers when the call names none', async () => {
    await connect().send(new SendRawEmailCommand({ RawMessage: { Data: RAW } }));
    expect(ses.accepted[0]?.to).toEqual([RECIPIENT]);
  });

  it('gets an id of its own each time', async () => {
    const client = connect();
    const first = await client.send(mail());
    const second = await client.send(mail());
    expect(first.MessageId).not.toBe(second.MessageId);
  });
});

describe('a script', () => {
  it('decides by the number of the call, its recipients, its tags and all else that it says', async () => {
    const seen: unknown[] = [];
    ses.script = (call) => {
      seen.push(call);
      return call.n === 2 ? 'throttled' : 'accept';
    };
    const client = connect();
    const results = [];
    for (let n = 1; n <= 3; n++) {
      const sent = client.send(mail());
      results.push(
        await sent.then(
          () => 'sent',
          (error: unknown) => (error as Error).name,
        ),
      );
    }
    expect(results).toEqual(['sent', 'Throttling', 'sent']);
    expect(seen[1]).toMatchObject({
      n: 2,
      to: [RECIPIENT],
      tags: { email_id: 'em_1', attempt: '1' },
      parameters: { Action: 'SendRawEmail', 'Tags.member.1.Name': 'email_id' },
    });
    expect(ses.accepted).toHaveLength(2);
    expect(ses.calls).toBe(3);
  });

  it('may refuse with an error in words of its own', async () => {
    ses.script = ({ to }) => ({ status: 400, code: 'MessageRejected', message: `not to ${to.join()}` });
    const refused = connect().send(mail());
    await expect(refused).rejects.toMatchObject({ name: 'MessageRejected', message: `not to ${RECIPIENT}` });
    expect(ses.accepted).toHaveLength(0);
  });
});

describe('faults', () => {
  it.each<[FaultMode, string, RegExp]>([
    ['throttled', 'Throttling', /^Maximum sending rate exceeded\.$/],
    ['daily_quota', 'Throttling', /^Daily message quota exceeded\.$/],
    ['message_rejected', 'MessageRejected', /content/],
    ['account_paused', 'AccountSendingPausedException', /paused/],
    ['configuration_set_paused', 'ConfigurationSetSendingPausedException', /paused/],
    ['invalid_parameter', 'InvalidParameterValue', /Missing final '@domain'/],
    ['not_verified', 'MessageRejected', /Email address is not verified.*erika@praxis\.example/],
  ])('%s is the error %s with status 400, and nothing is accepted', async (mode, name, message) => {
    const { error, status } = await failureIn(mode);
    expect(error?.name).toBe(name);
    expect(error?.message).toMatch(message);
    expect(status).toBe(400);
    expect(ses.accepted).toEqual([]);
  });

  it.each<[FaultMode, number]>([
    ['503', 0],
    ['accept_then_503', 1],
  ])('%s answers 503 with %d copies accepted', async (mode, copies) => {
    expect((await failureIn(mode)).status).toBe(503);
    expect(ses.accepted).toHaveLength(copies);
  });

  it.each<[FaultMode, number]>([
    ['reset', 0],
    ['accept_then_reset', 1],
  ])('%s breaks the connection with %d copies accepted', async (mode, copies) => {
    expect((await failureIn(mode)).error).toMatchObject({ code: 'ECONNRESET' });
    expect(ses.accepted).toHaveLength(copies);
  });

  it.each<[FaultMode, number]>([
    ['hang', 0],
    ['accept_then_hang', 1],
  ])('%s gives no answer until the client gives up, with %d copies accepted', async (mode, copies) => {
    const requestHandler = new NodeHttpHandler({ requestTimeout: 50, throwOnRequestTimeout: true });
    const { error } = await failureIn(mode, connect({ maxAttempts: 1, requestHandler }));
    expect(error?.name).toBe('TimeoutError');
    expect(ses.accepted).toHaveLength(copies);
  });

  it('refuses connections when it is stopped', async () => {
    const client = connect();
    await client.send(mail());
    await ses.stop();
    expect((await failureIn('accept', client)).error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(ses.accepted).toHaveLength(1);
  });
});

describe('copies of one mail', () => {
  it.each<FaultMode>(['accept_then_503', 'accept_then_reset'])(
    'are three with the default retries of the SDK: %s',
    async (mode) => {
      await failureIn(mode, connect({}));
      expect(ses.accepted).toHaveLength(3);
    },
  );

  it.each<FaultMode>(['accept_then_503', 'accept_then_reset'])(
    'are one with a single attempt: %s',
    async (mode) => {
      await failureIn(mode, connect({ maxAttempts: 1 }));
      expect(ses.accepted).toHaveLength(1);
    },
  );
});

describe('quota', () => {
  it('counts what was accepted in the last 24 hours on top of what others sent', async () => {
    ses.quota = { max24HourSend: 200, maxSendRate: 2.5, sentLast24Hours: 10 };
    const client = connect();
    await client.send(mail());
    expect(await client.send(new GetSendQuotaCommand())).toMatchObject({
      Max24HourSend: 200,
      MaxSendRate: 2.5,
      SentLast24Hours: 11,
    });
    clock.advance(DAY_MS);
    expect((await client.send(new GetSendQuotaCommand())).SentLast24Hours).toBe(10);
  });

  it('is held: the mail after the last one is refused until a day has passed', async () => {
    ses.quota.max24HourSend = 1;
    const client = connect();
    await client.send(mail());
    await expect(client.send(mail())).rejects.toThrow('Daily message quota exceeded.');
    clock.advance(DAY_MS);
    await client.send(mail());
    expect(ses.accepted).toHaveLength(2);
  });

  it('has faults of its own', async () => {
    ses.quotaFault = '503';
    await expect(connect().send(new GetSendQuotaCommand())).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    expect((await failureIn('accept')).error).toBeUndefined();
  });
});

describe('time of SES', () => {
  it('is the clock plus the skew in the Date header, on errors too, and in the accepted mail', async () => {
    ses.skewMs = 360_000;
    const dates: unknown[] = [];
    const client = connect();
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        dates.push((result.response as { headers: Record<string, string> }).headers['date']);
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    await client.send(new GetSendQuotaCommand());
    await client.send(mail());
    expect(dates).toEqual(['Mon, 02 Mar 2026 08:06:00 GMT', 'Mon, 02 Mar 2026 08:06:00 GMT']);
    expect(ses.accepted[0]).toMatchObject({ at: START, sesAt: '2026-03-02T08:06:00.000Z' });
  });
});
