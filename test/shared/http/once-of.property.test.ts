import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../shared/http/canonical-json.ts';
import { onceOf } from '../../../shared/http/once-of.ts';

const KEY = 'a-key-that-only-the-tests-know-0000';
const WRITE = {
  subject: 'staff-1',
  operationId: 'changeBox',
  params: { box_id: 'bx_1' },
  idempotencyKey: 'k-1',
  body: { label: 'Dr. Erika Musterfrau', sizes: [1, 2] },
};

/** The same value with the fields of its objects the other way round. */
const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reordered(part)]),
  );
};

describe('the record of a write', () => {
  it('is the same for the same body, however its fields are ordered', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(onceOf(KEY, { ...WRITE, body: reordered(body) })).toEqual(onceOf(KEY, { ...WRITE, body }));
      }),
    );
  });

  it('has another fingerprint for another body, under the same key', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        fc.pre(canonicalJson(one) !== canonicalJson(other));
        const [a, b] = [one, other].map((body) => onceOf(KEY, { ...WRITE, body }));
        expect(b!.key).toBe(a!.key);
        expect(b!.fingerprint).not.toBe(a!.fingerprint);
      }),
    );
  });

  it.each([
    { subject: 'staff-2' },
    { operationId: 'deleteBox' },
    { params: { box_id: 'bx_2' } },
    { idempotencyKey: 'k-2' },
    { subject: 'staff-1changeBox', operationId: '' },
  ])('has another key with %j', (change) => {
    expect(onceOf(KEY, { ...WRITE, ...change }).key).not.toBe(onceOf(KEY, WRITE).key);
  });

  it('keeps nothing of the request', () => {
    const { key, fingerprint } = onceOf(KEY, WRITE);
    for (const text of [key, fingerprint]) expect(text).toMatch(/^[\w-]{43}$/);
    expect(onceOf('another-key-that-only-tests-know-0000', WRITE)).not.toEqual({ key, fingerprint });
  });
});
