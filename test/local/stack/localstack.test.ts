import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startHttpDouble, type HttpDouble } from '../../../local/http-double.ts';
import { Problem } from '../../../local/command.ts';
import { findLocalStack, toolEnvironment } from '../../../local/stack/localstack.ts';
import { readMails } from '../../../local/stack/mails.ts';

const RAW = 'From: a@platz.example\r\nTo: b@praxis.example\r\nSubject: Anfrage\r\n\r\nGuten Tag\r\n';

let server: HttpDouble;
let mailboxExists = true;
beforeAll(async () => {
  server = await startHttpDouble(({ path }) => {
    const body = { '/_localstack/health': {}, '/_aws/ses': { messages: [{ Id: 'm-1', RawData: RAW }] } }[
      path
    ];
    return body && (mailboxExists || path !== '/_aws/ses')
      ? { status: 200, headers: {}, body: JSON.stringify(body) }
      : { status: 404, headers: {}, body: '<Error/>' };
  });
});
afterAll(() => server.stop());

const environment = { ...process.env };
beforeEach(() => {
  process.env = { ...environment, AWS_ENDPOINT_URL: `${server.endpoint}/` };
});
afterAll(() => {
  process.env = environment;
});

describe('a LocalStack', () => {
  it('is the one at AWS_ENDPOINT_URL', async () => {
    expect(await findLocalStack()).toMatchObject({ endpoint: server.endpoint });
  });

  it('is missed with a hint how to start one', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
    const missing = findLocalStack();
    await expect(missing).rejects.toThrow(Problem);
    await expect(missing).rejects.toThrow(/127\.0\.0\.1:1\b[^]*docker compose up/);
  });

  it('is all that a tool finds, whatever accounts the user has', async () => {
    Object.assign(process.env, { AWS_PROFILE: 'real', AWS_SESSION_TOKEN: 'real', SENDER_NAME: 'Platz' });
    const tool = toolEnvironment(await findLocalStack());
    expect(
      Object.keys(tool)
        .filter((name) => name.startsWith('AWS_'))
        .sort(),
    ).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
    ]);
    expect(tool['SENDER_NAME']).toBe('Platz');
  });
});

describe('the mailbox of a LocalStack', () => {
  it('shows the mails as their readers see them', async () => {
    mailboxExists = true;
    expect(await readMails(await findLocalStack())).toEqual([
      {
        messageId: 'm-1',
        to: ['b@praxis.example'],
        subject: 'Anfrage',
        text: 'Guten Tag\n',
        raw: Buffer.from(RAW),
      },
    ]);
  });

  it('is empty before SES was used', async () => {
    mailboxExists = false;
    expect(await readMails(await findLocalStack())).toEqual([]);
  });
});
