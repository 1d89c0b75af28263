import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneHours } from '../../../../shared/domain/phone-call/phone-hours.ts';

const DAYS = ['Mo', 'Dienstag', 'mi', 'thursday', 'Fr', 'Samstag', 'sun'];
const range = fc
  .uniqueArray(fc.nat(1440), { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));

function clock(minute = 0): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

/** Fragments of phone hours in any order: much closer to the grammar than random strings. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...DAYS,
      '-',
      ' ',
      ',',
      ':',
      ';',
      '\n',
      'und',
      'bis',
      'Uhr',
      '9',
      '10:30',
      '24.00',
      'nicht',
      'täglich',
      '.',
      '{',
      '[',
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(' '));

/** Phone hours with something of everything in them. */
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fragments,
  fc.dictionary(
    fc.oneof(fc.constantFrom(...DAYS, 'Mo-Fr', '__proto__'), fc.string()),
    fc.oneof(fragments, fc.array(fragments), fc.jsonValue()),
  ),
);

describe('parsePhoneHours', () => {
  it('reads or reports whatever it is given, and never throws', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const { windows, notUnderstood } = parsePhoneHours(raw);
        const isNothing =
          raw === null ||
          (typeof raw === 'string'
            ? raw.trim() === ''
            : typeof raw === 'object' && Object.keys(raw).length === 0);
        if (isNothing) expect({ windows, notUnderstood }).toEqual({ windows: [], notUnderstood: [] });
        if (typeof raw === 'number' || typeof raw === 'boolean') expect(notUnderstood).toEqual([String(raw)]);
        for (const { weekday, startMinute, endMinute } of windows) {
          expect(
            weekday >= 1 && weekday <= 7 && startMinute >= 0 && startMinute < endMinute && endMinute <= 1440,
          ).toBe(true);
        }
        expect(
          notUnderstood.length <= 100 &&
            notUnderstood.every((report) => report.length > 0 && report.length <= 200),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('covers exactly the minutes that are said, in sorted windows that do not touch', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), range), { maxLength: 20 }), (said) => {
        const raw = said.map(([day, [start, end]]) => `${DAYS[day] ?? ''} ${clock(start)}-${clock(end)}`);
        const { windows, notUnderstood } = parsePhoneHours(raw);
        expect(notUnderstood).toEqual([]);
        const minutes = new Set(
          said.flatMap(([day, [start = 0, end = 0]]) =>
            Array.from({ length: end - start }, (_, i) => day * 1440 + start + i),
          ),
        );
        const read = windows.flatMap(({ weekday, startMinute, endMinute }) =>
          Array.from({ length: endMinute - startMinute }, (_, i) => (weekday - 1) * 1440 + startMinute + i),
        );
        expect(read).toEqual([...minutes].sort((a, b) => a - b));
        windows.forEach((window, i) => {
          const next = windows[i + 1];
          if (next?.weekday === window.weekday) expect(next.startMinute).toBeGreaterThan(window.endMinute);
        });
      }),
    );
  });

  it('understands a window in every spelling alike', () => {
    const day = fc.constantFrom(
      ['Di', 'Dienstag', 'dienstags', 'TUE', 'Tuesday'],
      ['Sa', 'Samstag', 'Sonnabend', 'sat', 'Saturdays'],
    );
    fc.assert(
      fc.property(day, range, (names, [start, end]) => {
        const [from, to] = [clock(start), clock(end)];
        const spellings = names.flatMap((name) => [
          { [name]: [{ start: from, end: to }] },
          { [name]: `${from} - ${to} Uhr` },
          [{ tag: name, von: from, bis: to }],
          `${name}. ${from.replace(':', '.')}–${to.replace(':', '.')}`,
          `${name}: von ${from} Uhr bis ${to} Uhr`,
        ]);
        const [first, ...others] = spellings.map((spelling) => parsePhoneHours(spelling));
        expect(first?.windows).toHaveLength(1);
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });

  it('does not read a clause with anything else in it', () => {
    const else_ = fc.constantFrom(
      'außer',
      'Mnotag',
      '2.',
      '030 23125000',
      '15 min',
      'nachmittags',
      '(',
      'a. m.',
      'oder',
      '?',
    );
    fc.assert(
      fc.property(
        fc.constantFrom<string[]>(['Mo', '9-10'], ['Di', 'Do', '13:00-13:50 Uhr']),
        else_,
        fc.nat(3),
        (words, other, at) => {
          const clause = words.toSpliced(at, 0, other).join(' ');
          expect(parsePhoneHours(clause)).toEqual({ windows: [], notUnderstood: [clause] });
        },
      ),
    );
  });
});
