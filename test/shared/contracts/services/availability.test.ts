import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAvailability } from '../../../../shared/contracts/services/availability.ts';

describe('readAvailability', () => {
  it.each([
    ['ab 16 Uhr', 'ab 16 Uhr'],
    [
      { montag: ['09:00-12:00', '14:00-15:00'], freitag: true, samstag: false, sonntag: [] },
      'Montag: 09:00-12:00, 14:00-15:00; Freitag',
    ],
    [{ monday: [{ start: '09:00', end: '12:00' }] }, 'Monday: 09:00–12:00'],
    [['vormittags', 'Mi ab 17 Uhr', 5], 'vormittags, Mi ab 17 Uhr'],
    [[{ tag: 'Montag', start: '09:00', end: '12:00' }], 'Tag: Montag; Start: 09:00; End: 12:00'],
    ['{"montag": "abends"}', 'Montag: abends'],
    ['["Mo", "Di"]', 'Mo, Di'],
    ['[nach Absprache]', '[nach Absprache]'],
    [{ a: { b: { c: { d: 'too deep to read' } } } }, undefined],
    [{}, undefined],
    ['  ', undefined],
    [null, undefined],
    [7, undefined],
  ])('reads %j as %j', (value, text) => {
    expect(readAvailability(value)).toBe(text);
  });

  it('shortens what is too long', () => {
    expect(readAvailability('x'.repeat(1000))).toBe(`${'x'.repeat(299)}…`);
  });

  it('makes at most 300 characters of any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => (readAvailability(value) ?? '').length <= 300));
  });
});
