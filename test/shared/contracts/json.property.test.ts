import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../../../shared/contracts/json.ts';

const forbidden = ['__proto__', 'constructor', 'prototype'];
const key = fc.string().filter((text) => !forbidden.includes(text));
const { value: plain } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('readJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.dictionary(key, plain, { noNullPrototype: true }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('answers any bytes with a value or a reason', () => {
    const fragment = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '1e3', '"a"', '\u0000', 'null');
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.array(fragment).map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        const result = readJson(input);
        expect(result.ok ? typeof result.value : result.error).toMatch(/^[a-z_0-9]+$/);
      }),
    );
  });

  it('refuses a repeated key at any depth', () => {
    fc.assert(
      fc.property(key, plain, fc.nat(10), (name, value, depth) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const text = `${'{"x":['.repeat(depth)}{${member},${member}}${']}'.repeat(depth)}`;
        expect(readJson(Buffer.from(text))).toEqual({ ok: false, error: 'duplicate_key' });
      }),
    );
  });
});
