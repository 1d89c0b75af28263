import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { cleanText } from '../../../shared/domain/email/address.ts';
import { fittedText } from '../../../shared/out/fitted-text.ts';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...Array.from(`<>&"'aä漢😀 `)), fc.string({ minLength: 1 })),
});

/** As the templates escape it. */
const escaped = (text: string) =>
  String(new Liquid({ outputEscape: 'escape' }).parseAndRenderSync('{{ text }}', { text }));
const bytesOf = (text: string) => Buffer.byteLength(text) + Buffer.byteLength(escaped(text));
const ELLIPSIS = 6;

it('a text takes no more bytes than it may, and is cut only when it has to be', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 200 }), (text, bytes) => {
      const fitted = fittedText(text, bytes);
      const whole = cleanText(text, Infinity);
      expect(bytesOf(fitted)).toBeLessThanOrEqual(bytes + ELLIPSIS);
      if (fitted !== whole) {
        expect(fitted.endsWith('…')).toBe(true);
        expect(whole.startsWith(fitted.slice(0, -1).trimEnd())).toBe(true);
        expect(bytesOf(whole)).toBeGreaterThan(bytes);
      }
    }),
  );
});

it.each([
  ['Müdigkeit', 100, 'Müdigkeit'],
  ['Müdigkeit', 12, 'Müdig…'],
  ['a<b', 8, 'a<…'],
  ['😀😀😀', 16, '😀😀…'],
  [undefined, 16, ''],
])('%j in %d bytes is %j', (text, bytes, fitted) => {
  expect(fittedText(text, bytes)).toBe(fitted);
});
