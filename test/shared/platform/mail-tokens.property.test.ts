import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TokenPurpose } from '../../../shared/domain/ports.ts';
import { createMailTokens } from '../../../shared/platform/mail-tokens.ts';

const KEY = 'a-key-that-only-the-tests-know-0000';
const tokens = createMailTokens(KEY);

const ULID_DIGITS = Array.from('0123456789abcdefghjkmnpqrstvwxyz');
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const emailId = fc
  .tuple(
    fc.constantFrom(...ULID_DIGITS.slice(0, 8)),
    fc.string({ unit: fc.constantFrom(...ULID_DIGITS), minLength: 25, maxLength: 25 }),
  )
  .map((digits) => `em_${digits.join('')}`);
const purpose = fc.constantFrom<TokenPurpose>('reply', 'unsubscribe');
const other = { reply: 'unsubscribe', unsubscribe: 'reply' } as const;

describe('a token', () => {
  it('leads back to its email, in any case', () => {
    fc.assert(
      fc.property(emailId, purpose, fc.infiniteStream(fc.boolean()), (id, use, upper) => {
        const token = tokens.issue(use, id);
        const typed = [...token].map((digit) => (upper.next().value ? digit.toUpperCase() : digit)).join('');
        expect(tokens.read(use, typed)).toBe(id);
      }),
    );
  });

  it('is at most 50 characters that an address and a path take as they are', () => {
    fc.assert(
      fc.property(emailId, purpose, (id, use) => {
        expect(tokens.issue(use, id)).toMatch(/^[a-z2-7]{1,50}$/);
      }),
    );
  });

  it('does not serve another purpose', () => {
    fc.assert(
      fc.property(emailId, purpose, (id, use) => {
        expect(tokens.read(other[use], tokens.issue(use, id))).toBeUndefined();
      }),
    );
  });

  it('is refused with any of its bits flipped', () => {
    fc.assert(
      fc.property(emailId, purpose, fc.nat({ max: 239 }), (id, use, bit) => {
        const token = [...tokens.issue(use, id)];
        const place = Math.floor(bit / 5);
        token[place] = BASE32.charAt(BASE32.indexOf(token[place]!) ^ (1 << (bit % 5)));
        expect(tokens.read(use, token.join(''))).toBeUndefined();
      }),
    );
  });

  it('is refused when it was put together from those of two emails', () => {
    fc.assert(
      fc.property(emailId, emailId, purpose, fc.integer({ min: 1, max: 47 }), (one, two, use, at) => {
        fc.pre(one !== two);
        const mixed = tokens.issue(use, one).slice(0, at) + tokens.issue(use, two).slice(at);
        fc.pre(mixed !== tokens.issue(use, one) && mixed !== tokens.issue(use, two));
        expect(tokens.read(use, mixed)).toBeUndefined();
      }),
    );
  });

  it('is refused under another key', () => {
    fc.assert(
      fc.property(emailId, purpose, (id, use) => {
        expect(createMailTokens(`${KEY}x`).read(use, tokens.issue(use, id))).toBeUndefined();
      }),
    );
  });

  it('is nothing that somebody could make up', () => {
    const almost = fc.string({ unit: fc.constantFrom(...Array.from(BASE32)), minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost), purpose, (text, use) => {
        expect(tokens.read(use, text)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['cut off', (token: string) => token.slice(1)],
    ['longer', (token: string) => `${token}a`],
    ['padded', (token: string) => `${token}==`],
    ['on a line of its own', (token: string) => `${token}\n`],
    ['with a letter that only looks like one of its', (token: string) => token.replace(/k/g, '\u212A')],
  ])('is refused %s', (_, change) => {
    const id = 'em_01kapf3v9s0000000000000007';
    const token = tokens.issue('reply', id);
    expect(change(token)).not.toBe(token);
    expect(tokens.read('reply', change(token))).toBeUndefined();
  });

  it('is the same in every process and for ever', () => {
    // Mails that lie in practices carry it. Computed by another implementation of RFC 4648 and RFC 2104.
    const id = 'em_01kapf3v9s0000000000000001';
    expect(tokens.issue('reply', id)).toBe('agnkz4pnheaaaaaaaaaaaaaaag5vmjiksw6egxutzjuvfkhy');
    expect(tokens.issue('unsubscribe', id)).toBe('agnkz4pnheaaaaaaaaaaaaaaafarsvs2h2iw7k347g2bdysp');
  });

  it.each([
    'em_01',
    'pc_01kapf3v9s0000000000000001',
    'em_81kapf3v9s0000000000000001',
    'em_01KAPF3V9S0000000000000001',
  ])('is not issued for %s, which is no id of an email', (id) => {
    expect(() => tokens.issue('reply', id)).toThrow(TypeError);
  });
});
