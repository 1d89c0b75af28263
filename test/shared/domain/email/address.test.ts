import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalAddress,
  cleanName,
  cleanParagraphs,
  cleanText,
} from '../../../../shared/domain/email/address.ts';

describe('canonicalAddress', () => {
  it.each([
    ['  Praxis@Beispiel.Example\n', 'praxis@beispiel.example'],
    ['praxis@beispiel.example.', 'praxis@beispiel.example'],
    ['x@MÜLLER.example', 'x@xn--mller-kva.example'],
    ['x@XN--MLLER-KVA.example', 'x@xn--mller-kva.example'],
    ['x@straße.example', 'x@xn--strae-oqa.example'],
    ["o'neill+a_b=c/d.e@sub.beispiel.example", "o'neill+a_b=c/d.e@sub.beispiel.example"],
    [`${'a'.repeat(64)}@beispiel.example`, `${'a'.repeat(64)}@beispiel.example`],
  ])('spells %j as %j', (raw, canonical) => {
    expect(canonicalAddress(raw)).toBe(canonical);
  });

  it('FAULTS 43: spells a mailbox the same whatever its case, IDN form or trailing dot', () => {
    const spellings = [
      'X@Müller.example',
      'x@müller.example.',
      ' x@xn--mller-kva.example',
      'x@MU\u0308LLER.EXAMPLE',
    ];
    expect(new Set(spellings.map(canonicalAddress))).toEqual(new Set(['x@xn--mller-kva.example']));
  });

  it.each([
    ['a missing one', undefined],
    ['an empty one', ' '],
    ['a domain without a dot', 'a@b'],
    ['a domain that is one label and the root', 'a@b.'],
    ['two, by comma', 'a@b.example, c@d.example'],
    ['two, by semicolon', 'a@b.example;c@d.example'],
    ['two, by space', 'a@b.example c@d.example'],
    ['a local part outside of ASCII', 'müller@x.example'],
    ['a local part that is ASCII only in lower case', '\u212Aarl@x.example'],
    [
      '400 characters',
      `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(92)}.example`,
    ],
    ['255 characters', `${'a'.repeat(63)}@${'b'.repeat(61)}.${'c'.repeat(61)}.${'d'.repeat(59)}.example`],
    ['a local part of 65', `${'a'.repeat(65)}@b.example`],
    ['a label of 64', `a@${'b'.repeat(64)}.example`],
    ['a display name', 'Erika <a@b.example>'],
    ['a quoted local part', '"a b"@b.example'],
    ['a line break inside', 'a\r\nBcc: c@d.example@b.example'],
    ['NUL', 'a\0@b.example'],
    ['a space', 'a b@b.example'],
    ['no local part', '@b.example'],
    ['no domain', 'a@'],
    ['two dots in a row', 'a..b@b.example'],
    ['an empty label', 'a@b..example'],
    ['an IP address', 'a@127.0.0.1'],
    ['a number that a host parser takes for an IP address', 'a@1.2'],
    ['an IP literal', 'a@[::1]'],
    ['a percent sign in the domain', 'a@ex%61mple.example'],
    ['a path', 'a@b.example/c'],
    ['a port', 'a@b.example:25'],
    ['an underscore in the domain', 'a@b_c.example'],
    ['a label that starts with a hyphen', 'a@-b.example'],
  ])('FAULTS 30: refuses %s', (_, raw) => {
    expect(canonicalAddress(raw)).toBeUndefined();
  });

  it('FAULTS 30: turns an IDN domain into punycode', () => {
    expect(canonicalAddress('x@müller.de')).toBe('x@xn--mller-kva.de');
  });

  it('leaves what it made as it is, and makes nothing else than ASCII addresses', () => {
    const anyAddress = fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
      .map((parts) => `${parts.join('@')}.example`);
    fc.assert(
      fc.property(fc.oneof(anyAddress, fc.emailAddress(), fc.string({ unit: 'binary' })), (raw) => {
        const canonical = canonicalAddress(raw);
        fc.pre(canonical !== undefined);
        expect(canonicalAddress(canonical)).toBe(canonical);
        expect(canonical).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/);
        expect(canonical.length).toBeLessThanOrEqual(254);
      }),
    );
  });
});

describe('cleanName', () => {
  it.each([
    ['Erika  Musterfrau ', 'Erika Musterfrau'],
    ['Erika\r\nBcc: a@b.example', 'Erika Bcc: a@b.example'],
    ['Eri\0ka', 'Eri ka'],
    ['Eri\u202Eka\u200B', 'Erika'],
    ['Erika\u2028Musterfrau\u00A0', 'Erika Musterfrau'],
    ['"Erika", <x>', '"Erika", <x>'],
    ['Jürgen 👩🏽‍⚕️', 'Jürgen 👩🏽‍⚕️'],
    [undefined, ''],
  ])('FAULTS 31: makes %j to %j', (raw, clean) => {
    expect(cleanName(raw)).toBe(clean);
  });

  it('FAULTS 31: cuts 5,000 characters to 200', () => {
    expect(cleanName('a'.repeat(5000))).toBe(`${'a'.repeat(199)}…`);
  });

  it('is never longer than 200 characters and holds no control, bidi or lone surrogate', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const clean = cleanName(raw);
        expect(Array.from(clean).length).toBeLessThanOrEqual(200);
        expect(clean).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]|\p{Cs}/u);
      }),
    );
  });
});

describe('cleanText', () => {
  it('makes lines to one and keeps every visible character', () => {
    expect(cleanText('a <b> {{7*7}}\r\n\tc\u2028d ]]>', 100)).toBe('a <b> {{7*7}} c\u2028d ]]>');
  });

  it('cuts between characters, not inside of one', () => {
    expect(cleanText('😀😀😀', 2)).toBe('😀…');
    expect(cleanText('😀😀', 2)).toBe('😀😀');
  });
});

describe('cleanParagraphs', () => {
  it('keeps the lines of a text, and nothing that nobody sees', () => {
    const text = ' Erste\tZeile\r\nzweite\u2028dritte\rvierte\u202E\u200B\u0000\n\nEnde \uD800';
    expect(cleanParagraphs(text)).toBe('Erste Zeile\nzweite\ndritte\nvierte\n\nEnde \uFFFD');
  });
});
