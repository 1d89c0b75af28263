import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SESClient } from '@aws-sdk/client-ses';
import { createSesMailer } from '../../../shared/out/ses-mailer.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Listens on a free port; returns it. */
async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** What a mail comes to that is sent to whatever answers at an address. */
function sendTo(endpoint: string) {
  const ses = new SESClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
  });
  const clock = { now: () => '2026-11-23T08:00:00.000Z', sleep: () => Promise.resolve() };
  const sender = { address: 'post@platzfinder.example', name: 'Platzfinder Beispiel' };
  return createSesMailer({ ses, clock, sender, linksOf, timeoutMs: 2000 }).send({
    emailId: EMAIL_ID,
    attempt: 1,
    to: { address: 'praxis@musterfrau.example', name: '' },
    body: { subject: 'Anfrage [Ref. 7F3K-2M9Q]', html: '<p>Hallo</p>', text: 'Hallo\n' },
  });
}

const notConnected = { kind: 'not_now', reason: 'not_connected', opensBreaker: true };
const unknown = { kind: 'unknown', reason: 'no_answer_from_ses' };

describe('a connection that breaks before the mail could leave is never counted', () => {
  it('when nobody listens', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await sendTo(`http://127.0.0.1:${port}`)).toEqual(notConnected);
  });

  it('when the other side hangs up before the connection is secure', async () => {
    const port = await listening(createServer((socket) => socket.end()));
    expect(await sendTo(`https://127.0.0.1:${port}`)).toEqual(notConnected);
  });

  it('when the name leads nowhere', async () => {
    expect(await sendTo('https://ses.invalid')).toEqual(notConnected);
  });
});

describe('FAULTS 4: after bytes of the mail have left nobody knows', () => {
  it.each([
    ['a reset', createServer((socket) => socket.on('data', () => socket.resetAndDestroy()))],
    ['a closed connection', createServer((socket) => socket.on('data', () => socket.end()))],
    ['silence', createServer((socket) => socket.on('data', () => undefined))],
    [
      'an answer that breaks off',
      createHttpServer((_, response) => response.writeHead(200).write('<Send', () => response.destroy())),
    ],
  ])('what %s means', async (_, server) => {
    expect(await sendTo(`http://127.0.0.1:${await listening(server)}`)).toEqual(unknown);
  });
});
