import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCursors } from '../../../shared/http/cursors.ts';

const cursors = createCursors('a-key-that-only-the-tests-know-0000');
const filters = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

describe('a cursor', () => {
  it('opens to the position that it was sealed with, whatever the size of the page', () => {
    fc.assert(
      fc.property(
        fc.string(),
        filters,
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        (id, query, position, limit) => {
          const cursor = cursors.seal(id, { ...query, limit: 20 }, position);
          expect(cursor).toMatch(/^[\w-]*\.[\w-]{43}$/);
          expect(cursors.open(id, { ...query, limit, cursor }, cursor)).toBe(position);
        },
      ),
    );
  });

  it('does not depend on the order of the filters, nor on those that are absent', () => {
    const cursor = cursors.seal('list', { status: 'sent', therapist_id: 7 }, 'em_1');
    expect(cursors.open('list', { therapist_id: 7, batch_id: undefined, status: 'sent' }, cursor)).toBe(
      'em_1',
    );
  });

  it('does not open with any character changed, added or left out', () => {
    const cursor = cursors.seal('list', {}, 'em_1#2026-11-23');
    fc.assert(
      fc.property(
        fc.nat(cursor.length - 1),
        fc.constantFrom('change', 'add', 'remove'),
        fc.constantFrom('A', 'Z', 'a', '0', '-', '_', '.', '='),
        (at, kind, char) => {
          fc.pre(kind !== 'change' || cursor[at] !== char);
          const rest = kind === 'add' ? cursor.slice(at) : cursor.slice(at + 1);
          const tampered = cursor.slice(0, at) + (kind === 'remove' ? '' : char) + rest;
          fc.pre(tampered !== cursor);
          expect(cursors.open('list', {}, tampered)).toBeUndefined();
        },
      ),
    );
  });

  it('does not open for another list, other filters or another service', () => {
    const cursor = cursors.seal('list', { status: 'sent' }, 'em_1');
    expect(cursors.open('another', { status: 'sent' }, cursor)).toBeUndefined();
    expect(cursors.open('list', { status: 'draft' }, cursor)).toBeUndefined();
    expect(cursors.open('list', {}, cursor)).toBeUndefined();
    expect(
      createCursors('another-key-that-only-tests-know-0000').open('list', { status: 'sent' }, cursor),
    ).toBeUndefined();
  });

  it.each([
    '',
    '.',
    '..',
    'em_1',
    `${Buffer.from('em_1').toString('base64url')}.`,
    'ä.ü',
    'x'.repeat(100_000),
  ])('is none that was made up: %#', (text) => {
    expect(cursors.open('list', {}, text)).toBeUndefined();
  });
});
