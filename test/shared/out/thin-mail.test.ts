import { describe, expect, it } from '@jest/globals';
import { thinMail } from '../../../shared/out/thin-mail.ts';
import { attachment, multipart, plain } from '../../inbound/mail-builder.ts';
import { mailOf } from '../../inbound/corpus/broken.ts';

const MB = 1_000_000;

describe('thinMail', () => {
  it('leaves a mail of usual size as it is', () => {
    const bytes = mailOf(
      multipart('mixed', [plain('a'), attachment('image/png', 'a.png', Buffer.alloc(900))]),
    );
    expect(thinMail(bytes)).toEqual({ bytes, isCut: false });
  });

  it('cuts attachments short without calling it a cut, and keeps the words behind them', () => {
    const large = attachment('image/png', 'a.png', Buffer.alloc(5 * MB, 1));
    const thin = thinMail(mailOf(multipart('mixed', [large, large, plain('am Ende')])));
    expect(thin.bytes.length).toBeLessThan(20_000);
    expect(thin.bytes.includes('am Ende')).toBe(true);
    expect(thin.isCut).toBe(false);
  });

  it.each([
    ['a long text', mailOf(plain('wort '.repeat(MB)))],
    [
      'many short texts',
      mailOf(
        multipart(
          'mixed',
          Array.from({ length: 200_000 }, () => plain('a')),
        ),
      ),
    ],
    ['a long header', mailOf(plain('a'), [`X-Long: ${'a'.repeat(2 * MB)}`])],
    ['headers without end', Buffer.from('X: a\r\n'.repeat(MB))],
  ])('bounds %s and says so', (_case, bytes) => {
    const thin = thinMail(bytes);
    expect(thin.bytes.length).toBeLessThanOrEqual(1_600_000);
    expect(thin.isCut).toBe(true);
  });

  it('drops headers behind the first 64 KB, and keeps the text', () => {
    const bytes = mailOf(plain('am Ende'), [`X-Long: ${'a'.repeat(100_000)}`, 'X-Last: nie']);
    const thin = thinMail(bytes).bytes.toString();
    expect(thin).toContain('From: praxis@musterfrau.example');
    expect(thin).not.toContain('X-Last');
    expect(thin).toContain('\r\n\r\nam Ende');
  });

  it('takes CR alone for the end of a line when there is no other', () => {
    expect(thinMail(Buffer.from('a\r\rb')).bytes.toString()).toBe('a\n\nb');
    expect(thinMail(Buffer.from('a\rb\n')).bytes.toString()).toBe('a\rb\n');
  });

  it('leaves the bytes that it was given unchanged', () => {
    const bytes = Buffer.from('a\rb');
    thinMail(bytes);
    expect(bytes.toString()).toBe('a\rb');
  });
});
