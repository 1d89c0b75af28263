import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPseudonyms } from '../../../shared/platform/pseudonyms.ts';

const KEY = 'a-key-that-only-the-tests-know-0000';
const pseudonyms = createPseudonyms(KEY);
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ADDRESS = 'praxis@praxis.example';

describe('pseudonyms', () => {
  it('are the same for the same key and value, in every process and for ever', () => {
    expect(createPseudonyms(KEY).mailboxKey(ADDRESS)).toBe(pseudonyms.mailboxKey(ADDRESS));
    // Stored guards and codes that therapists know by heart hang on these.
    expect(pseudonyms.mailboxKey(ADDRESS)).toBe('mJuKWu-nhoniWHiskmvyoeSZ');
    expect(pseudonyms.requestDigest(7)).toBe('W8K0Y0FZYHBPJ6W85Z5KK46WCT');
  });

  it('are others under another key', () => {
    const others = createPseudonyms(`${KEY}x`);
    expect(others.mailboxKey(ADDRESS)).not.toBe(pseudonyms.mailboxKey(ADDRESS));
    expect(others.requestDigest(7)).not.toBe(pseudonyms.requestDigest(7));
  });

  it('differ by purpose: the same text as a request and as an address has nothing in common', () => {
    const asAddress = [...Buffer.from(pseudonyms.mailboxKey('7'), 'base64url')];
    const written = asAddress.map((byte) => CROCKFORD[byte % 32]).join('');
    expect(pseudonyms.requestDigest(7).slice(0, written.length)).not.toBe(written);
  });

  it('of a request are 26 characters of Crockford base32 that do not show its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (id) => {
        expect(pseudonyms.requestDigest(id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      }),
    );
    const first = new Set(Array.from({ length: 1000 }, (_, id) => pseudonyms.requestDigest(id).slice(0, 5)));
    expect(first.size).toBeGreaterThan(990);
  });

  it('of a mailbox do not show the address, and fit into a key', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(pseudonyms.mailboxKey(address)).toMatch(/^[\w-]{24}$/);
      }),
    );
  });
});
