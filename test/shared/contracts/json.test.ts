import { describe, expect, it } from '@jest/globals';
import { readJson } from '../../../shared/contracts/json.ts';

const read = (text: string, limits = {}) => readJson(Buffer.from(text), limits);
const refused = (error: string) => ({ ok: false, error });

describe('readJson', () => {
  it('reads an object', () => {
    expect(read(' {"a":[1,"x",null,{"b":-2.5}]} ')).toEqual({
      ok: true,
      value: { a: [1, 'x', null, { b: -2.5 }] },
    });
  });

  it('ignores a byte order mark', () => {
    expect(read('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  describe('FAULTS 17: refuses poison', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

    it.each([
      ['0 bytes', '', 'empty'],
      ['white space', ' \n\t', 'empty'],
      ['text', 'not json', 'not_json'],
      ['a cut object', '{"a":1', 'not_json'],
      ['an open string', '{"a', 'not_json'],
      ['a key that is no JSON string', '{"a\n":1}', 'not_json'],
      ['an array root', '[]', 'not_an_object'],
      ['a text root', '"{}"', 'not_an_object'],
      ['a null root', 'null', 'not_an_object'],
      ['10 000 levels', nested(10_000), 'too_deep'],
      ['10 000 levels that never close', '{"a":'.repeat(10_000), 'too_deep'],
      ['one level too many', nested(65), 'too_deep'],
      ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'forbidden_key'],
      ['an escaped __proto__', '{"\\u005f_proto__":1}', 'forbidden_key'],
      ['constructor', '{"constructor":{}}', 'forbidden_key'],
      ['prototype', '{"prototype" :{}}', 'forbidden_key'],
      ['a key twice', '{"id":1,"b":{"id":2},"id":3}', 'duplicate_key'],
      ['a key twice, once escaped', '{"id":1,"\\u0069d":2}', 'duplicate_key'],
    ])('%s', (_what, text, reason) => {
      expect(read(text)).toEqual(refused(reason));
    });

    it('bytes that are no UTF-8', () => {
      expect(readJson(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toEqual(refused('not_utf8'));
    });

    it('a 5 MB string', () => {
      expect(read(`{"a":"${'x'.repeat(5_000_000)}"}`)).toEqual(refused('too_large'));
    });
  });

  it('accepts the deepest nesting allowed', () => {
    expect(read(`{"a":${'['.repeat(63)}${']'.repeat(63)}}`).ok).toBe(true);
  });

  it('takes other limits', () => {
    expect(read('{"a":"12345"}', { maxBytes: 12 })).toEqual(refused('too_large'));
    expect(read('{"a":{}}', { maxDepth: 1 })).toEqual(refused('too_deep'));
  });

  it('tells structure in strings from structure', () => {
    const value = { 'a"{[': '{"a":1,"a":2}[[[', b: '\\"__proto__":', c: ['a', 'a'] };
    expect(read(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  it('allows one key in different objects', () => {
    expect(read('{"a":{"id":1},"b":[{"id":1},{"id":2}]}').ok).toBe(true);
  });

  it.each(['1e3', '7.0', '1E0', '10e-1', '9007199254740991.4'])(
    'hands on %s as text, so that it is no id',
    (source) => {
      expect(read(`{"id":${source}}`)).toEqual({ ok: true, value: { id: source } });
    },
  );
});
