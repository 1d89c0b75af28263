import { describe, expect, it } from '@jest/globals';
import { parsePhoneHours } from '../../../../shared/domain/phone-call/phone-hours.ts';

/** Windows as `1 09:00-12:00`, one Monday morning. */
function read(raw: unknown): { windows: string[]; notUnderstood: string[] } {
  const { windows, notUnderstood } = parsePhoneHours(raw);
  const shown = windows.map(
    ({ weekday, startMinute, endMinute }) => `${weekday} ${clock(startMinute)}-${clock(endMinute)}`,
  );
  return { windows: shown, notUnderstood };
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

const workdays = (hours: string) => [1, 2, 3, 4, 5].map((weekday) => `${weekday} ${hours}`);

describe('parsePhoneHours', () => {
  it.each([
    null,
    undefined,
    '',
    '  ',
    [],
    {},
    { monday: [] },
    { monday: null, Di: '' },
    { Mo: [null, ''] },
    { Mo: [{ start: '', end: null }] },
  ])('FAULTS 26: reads nothing and reports nothing for %j', (raw) => {
    expect(read(raw)).toEqual({ windows: [], notUnderstood: [] });
  });

  it.each([
    ['ranges by weekday', { monday: [{ start: '09:00', end: '12:00' }] }, ['1 09:00-12:00']],
    ['a single range', { tuesday: { start: '09:00', end: '12:00' } }, ['2 09:00-12:00']],
    ['texts by abbreviation', { Mo: ['9:00-10:00'] }, ['1 09:00-10:00']],
    ['a text by German name', { montag: '9-10 Uhr' }, ['1 09:00-10:00']],
    ['several ranges in a text', { Freitags: '9-10, 14:00–14:50 Uhr' }, ['5 09:00-10:00', '5 14:00-14:50']],
    ['several clauses in a text', { fr: '9-10;\n14-15' }, ['5 09:00-10:00', '5 14:00-15:00']],
    ['any case', { DONNERSTAG: ['09:00-10:00'], FrI: '9-10' }, ['4 09:00-10:00', '5 09:00-10:00']],
    ['a range of days', { 'Mo-Fr': ['9-10'] }, workdays('09:00-10:00')],
    ['a list of days', { 'Mo, Mi + Sa': ['9-10'] }, ['1 09:00-10:00', '3 09:00-10:00', '6 09:00-10:00']],
    ['German fields', { mittwoch: [{ von: '9', bis: '10 Uhr' }] }, ['3 09:00-10:00']],
    ['an array root', [{ day: 'monday', start: '9:00', end: '10:00' }], ['1 09:00-10:00']],
    [
      'an array root in German',
      [{ Tag: 'Di-Mi', Von: '9:00', Bis: '10:00' }],
      ['2 09:00-10:00', '3 09:00-10:00'],
    ],
    ['an array root of texts', ['Mo 9-10', 'Di 9-10'], ['1 09:00-10:00', '2 09:00-10:00']],
    ['one range as root', { day: 'Mo', start: '9:00', end: '10:00' }, ['1 09:00-10:00']],
    ['empty fields', { Mo: [{ start: '9:00', end: '10:00', note: '' }] }, ['1 09:00-10:00']],
    ['JSON stored as text', '{"Mo":["9:00-10:00"]}', ['1 09:00-10:00']],
    ['seconds of a database', { Mo: [{ start: '09:00:00', end: '10:00:00' }] }, ['1 09:00-10:00']],
  ])('reads %s', (_case, raw, windows) => {
    expect(read(raw)).toEqual({ windows, notUnderstood: [] });
  });

  it.each([
    ['9:00', { Mo: ['9:00-10:00'] }, ['1 09:00-10:00']],
    ['09.00', { Mo: [{ start: '09.00', end: '10.30' }] }, ['1 09:00-10:30']],
    ['24:00 as an end', { Mo: [{ start: '22:00', end: '24:00' }] }, ['1 22:00-24:00']],
    ['a 3-minute window', { Mo: ['9:00-9:03'] }, ['1 09:00-09:03']],
    ['overlaps', { Mo: ['9-11', '10-12'] }, ['1 09:00-12:00']],
    ['touching windows', { Mo: ['9-10', '10-11'] }, ['1 09:00-11:00']],
    [
      'unsorted windows',
      { Di: ['14-15', '9-10'], Mo: '8-9' },
      ['1 08:00-09:00', '2 09:00-10:00', '2 14:00-15:00'],
    ],
    [
      'duplicate days',
      { Mo: '9-10', Montag: '9:30-11', monday: '14-15' },
      ['1 09:00-11:00', '1 14:00-15:00'],
    ],
  ])('FAULTS 26: reads %s', (_case, raw, windows) => {
    expect(read(raw)).toEqual({ windows, notUnderstood: [] });
  });

  it.each([
    ['a time without an end', { monday: '09:00' }, ['monday: 09:00']],
    [
      'an end before the start',
      { Mo: [{ start: '12:00', end: '09:00' }] },
      ['{"Mo":{"start":"12:00","end":"09:00"}}'],
    ],
    ['an end at the start', { Mo: ['9:00-9:00'] }, ['Mo: 9:00-9:00']],
    ['24:00 as a start', { Mo: ['24:00-24:30'] }, ['Mo: 24:00-24:30']],
    ['hours past midnight', { Mo: ['22:00-2:00'] }, ['Mo: 22:00-2:00']],
    ['minutes past 59', { Mo: ['9:60-10:00'] }, ['Mo: 9:60-10:00']],
    ['an unknown day', { Mondy: ['9-10'] }, ['{"Mondy":["9-10"]}']],
    ['a number for a day', { 1: ['9-10'] }, ['{"1":["9-10"]}']],
    ['days that run backwards', { 'Fr-Mo': ['9-10'] }, ['{"Fr-Mo":["9-10"]}']],
    ['a range without a day', [{ start: '9:00', end: '10:00' }], ['{"start":"9:00","end":"10:00"}']],
    [
      'a condition beside a range',
      { Mo: [{ start: '9:00', end: '10:00', note: 'gerade Wochen' }] },
      ['{"Mo":{"start":"9:00","end":"10:00","note":"gerade Wochen"}}'],
    ],
    ['numbers for times', { Mo: [{ start: 9, end: 10 }] }, ['{"Mo":{"start":9,"end":10}}']],
    [
      'a start said twice',
      { Mo: [{ start: '9:00', von: '8:00', end: '10:00' }] },
      ['{"Mo":{"start":"9:00","von":"8:00","end":"10:00"}}'],
    ],
    [
      'a day inside a day',
      { Mo: [{ day: 'Di', start: '9:00', end: '10:00' }] },
      ['{"Mo":{"day":"Di","start":"9:00","end":"10:00"}}'],
    ],
    ['truth', true, ['true']],
    ['a number', 9, ['9']],
    ['broken JSON', '{"Mo":["9-10"]', ['{"Mo":["9-10"]']],
    [
      'keys of prototypes',
      JSON.parse('{"__proto__":["9-10"],"constructor":["9-10"]}'),
      ['{"__proto__":["9-10"]}', '{"constructor":["9-10"]}'],
    ],
  ])('FAULTS 26: reports %s', (_case, raw: unknown, notUnderstood) => {
    expect(read(raw)).toEqual({ windows: [], notUnderstood });
  });

  it('FAULTS 26: uses the valid parts and reports the rest', () => {
    expect(
      read({
        Mo: ['9-10', 'vielleicht', '12-11'],
        Dienstag: '09:00',
        Mittwoch: [{ start: '9:00', end: '10:00' }],
      }),
    ).toEqual({
      windows: ['1 09:00-10:00', '3 09:00-10:00'],
      notUnderstood: ['Mo: vielleicht', 'Mo: 12-11', 'Dienstag: 09:00'],
    });
  });

  it('FAULTS 26: reads 10 000 windows', () => {
    const ranges = Array.from({ length: 10_000 }, (_, index) => ({
      start: clock(index % 700),
      end: clock((index % 700) + 1),
    }));
    expect(read({ Mo: ranges })).toEqual({ windows: ['1 00:00-11:40'], notUnderstood: [] });
  });

  it('FAULTS 26: reports at most 100 parts, each in at most 200 characters', () => {
    const { windows, notUnderstood } = read({
      Mo: ['9-10', ...Array.from({ length: 10_000 }, (_, index) => `${'x'.repeat(300)}${index}`)],
    });
    expect(windows).toEqual(['1 09:00-10:00']);
    expect(notUnderstood).toHaveLength(100);
    expect(notUnderstood[0]).toBe(`Mo: ${'x'.repeat(195)}…`);
    expect(notUnderstood[99]).toBe('… and 9901 more');
  });

  it('FAULTS 17: reports what is nested 10 000 levels deep', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(10_000)}1${']'.repeat(10_000)}`);
    expect(read({ Mo: [deep, '9-10'] }).windows).toEqual(['1 09:00-10:00']);
    expect(read({ Mo: [deep, '9-10'] }).notUnderstood).toHaveLength(1);
  });
});

describe('parsePhoneHours of text', () => {
  it.each([
    ['Mo-Fr 9-10 Uhr', workdays('09:00-10:00')],
    ['Mo. - Fr.: 9.00 - 10.00 Uhr.', workdays('09:00-10:00')],
    ['Montag bis Freitag von 9 bis 10 Uhr', workdays('09:00-10:00')],
    ['Monday to Friday: 09:00–10:00', workdays('09:00-10:00')],
    ['Di + Do 13:00–13:50', ['2 13:00-13:50', '4 13:00-13:50']],
    ['di und do 13:00 Uhr — 13:50 Uhr', ['2 13:00-13:50', '4 13:00-13:50']],
    ['Mo/Mi/Fr 12-13h', ['1 12:00-13:00', '3 12:00-13:00', '5 12:00-13:00']],
    ['Mo, Mi-Do 8:15-9', ['1 08:15-09:00', '3 08:15-09:00', '4 08:15-09:00']],
    ['täglich 8.30-9.00', [1, 2, 3, 4, 5, 6, 7].map((weekday) => `${weekday} 08:30-09:00`)],
    ['ta\u0308glich 23-24', [1, 2, 3, 4, 5, 6, 7].map((weekday) => `${weekday} 23:00-24:00`)],
    ['Mo 9-10, 14-15, Di 11-12', ['1 09:00-10:00', '1 14:00-15:00', '2 11:00-12:00']],
    ['Mo 9-10 und von 14 bis 15 Uhr Di 11-12', ['1 09:00-10:00', '1 14:00-15:00', '2 11:00-12:00']],
    ['Mo 9-10; Di 11-12\r\nMi 13-14', ['1 09:00-10:00', '2 11:00-12:00', '3 13:00-14:00']],
    ['sonnabends 9-10', ['6 09:00-10:00']],
  ])('reads %s', (text, windows) => {
    expect(read(text)).toEqual({ windows, notUnderstood: [] });
  });

  it.each([
    ['a condition', 'Mo 9-10 Uhr nach Vereinbarung'],
    ['every other week', 'jeden 2. Montag 9-10 Uhr'],
    ['a date', 'Mo 9-10 ab 1.3.'],
    ['a date for a time', 'Mo 1.3.-5.3.'],
    ['a year', 'Mo 10.12.2026-12.12.2026'],
    ['a phone number', 'Mo 9-10 unter 030 23125000'],
    ['a phone number without words', 'Mo 9-10, 030-12-13'],
    ['a duration', 'Mo 9-10 Uhr je 10 Minuten'],
    ['a misspelt day', 'Mo, Dienstg 9-10'],
    ['a day without a time', 'Mo 9-10, Di'],
    ['a time without a day', '9-10 Uhr'],
    ['a start only', 'Mo ab 9 Uhr'],
    ['a single time', 'Mo 9 Uhr'],
    ['three times', 'Mo 9-10-11'],
    ['an end before the start', 'Mon 9-5'],
    ['hours that may be in the afternoon', 'Mo 2-4 Uhr'],
    ['hours of the night behind those of the day', 'Mo 9:00-12:00, 2:00-4:00'],
    ['an exclusion that is not plain', 'Mo-Fr 9-10 Uhr außer Mi 9:30'],
    ['one digit of minutes', 'Mo 9:5-10'],
    ['a trailing word', 'Mo 9-10 und'],
    ['an empty list of days', ', 9-10'],
  ])('reports %s', (_case, text) => {
    expect(read(text)).toEqual({ windows: [], notUnderstood: [text] });
  });

  it.each([
    [
      'one clause that is not understood',
      'Mo 9-10; Di nach Vereinbarung',
      ['1 09:00-10:00'],
      ['Di nach Vereinbarung'],
    ],
    [
      'a restriction of another day',
      'Mo 9-10; Di 13-14 nicht in den Ferien',
      ['1 09:00-10:00'],
      ['Di 13-14 nicht in den Ferien'],
    ],
    [
      'a restriction of the same day',
      'Mo-Fr 9-10; Sa 9-10\nmittwochs nur n. V.',
      ['1 09:00-10:00', '2 09:00-10:00', '4 09:00-10:00', '5 09:00-10:00', '6 09:00-10:00'],
      ['Mo-Fr 9-10', 'mittwochs nur n. V.'],
    ],
    ['an exclusion', 'Mo-Mi 9-10; bitte nicht dienstags', ['1 09:00-10:00', '3 09:00-10:00'], ['Mo-Mi 9-10']],
    [
      'hours for fewer weekdays',
      'Mo-Mi 9-12; Mi 9-11',
      ['1 09:00-12:00', '2 09:00-12:00', '3 09:00-11:00'],
      ['Mo-Mi 9-12'],
    ],
    [
      'a word that may be a weekday',
      'Mo-Mi 9-12\nDienstg 9-11',
      ['1 09:00-12:00', '3 09:00-12:00'],
      ['Mo-Mi 9-12', 'Dienstg 9-11'],
    ],
    [
      'a heading that is not understood',
      'Hausbesuche:\nMo 9-12\nTelefon:\nDi 9-10',
      ['2 09:00-10:00'],
      ['Hausbesuche:', 'Mo 9-12'],
    ],
    [
      'hours that are said to be for the phone',
      'Mo-Fr 8-18\nTel. Mo 12-13',
      ['1 12:00-13:00'],
      ['Mo-Fr 8-18'],
    ],
    ['a restriction of no day', 'Mo 9-10; nur in geraden Wochen', [], ['Mo 9-10', 'nur in geraden Wochen']],
    [
      'a restriction that ends with a day',
      'Mo 9-10; Di 9-10\nmanchmal nicht dienstags',
      [],
      ['Mo 9-10', 'Di 9-10', 'manchmal nicht dienstags'],
    ],
    [
      'restrictions of several days',
      'Mo 9-10; Di nur kurz, Mi nie lange',
      [],
      ['Mo 9-10', 'Di nur kurz, Mi nie lange'],
    ],
    ['a date', 'Mo 9-10; erst ab 1.3.', [], ['Mo 9-10', 'erst ab 1.3.']],
  ])('keeps off what is in doubt by %s', (_case, text, windows, notUnderstood) => {
    expect(read(text)).toEqual({ windows, notUnderstood });
  });

  it('keeps off what is in doubt by a remark beside the weekdays', () => {
    expect(read({ Mo: '9-10', Mi: ['9-10', 'nicht in den Ferien'] })).toEqual({
      windows: ['1 09:00-10:00'],
      notUnderstood: ['Mi: 9-10', 'Mi: nicht in den Ferien'],
    });
    expect(read({ Mo: '9-10', hinweis: 'nicht in den Ferien' })).toEqual({
      windows: [],
      notUnderstood: ['Mo: 9-10', '{"hinweis":"nicht in den Ferien"}'],
    });
    expect(read({ Mo: '9-10', hinweis: 'bitte lange klingeln' }).windows).toEqual(['1 09:00-10:00']);
  });
});
