import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { composeMime, type MimeMail } from '../../../shared/out/mime.ts';
import { EMAIL_ID, linksOf, tokens } from '../../support/email-content.ts';

const mail: MimeMail = {
  from: { address: 'post@platzfinder.example', name: 'Platzfinder Beispiel' },
  to: { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' },
  links: linksOf(EMAIL_ID),
  subject: 'Anfrage: Therapieplätze für 5 Personen [Ref. 7F3K-2M9Q]',
  html: '<p>Grüße</p>',
  text: 'Grüße\n',
  date: '2026-11-23T08:00:00.000Z',
};

const parsed = async (overrides: Partial<MimeMail> = {}) =>
  simpleParser(await composeMime({ ...mail, ...overrides }));
const headerNames = async (overrides: Partial<MimeMail> = {}) =>
  [...(await parsed(overrides)).headers.keys()].sort();

describe('composeMime', () => {
  it('is dated as it is told', async () => {
    expect((await parsed()).date).toEqual(new Date('2026-11-23T08:00:00.000Z'));
  });

  it('carries both bodies, subject and parties', async () => {
    const { from, to, subject, html, text } = await parsed();
    expect([from?.text, to, subject, html, text]).toEqual([
      '"Platzfinder Beispiel" <post@platzfinder.example>',
      expect.objectContaining({ value: [mail.to] }),
      mail.subject,
      mail.html,
      mail.text,
    ]);
  });

  it('puts plain text before HTML in multipart/alternative', async () => {
    const raw = (await composeMime(mail)).toString();
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(raw.match(/^Content-Type: text\/\w+; charset=utf-8/gm)).toEqual([
      'Content-Type: text/plain; charset=utf-8',
      'Content-Type: text/html; charset=utf-8',
    ]);
  });

  it.each([
    ['Grüße aus Musterstadt\n', 'quoted-printable'],
    ['漢字です\n', 'base64'],
  ])('encodes %j in the shorter way, %s', async (text, encoding) => {
    const raw = (await composeMime({ ...mail, text, html: `<p>${'漢'.repeat(500)}</p>` })).toString();
    const [, ofText, ofHtml] = raw
      .split('\r\n--')
      .map((part) => /^Content-Transfer-Encoding: (.*)$/m.exec(part)?.[1]?.trim());
    expect([ofText, ofHtml]).toEqual([encoding, 'base64']);
    expect((await parsed({ text })).text).toBe(text);
  });

  it('ends every line as SMTP wants it', async () => {
    const raw = (
      await composeMime({ ...mail, text: 'eins\nzwei\r\ndrei\n', html: '<p>\n</p>\n' })
    ).toString();
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is 7-bit throughout with lines that SMTP takes', async () => {
    const raw = (
      await composeMime({
        ...mail,
        to: { ...mail.to, name: 'Jürgen Müßig' },
        html: `<p>${'ä'.repeat(5000)}</p>`,
      })
    ).toString('latin1');
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(raw).toMatch(/^To: =\?UTF-8\?/m);
  });

  it('is answered to an address with a token, in the sender’s name', async () => {
    const { replyTo } = await parsed();
    expect(replyTo?.value).toEqual([
      {
        name: 'Platzfinder Beispiel',
        address: `reply+${tokens.issue('reply', EMAIL_ID)}@antwort.platzfinder.example`,
      },
    ]);
  });

  it('says how to object, by mail and with one click', async () => {
    const token = tokens.issue('unsubscribe', EMAIL_ID);
    const { headers } = await parsed();
    expect(headers.get('list')).toMatchObject({
      unsubscribe: {
        mail: `stop+${token}@antwort.platzfinder.example?subject=unsubscribe`,
        url: `https://api.platzfinder.example/u/${token}`,
      },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
  });

  it('breaks no address in a header, however long the names of domains are', async () => {
    const domain = `${'sehr-lang.'.repeat(18)}example`;
    const links = {
      replyTo: `reply+${tokens.issue('reply', EMAIL_ID)}@${domain}`,
      objection: { mailto: `mailto:stop+x@${domain}?subject=unsubscribe`, url: `https://${domain}/u/x` },
    };
    const lines = (await composeMime({ ...mail, links })).toString().split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        `List-Unsubscribe: <${links.objection.mailto}>,`,
        ` <${links.objection.url}>`,
        expect.stringContaining(`<${links.replyTo}>`),
      ]),
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    expect((await parsed({ links })).replyTo?.value).toMatchObject([{ address: links.replyTo }]);
  });

  it('refers to the mail whose conversation it continues, and to nothing else', async () => {
    const inReplyTo = '<0107-1@eu-central-1.amazonses.com>';
    expect(await parsed({ inReplyTo })).toMatchObject({ inReplyTo, references: inReplyTo });
    const first = await parsed();
    expect([first.inReplyTo, first.references]).toEqual([undefined, undefined]);
  });

  it('does not ask people’s mail programs to keep their notices of absence to themselves', async () => {
    expect(await headerNames()).not.toContain('auto-submitted');
    expect(await headerNames()).not.toContain('precedence');
  });

  it.each([
    'Erika\r\nBcc: spion@fremd.example',
    'Erika\nX-Fremd: 1\n\nText',
    'Erika" <spion@fremd.example>, "',
    'Musterfrau, Erika <spion@fremd.example>; x@y.example',
    'Eri\0ka',
    '\u202Egnilkcab',
    '=?UTF-8?Q?Erika=0D=0ABcc:_spion@fremd.example?=',
    'x'.repeat(5000),
    '',
  ])(
    'FAULTS 31: shows an independent parser one recipient and no extra header for the name %j',
    async (name) => {
      const hostile = { to: { ...mail.to, name }, from: { ...mail.from, name }, subject: name };
      const { to, from } = await parsed(hostile);
      expect(to).toMatchObject({ value: [{ address: mail.to.address }] });
      expect(from?.value).toMatchObject([{ address: mail.from.address }]);
      expect(await headerNames(hostile)).toEqual(
        name === '' ? (await headerNames()).filter((key) => key !== 'subject') : await headerNames(),
      );
    },
  );

  it('takes paths and addresses in the bodies for text', async () => {
    const { text, attachments } = await parsed({
      text: 'file:///etc/hostname',
      html: '<img src="file:///etc/hostname">',
    });
    expect(text).toContain('file:///etc/hostname');
    expect(attachments).toEqual([]);
  });
});
