import { describe, expect, it } from '@jest/globals';
import { interpretMail, type MailContext } from '../../../../shared/domain/inbound/interpret-mail.ts';
import type { ReadMail } from '../../../../shared/domain/inbound/read-mail.ts';
import { REPLY_ADDRESS, SES_ID, STOP_ADDRESS, THREE, TOKEN } from '../../../inbound/sent-mails.ts';

const mail = (text: string, headers: Record<string, string> = {}): ReadMail => ({
  headers: new Map(
    Object.entries({ from: 'Praxis@Musterfrau.example', to: REPLY_ADDRESS, ...headers }).map(
      ([name, value]) => [name, [value]],
    ),
  ),
  texts: [{ format: 'plain', content: text }],
  reports: [],
  truncated: false,
  unreadable: false,
});

const read = (text: string, headers?: Record<string, string>, context: Partial<MailContext> = {}) =>
  interpretMail(mail(text, headers), {
    receivedAt: '2026-12-03T13:05:00.000Z',
    timeZone: 'Europe/Berlin',
    ...context,
  });

describe('interpretMail', () => {
  it('says all that there is to say of a reply', () => {
    const subject = `AW: ${THREE.subject}`;
    expect(
      read('Patient 1 gern.', { subject, 'in-reply-to': `<${SES_ID}@eu-central-1.amazonses.com>` }),
    ).toEqual({
      kind: 'reply',
      subject,
      sender: 'praxis@musterfrau.example',
      hints: {
        tokens: [{ purpose: 'reply', token: TOKEN }],
        messageIds: [SES_ID],
        references: ['7F3K-2M9Q'],
      },
      ownText: 'Patient 1 gern.',
      truncated: false,
      unreadable: false,
    });
  });

  it('tells answers between quoted lines by what they stand under', () => {
    const text = 'Hallo\n> Patient/in 1 (K7Q2M)\nja\n> Patient/in 2 (9XW2P)\n> F33.1\nnein';
    expect(read(text).inlineAnswers).toEqual([
      { quote: '', text: 'Hallo' },
      { quote: 'Patient/in 1 (K7Q2M)', text: 'ja' },
      { quote: 'Patient/in 2 (9XW2P)\nF33.1', text: 'nein' },
    ]);
    expect(
      read(`Patient 1 ja.\n\nAm 3.12.2026 um 08:15 schrieb A <a@b.example>:\n> Hallo`),
    ).not.toHaveProperty('inlineAnswers');
  });

  it('takes the date of the mail in its zone: the same instant is another day elsewhere', () => {
    const absence = { 'auto-submitted': 'auto-replied' };
    const receivedAt = '2026-12-03T23:30:00.000Z';
    const back = (timeZone: string) =>
      read('Ich bin heute nicht da.', absence, { receivedAt, timeZone }).returnOn;
    expect(back('Europe/Berlin')).toBe('2026-12-05');
    expect(back('UTC')).toBe('2026-12-04');
  });

  it('hears a stop from the address that only the envelope names', () => {
    expect(read('', { to: 'info@platzfinder.example' }, { recipients: [STOP_ADDRESS] })).toMatchObject({
      kind: 'stop_request',
      stop: 'address',
    });
  });

  it('asks nobody who has not written: a machine or a report stops nothing', () => {
    const words = 'Bitte keine weiteren Anfragen.';
    expect(read(words).stop).toBe('words');
    expect(read(words, { 'auto-submitted': 'auto-replied' })).not.toHaveProperty('stop');
    expect(read(words, { from: 'mailer-daemon@x.example', subject: 'Undelivered Mail' }).kind).toBe('bounce');
  });

  it('names no sender whose address nobody can write to', () => {
    expect(read('ja', { from: 'niemand' })).not.toHaveProperty('sender');
  });

  it('cuts what nobody writes, and says so', () => {
    const { ownText, truncated } = read('wort '.repeat(10_000));
    expect(ownText).toHaveLength(20_000);
    expect(truncated).toBe(true);
  });
});
