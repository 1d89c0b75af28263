import { beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { createConsole } from '../../../local/console/console.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';
import { acceptedMail, fakeEngine, type FakeEngine } from './fake-engine.ts';

let fake: FakeEngine;
beforeEach(async () => {
  fake = fakeEngine();
  fake.mails.push(await acceptedMail({ subject: 'Anfrage', html: '<p>Guten Tag</p>', text: 'Guten Tag' }));
});

const post = (path: string, body: string) =>
  createConsole(fake.engine)({
    method: 'POST',
    path,
    query: new URLSearchParams(),
    headers: { host: 'localhost:3000' },
    body: Buffer.from(body),
  });

async function get(path: string): Promise<string> {
  const answer = await createConsole(fake.engine)({
    method: 'GET',
    path,
    query: new URLSearchParams(),
    headers: { host: 'localhost:3000' },
    body: Buffer.alloc(0),
  });
  return String(answer?.body);
}

async function received() {
  const [raw] = fake.asked.received;
  if (!raw) throw new Error('nothing was received');
  return simpleParser(raw);
}

describe('an answer that somebody writes in the console', () => {
  it('goes to where answers go, names the mail and quotes it', async () => {
    expect(await post('/_local/mails/1/answer', 'kind=reply&text=Leider+nein.')).toMatchObject({
      status: 200,
    });
    const mail = await received();
    expect(mail.to).toMatchObject({ value: [{ address: linksOf(EMAIL_ID).replyTo }] });
    expect(mail.inReplyTo).toBe('<ses-1@eu-central-1.amazonses.com>');
    expect(mail.text).toMatch(/^Leider nein\.\n\nAm 2026-03-02 schrieb .+:\n> Guten Tag/);
  });

  it('may come from a machine, or go to the address that ends all contact', async () => {
    await post('/_local/mails/1/answer', 'kind=out_of_office&text=Im+Urlaub');
    expect((await received()).headers.get('auto-submitted')).toBe('auto-replied');
    fake.asked.received.length = 0;
    await post('/_local/mails/1/answer', 'kind=stop&text=');
    const [stop] = linksOf(EMAIL_ID).objection.mailto.replace('mailto:', '').split('?');
    expect((await received()).to).toMatchObject({ value: [{ address: stop }] });
  });

  it.each([
    ['/_local/mails/2/answer', 'kind=reply', 404],
    ['/_local/mails/1/answer', 'kind=shrug', 400],
    ['/_local/inbound', '', 400],
  ])('is refused at %s with "%s"', async (path, body, status) => {
    expect(await post(path, body)).toMatchObject({ status });
    expect(fake.asked.received).toEqual([]);
  });

  it('is refused where nothing of the mail is left, and the pages say why', async () => {
    fake.mails[0] = { ...fake.mails[0]!, raw: Buffer.alloc(0) };
    expect(await post('/_local/mails/1/answer', 'kind=reply&text=ja')).toMatchObject({ status: 409 });
    expect(fake.asked.received).toEqual([]);
    expect(await get('/_local/mails/1')).toContain('told of somebody who was erased');
    expect(await get('/_local/mails')).toContain('(erased)');
  });

  it('may be any mail, byte by byte', async () => {
    expect(await post('/_local/inbound', 'Subject: x\r\n\r\ny')).toMatchObject({ status: 200 });
    expect(fake.asked.received).toEqual([Buffer.from('Subject: x\r\n\r\ny')]);
  });
});
