import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clausesOf } from '../../../../shared/domain/phone-call/phone-hours/clauses.ts';
import { readClause } from '../../../../shared/domain/phone-call/phone-hours/grammar.ts';
import { readParts } from '../../../../shared/domain/phone-call/phone-hours/parts.ts';
import { tokenize } from '../../../../shared/domain/phone-call/phone-hours/tokens.ts';
import {
  RESTRICTING_STEMS,
  VOCABULARY,
} from '../../../../shared/domain/phone-call/phone-hours/vocabulary.ts';
import { parsePhoneHours } from '../../../../shared/domain/phone-call/phone-hours.ts';
import { CORPUS } from './phone-hours.corpus.ts';
import { minutesMeant, minutesRead } from './phone-hours.minutes.ts';

const DAYS = ['Mo', 'Dienstag', 'mi', 'thursday', 'Fr', 'Samstag', 'sun'];
const SAMPLES = Object.values(CORPUS)
  .flat()
  .flatMap(({ written, meant }) =>
    typeof written === 'string' ? [{ text: written, meant: minutesMeant(meant) }] : [],
  );

const range = fc
  .uniqueArray(fc.nat(1440), { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));

function clock(minute = 0): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

/** The minutes of the week that a value offers. */
function minutesOf(written: unknown): Set<number> {
  return minutesRead(parsePhoneHours(written).windows);
}

/** Fragments of phone hours in any order: much closer to the grammar than random strings. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...[
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
      ],
      ...[
        '.',
        '{',
        '[',
        '(',
        ')',
        'Tel.',
        'nur',
        'außer',
        'zwischen',
        'vormittags',
        '1.3.',
        '2.',
        'jeden',
        'n. V.',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' '));

/** Phone hours with something of everything in them. */
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fragments,
  fc.dictionary(
    fc.oneof(fc.constantFrom(...DAYS, 'Mo-Fr', 'hours', 'start', 'note', '__proto__'), fc.string()),
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
});

/** Whole weeks: for some weekdays the same sorted ranges on the grid of five minutes, from 6:00 on. */
const week = fc
  .array(
    fc.record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      cuts: fc.uniqueArray(fc.integer({ min: 72, max: 288 }), { minLength: 2, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((groups) => {
    const taken = new Set<number>();
    return groups.flatMap(({ weekdays, cuts }) => {
      const free = weekdays.filter((weekday) => !taken.has(weekday));
      for (const weekday of free) taken.add(weekday);
      const sorted = cuts.toSorted((a, b) => a - b).map((cut) => cut * 5);
      const ranges = sorted.flatMap((start, i) => {
        const end = sorted[i + 1];
        return i % 2 === 0 && end !== undefined ? [{ start, end }] : [];
      });
      return free.length > 0 ? [{ weekdays: free, ranges }] : [];
    });
  });

const oneOf = fc.constantFrom<string[]>;

/** How somebody types: names of the days, signs between them, times, and what is around. */
const style = fc.record({
  names: oneOf(
    ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
    ['Mo.', 'Di.', 'Mi.', 'Do.', 'Fr.', 'Sa.', 'So.'],
    ['MON', 'DIE', 'MIT', 'DON', 'FRE', 'SAM', 'SON'],
    ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    ['montags', 'dienstags', 'mittwochs', 'donnerstags', 'freitags', 'sonnabends', 'sonntags'],
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ),
  asRange: fc.constantFrom('-', ' - ', '–', ' bis ', ' – '),
  betweenDays: fc.constantFrom(', ', ',', ' und ', ' + ', ' & ', ' u. '),
  afterDays: fc.constantFrom(' ', ': ', ':', ' von ', ', ', ' jeweils '),
  time: fc.constantFrom('9:05', '09:05', '9.05', '09.05 Uhr', '9:05h', '9h05', '9⁰⁵', '9', '09:05:00'),
  to: fc.constantFrom('-', ' - ', '–', ' bis ', ' — ', ' −'),
  betweenRanges: fc.constantFrom(', ', ' und ', ' + ', ' & ', ', und ', ' sowie '),
  betweenGroups: fc.constantFrom('; ', '\n', ', ', ' \r\n- ', '. ', ' | ', ';\n\n'),
  clock: fc.constantFrom('', ' Uhr', 'Uhr'),
  before: fc.constantFrom(
    '',
    'Telefonisch erreichbar: ',
    'Tel. Sprechzeiten: ',
    'Ich bin ',
    'Telefonzeiten:\n',
  ),
});

type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

function typedTime(minute: number, { time }: Style): string {
  const [hour, minutes] = [Math.floor(minute / 60), minute % 60];
  if (time === '9') return minutes === 0 && hour > 5 ? String(hour) : clock(minute);
  const raised = [...String(minutes).padStart(2, '0')].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
  return time
    .replace(/^09/, String(hour).padStart(2, '0'))
    .replace(/^9/, String(hour))
    .replace('⁰⁵', raised)
    .replace('05', String(minutes).padStart(2, '0'));
}

/** `1, 2, 3, 5` → Mo–Mi, Fr. */
function typedDays(weekdays: number[], { names, asRange, betweenDays }: Style): string {
  const runs: number[][] = [];
  for (const weekday of weekdays) {
    const run = runs.at(-1);
    if (run?.at(-1) === weekday - 1) run.push(weekday);
    else runs.push([weekday]);
  }
  const name = (weekday = 0) => names[weekday - 1] ?? '';
  return runs
    .map((run) => (run.length > 1 ? `${name(run[0])}${asRange}${name(run.at(-1))}` : name(run[0])))
    .join(betweenDays);
}

describe('parsePhoneHours of typed texts', () => {
  it('reads whole weeks back in any style of typing', () => {
    fc.assert(
      fc.property(week, style, (groups, typing) => {
        const lines = groups.map(({ weekdays, ranges }) => {
          const hours = ranges
            .map(({ start, end }) => `${typedTime(start, typing)}${typing.to}${typedTime(end, typing)}`)
            .join(typing.betweenRanges);
          const clockWord = /h|Uhr/.test(typing.time) ? '' : typing.clock;
          return `${typedDays(weekdays, typing)}${typing.afterDays}${hours}${clockWord}`;
        });
        // `9.05. ` is a day of May.
        const sign = typing.time.includes('.') && typing.betweenGroups === '. ' ? '; ' : typing.betweenGroups;
        const text = typing.before + lines.join(sign);
        const windows = groups.flatMap(({ weekdays, ranges }) =>
          weekdays.flatMap((weekday) =>
            ranges.map(({ start, end }) => ({ weekday, startMinute: start, endMinute: end })),
          ),
        );
        windows.sort((a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute);
        expect({ text, ...parsePhoneHours(text) }).toEqual({ text, windows, notUnderstood: [] });
      }),
      { numRuns: 2000 },
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
          { [name]: [[from, to]] },
          { [name]: `${from} - ${to} Uhr` },
          [{ tag: name, von: from, bis: to }],
          [{ day: [name], hours: `${from}-${to}` }],
          { telefonzeiten: { [name]: `${from}-${to}` } },
          JSON.stringify({ [name]: `${from}-${to}` }),
          `${name}. ${from}–${to}`,
          `${name}: von ${from} Uhr bis ${to} Uhr`,
          `${from}-${to} Uhr (${name})`,
          `${name} zwischen ${from} und ${to}`,
          `Telefonisch erreichbar:\n${name}\n${from}-${to}`,
        ]);
        const [first, ...others] = spellings.map((spelling) => parsePhoneHours(spelling));
        expect(first?.windows).toHaveLength(1);
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });

  it('does not read a clause with anything else in it', () => {
    const else_ = fc.constantFrom(
      ...['Mnotag', '2.', '030 23125000', '15 min', 'nachts', '(', 'oder', '?', 'ca.', '1.3.'],
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

describe('a text of the corpus that is changed', () => {
  const restrictions = fc.constantFrom(
    ...RESTRICTING_STEMS,
    ...['nicht', 'kein', 'außer', 'nur', 'geschlossen', 'n. V.', 'nach Vereinbarung', 'in den Ferien nicht'],
    ...[
      'ab 1.3.',
      'jeden 2. Montag',
      'außer Mi',
      'Mi nicht',
      'bis Mai',
      '(gerade KW)',
      'sonst nicht',
      'except Wed',
    ],
  );
  const joints = fc.constantFrom(' ', ', ', '; ', '\n', '. ', ' (', ' und ');

  it('never offers a minute that nobody means because of a restriction at its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        joints,
        restrictions,
        ({ text, meant }, joint, restriction) => {
          const offered = minutesOf(text + joint + restriction);
          expect([...offered].filter((minute) => !meant.has(minute))).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never offers a minute that nobody means because of a word that nobody knows', () => {
    const unknown = fc.constantFrom('Quark', 'xyz', 'Blaupause', 'ßß', '§', 'Zi.', '?', '@');
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.nat(), unknown, ({ text, meant }, place, word) => {
        const gaps = [0, ...Array.from(text.matchAll(/[ \t]|$/gu), ({ index }) => index)];
        const at = gaps[place % gaps.length] ?? 0;
        const noisy = `${text.slice(0, at)} ${word} ${text.slice(at)}`;
        expect([...minutesOf(noisy)].filter((minute) => !meant.has(minute))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('never offers a minute that nobody means because of a misspelt weekday', () => {
    const edit = fc.record({
      letter: fc.constantFrom(...Array.from('aeimnorstuxz')),
      place: fc.nat(),
      kind: fc.constantFrom('replace', 'insert', 'leave out'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.nat(),
        edit,
        ({ text, meant }, nth, { letter, place, kind }) => {
          const days = [...text.matchAll(/\p{L}+/gu)].filter(
            ([word]) => VOCABULARY.get(word.toLowerCase())?.kind === 'day',
          );
          const day = days[nth % Math.max(days.length, 1)];
          if (!day) return;
          const [word] = day;
          const at = place % word.length;
          const rest = word.slice(kind === 'insert' ? at : at + 1);
          const misspelt = word.slice(0, at) + (kind === 'leave out' ? '' : letter) + rest;
          fc.pre(!VOCABULARY.has(misspelt.toLowerCase()));
          const changed = text.slice(0, day.index) + misspelt + text.slice(day.index + word.length);
          expect([...minutesOf(changed)].filter((minute) => !meant.has(minute))).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the work for hostile texts of 100 kB', () => {
  const LENGTH = 100_000;
  const long = (part: string) => part.repeat(Math.ceil(LENGTH / part.length));

  /** How often a rule looks at a token. */
  function looksAtTokens(text: string): number {
    let looks = 0;
    for (const clause of clausesOf(text)) {
      const tokens = new Proxy(clause.tokens, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
          return Reflect.get(target, key) as unknown;
        },
      });
      readClause(tokens);
      readParts({ ...clause, tokens });
    }
    return looks;
  }

  it.each([
    ['weekdays', 'Mo,'],
    ['ranges of weekdays', 'Mo-Fr '],
    ['ranges', 'Mo 9-10,'],
    ['hours', '9-'],
    ['digits', '1'],
    ['dots', '.'],
    ['dates', '1.1.'],
    ['times', '9:00'],
    ['parentheses', '('],
    ['asides', '(ich)'],
    ['parentheses that close', 'ich)'],
    ['words', 'ich '],
    ['ordinals', '1. '],
    ['exclusions', 'außer Mo, '],
    ['remarks', 'Mo n. V., '],
    ['parts that cannot be read', 'Mo 9-10, Di x, '],
    ['unknown words', 'xo,'],
    ['lines', 'Mo\n9-10\n'],
    ['lines of hours', '9-10\n'],
    ['dashes', '-'],
    ['spaces', ' '],
    ['letters', 'o'],
    ['marks', 'o\u0308'],
    ['signs of references', '&nbsp'],
    ['abbreviations', 'n. v'],
    ['headings', 'Telefon:\n'],
  ])('grows with their length: %s', (_case, part) => {
    const text = long(part);
    expect(tokenize(text).length).toBeLessThanOrEqual(text.length + 1);
    const [half, whole] = [looksAtTokens(text.slice(0, LENGTH / 2)), looksAtTokens(text)];
    expect(whole).toBeLessThan(2.2 * half + 1000);
    expect(whole).toBeLessThan(60 * LENGTH);
    expect(() => parsePhoneHours(`Mo 9-10; ${text}`)).not.toThrow();
  });
});
