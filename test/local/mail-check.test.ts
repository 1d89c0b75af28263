import { beforeAll, describe, expect, it } from '@jest/globals';
import { mailFaults, type MailOnTheWire } from '../../local/mail-check.ts';
import { createRenderer } from '../../shared/out/liquid-renderer.ts';
import { composeMime, type MimeMail } from '../../shared/out/mime.ts';
import { EMAIL_ID, emailContent, linksOf, setting, tokens } from '../support/email-content.ts';

const TO = 'praxis@musterfrau.example';
const CONTINUES = '<0107-1@eu-central-1.amazonses.com>';
const OTHER_ID = 'em_01kapf3v9s0000000000000002';

let good: MimeMail;
beforeAll(async () => {
  good = {
    from: { address: 'post@platzfinder.example', name: setting.senderName },
    to: { address: TO, name: 'Dr. Erika Müller' },
    links: linksOf(EMAIL_ID),
    ...(await createRenderer(setting).render(emailContent())),
    inReplyTo: CONTINUES,
    date: '2026-11-23T08:00:00.000Z',
  };
});

/** What is found wrong in a mail that was changed before it was composed, or as it came over the wire. */
async function faultsOf({
  mail = {},
  wire = (raw) => raw,
  to = [TO],
}: {
  mail?: Partial<MimeMail>;
  wire?: (raw: string) => string;
  to?: string[];
} = {}): Promise<string[]> {
  const raw = wire((await composeMime({ ...good, ...mail })).toString('latin1'));
  const sent: MailOnTheWire = { raw: Buffer.from(raw, 'latin1'), to, tags: { email_id: EMAIL_ID } };
  return mailFaults(sent, { tokens, reference: '7F3K-2M9Q', continues: CONTINUES });
}

const intoHtml = (piece: string) => ({ html: good.html.replace('</td>', `${piece}</td>`) });
const header = (line: string) => (raw: string) => `${line}\r\n${raw}`;

it('a mail of ours has no fault', async () => {
  expect(await faultsOf()).toEqual([]);
});

it('a mailbox under a domain with umlauts is the one in To', async () => {
  const address = 'praxis@xn--mller-kva.example';
  expect(await faultsOf({ mail: { to: { address, name: '' } }, to: [address] })).toEqual([]);
});

describe('on the wire', () => {
  it.each<[string, (raw: string) => string, string]>([
    ['a copy', header('Cc: fremd@fremd.example'), 'a header cc'],
    ['a hidden copy', header('Bcc: fremd@fremd.example'), 'a header bcc'],
    ['a header twice', header('Subject: Zweimal'), '2 times subject'],
    ['a wish for no notice of absence', header('Auto-Submitted: auto-generated'), 'a header auto-submitted'],
    ['a missing header', (raw) => raw.replace(/^Reply-To:.*\r\n( .*\r\n)*/m, ''), 'no reply-to'],
    ['bare line feeds', (raw) => raw.replace(/\r\n- /g, '\n- '), 'a line that does not end in CRLF'],
    ['bytes that need 8 bits', (raw) => raw.replace('=C3=BCr', '\xfcr'), 'a byte outside of printable ASCII'],
    [
      'an endless line',
      header(`References: ${'<x@y.example> '.repeat(99)}`),
      'a line of more than 998 characters',
    ],
    [
      'a page broken by a fold',
      (raw) => raw.replace('/u/', '/u/\r\n '),
      'an address broken by a fold in list-unsubscribe',
    ],
    [
      'one part alone',
      (raw) => raw.replace('multipart/alternative', 'multipart/mixed'),
      'not text and HTML in multipart/alternative',
    ],
    [
      'one click that is none',
      (raw) => raw.replace('One-Click', 'Two-Clicks'),
      'no objection with one click',
    ],
    [
      'a token of another purpose',
      (raw) => raw.replace(/reply\+\w+/, `reply+${tokens.issue('unsubscribe', EMAIL_ID)}`),
      'an answer to Reply-To would not find its email',
    ],
  ])('%s is a fault', async (_, wire, fault) => {
    expect(await faultsOf({ wire })).toContainEqual(expect.stringContaining(fault));
  });

  it('several recipients are a fault, and another one than the reader sees', async () => {
    expect(await faultsOf({ to: [TO, 'fremd@fremd.example'] })).toEqual(['2 recipients']);
    expect(await faultsOf({ to: ['fremd@fremd.example'] })).toEqual([
      'another recipient in To than SES was given',
    ]);
  });

  it('links of another email are a fault', async () => {
    expect(await faultsOf({ mail: { links: linksOf(OTHER_ID) } })).toEqual([
      'an answer to Reply-To would not find its email',
      'an objection by List-Unsubscribe would not find its email',
      'a body without the page for objections',
    ]);
  });

  it('a subject or a reference of another conversation is a fault', async () => {
    const mail = { subject: 'Anfrage [Ref. 7F3K-2M9X]', inReplyTo: '<0107-2@eu-central-1.amazonses.com>' };
    expect(await faultsOf({ mail })).toEqual([
      'not the reference of its conversation in the subject',
      'in-reply-to does not name the mail that it continues',
      'references does not name the mail that it continues',
    ]);
  });
});

describe('in the bodies', () => {
  it.each([
    ['<img src="https://fremd.example/pixel.gif" alt="">', '<img> has no place in a mail'],
    ['<link rel="stylesheet" href="https://fremd.example/x.css">', '<link> has no place in a mail'],
    ['<style>@import "https://fremd.example/x.css";</style>', '<style> has no place in a mail'],
    ['<script>alert(1)</script>', '<script> has no place in a mail'],
    ['<p style="background:url(https://fremd.example/x.png)">x</p>', 'a style of <p> fetches'],
    ['<p onclick="x()">x</p>', 'onclick of <p> does something by itself'],
    ['<a href="javascript:x()">x</a>', 'a link leads nowhere known'],
    ['<div>offen', 'HTML: close-order'],
    ['<span><p>x</p></span>', 'HTML: element-permitted-content'],
  ])('%s is a fault', async (piece, fault) => {
    expect(await faultsOf({ mail: intoHtml(piece) })).toContainEqual(expect.stringContaining(fault));
  });

  it('a word of the HTML that the text does not say is a fault, and one in another place', async () => {
    expect(await faultsOf({ mail: intoHtml('<p>Wartezeit</p>') })).toEqual([
      'the text does not say "Wartezeit" where the HTML does',
    ]);
    const [first = '', ...rest] = good.text.split('\n');
    expect(await faultsOf({ mail: { text: [...rest, first].join('\n') } })).toHaveLength(1);
  });

  it('no plain text is a fault', async () => {
    expect(await faultsOf({ mail: { text: '' } })).toContainEqual(
      expect.stringMatching(/^the text does not say "Sehr"/),
    );
  });

  it('more than Gmail shows is a fault', async () => {
    const text = `${good.text}${'x '.repeat(60_000)}`;
    expect(await faultsOf({ mail: { text } })).toEqual([expect.stringMatching(/^1\d{5} bytes$/)]);
  });
});
