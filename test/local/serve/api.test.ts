import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;
let service: ChildProcess;
let output = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  service = spawn(process.execPath, ['local/main.ts', '--port', '0', '--state', folder]);
  for await (const text of service.stdout!) {
    output += String(text);
    if (output.includes('Ready after')) break;
  }
});
afterAll(async () => {
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
});

const said = (what: RegExp) => what.exec(output)?.[1] ?? '';
const address = () => said(/^API +(\S+)\/api\/health$/m);
const token = () => said(/^Token +(\S+)$/m);
const status = async (path: string, bearer?: string) => {
  const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  return (await fetch(`${address()}${path}`, { headers })).status;
};

describe('npm start', () => {
  it('prints a token that the API takes, and takes no other', async () => {
    expect(await status('/api/emails', token())).toBe(200);
    expect(await status('/api/phone-calls', token())).toBe(200);
    expect(await status('/api/emails', `${token().slice(0, -8)}AAAAAAAA`)).toBe(401);
    expect(await status('/api/emails')).toBe(401);
  });

  it('has its mails lead back to its own address', async () => {
    const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
    const written = { therapist_id: 1, subject: 'Rückfrage', body_html: '<p>Wann?</p>', status: 'queued' };
    const made = await fetch(`${address()}/api/emails`, {
      method: 'POST',
      headers,
      body: JSON.stringify(written),
    });
    const { body_text } = (await made.json()) as { body_text: string };
    expect(body_text).toMatch(new RegExp(`^${address()}/u/[a-z2-7]{48}$`, 'm'));
  });

  it('tells everybody that it is there', async () => {
    expect(await status('/api/health')).toBe(200);
  });
});
