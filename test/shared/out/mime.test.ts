import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { composeMime, type MimeMail } from '../../../shared/out/mime.ts';

const mail: MimeMail = {
  from: { address: 'post@platzfinder.example', name: 'Platzfinder Beispiel' },
  to: { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' },
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

  it('answers to another address when told', async () => {
    expect((await parsed({ replyTo: 'antwort@platzfinder.example' })).replyTo?.text).toBe(
      'antwort@platzfinder.example',
    );
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

  it('FAULTS 31: keeps a header value from beginning another header', async () => {
    const names = await headerNames({ headers: { 'X-Art': 'a\r\nBcc: spion@fremd.example' } });
    expect(names).toEqual([...(await headerNames()), 'x-art'].sort());
  });

  it('takes paths and addresses in the bodies for text', async () => {
    const { text, attachments } = await parsed({
      text: 'file:///etc/hostname',
      html: '<img src="file:///etc/hostname">',
    });
    expect(text).toContain('file:///etc/hostname');
    expect(attachments).toEqual([]);
  });
});
