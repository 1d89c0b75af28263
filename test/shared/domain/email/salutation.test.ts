import { describe, expect, it } from '@jest/globals';
import type { Gender } from '../../../../shared/domain/email/directory.ts';
import { greeting, salutation, type Addressee } from '../../../../shared/domain/email/salutation.ts';

type Row = [gender: Gender, title: string | undefined, de: string, en: string];

describe('salutation of somebody with first and last name', () => {
  it.each<Row>([
    ['female', undefined, 'Sehr geehrte Frau Beispiel,', 'Dear Ms Beispiel,'],
    ['female', 'Dr.', 'Sehr geehrte Frau Dr. Beispiel,', 'Dear Dr. Beispiel,'],
    ['female', 'Prof. Dr.', 'Sehr geehrte Frau Prof. Dr. Beispiel,', 'Dear Professor Beispiel,'],
    ['female', 'Dipl.-Psych.', 'Sehr geehrte Frau Beispiel,', 'Dear Ms Beispiel,'],
    ['male', undefined, 'Sehr geehrter Herr Beispiel,', 'Dear Mr Beispiel,'],
    ['male', 'Dr.', 'Sehr geehrter Herr Dr. Beispiel,', 'Dear Dr. Beispiel,'],
    ['male', 'Prof. Dr.', 'Sehr geehrter Herr Prof. Dr. Beispiel,', 'Dear Professor Beispiel,'],
    ['male', 'Dipl.-Psych.', 'Sehr geehrter Herr Beispiel,', 'Dear Mr Beispiel,'],
    ['diverse', undefined, 'Guten Tag Alex Beispiel,', 'Dear Alex Beispiel,'],
    ['diverse', 'Dr.', 'Guten Tag Dr. Alex Beispiel,', 'Dear Dr. Alex Beispiel,'],
    ['diverse', 'Prof. Dr.', 'Guten Tag Prof. Dr. Alex Beispiel,', 'Dear Professor Alex Beispiel,'],
    ['diverse', 'Dipl.-Psych.', 'Guten Tag Alex Beispiel,', 'Dear Alex Beispiel,'],
    ['unknown', undefined, 'Guten Tag Alex Beispiel,', 'Dear Alex Beispiel,'],
    ['unknown', 'Dr.', 'Guten Tag Dr. Alex Beispiel,', 'Dear Dr. Alex Beispiel,'],
    ['unknown', 'Prof. Dr.', 'Guten Tag Prof. Dr. Alex Beispiel,', 'Dear Professor Alex Beispiel,'],
    ['unknown', 'Dipl.-Psych.', 'Guten Tag Alex Beispiel,', 'Dear Alex Beispiel,'],
  ])('is right for %s, %s', (gender, title, de, en) => {
    const addressee: Addressee = { gender, firstName: 'Alex', lastName: 'Beispiel', ...(title && { title }) };
    expect(salutation(addressee, 'de')).toBe(de);
    expect(salutation(addressee, 'en')).toBe(en);
  });
});

describe('salutation of somebody whose name is not complete', () => {
  it.each<[string, Addressee, string, string]>([
    [
      'a woman’s last name',
      { gender: 'female', lastName: 'Beispiel' },
      'Sehr geehrte Frau Beispiel,',
      'Dear Ms Beispiel,',
    ],
    [
      'a doctor’s last name',
      { gender: 'unknown', title: 'Dr.', lastName: 'Beispiel' },
      'Guten Tag Dr. Beispiel,',
      'Dear Dr. Beispiel,',
    ],
    [
      'a bare last name',
      { gender: 'unknown', lastName: 'Beispiel' },
      'Sehr geehrte Damen und Herren,',
      'Dear Sir or Madam,',
    ],
    [
      'a first name',
      { gender: 'female', firstName: 'Alex' },
      'Sehr geehrte Damen und Herren,',
      'Dear Sir or Madam,',
    ],
    ['a title', { gender: 'male', title: 'Dr.' }, 'Sehr geehrte Damen und Herren,', 'Dear Sir or Madam,'],
    [
      'a blank last name',
      { gender: 'male', lastName: ' \t' },
      'Sehr geehrte Damen und Herren,',
      'Dear Sir or Madam,',
    ],
    ['nothing', { gender: 'unknown' }, 'Sehr geehrte Damen und Herren,', 'Dear Sir or Madam,'],
  ])('makes the best of %s', (_, addressee, de, en) => {
    expect(salutation(addressee, 'de')).toBe(de);
    expect(salutation(addressee, 'en')).toBe(en);
  });
});

describe('title in a salutation', () => {
  it.each([
    ['Dr. med.', 'Dr. '],
    ['Dr. phil. Dipl.-Psych.', 'Dr. '],
    ['Dipl.-Psych. Dr. rer. nat.', 'Dr. '],
    ['Dr. Dr.', 'Dr. '],
    ['PD Dr. med.', 'Dr. '],
    ['Doktor', 'Dr. '],
    ['dr', 'Dr. '],
    ['Univ.-Prof. Dr. Dr. h.c.', 'Prof. Dr. '],
    ['Professorin', 'Prof. '],
    ['Prof.', 'Prof. '],
    ['Doktorand', ''],
    ['Drs.', ''],
    ['M. Sc.', ''],
    ['Psychologische Psychotherapeutin', ''],
    ['\r\nBcc: x@y.example', ''],
  ])('of %j is %j', (title, spoken) => {
    expect(salutation({ gender: 'female', title, lastName: 'Musterfrau' }, 'de')).toBe(
      `Sehr geehrte Frau ${spoken}Musterfrau,`,
    );
  });
});

it('keeps particles and double names', () => {
  expect(salutation({ gender: 'male', lastName: 'von der Muster-Mann' }, 'de')).toBe(
    'Sehr geehrter Herr von der Muster-Mann,',
  );
});

describe('a greeting on the phone', () => {
  it.each<[Addressee, string, string]>([
    [
      { gender: 'female', title: 'Dr. med.', firstName: 'Alex', lastName: 'Beispiel' },
      'Guten Tag, Frau Dr. Beispiel',
      'Hello, Dr. Beispiel',
    ],
    [{ gender: 'male', lastName: 'Beispiel' }, 'Guten Tag, Herr Beispiel', 'Hello, Mr Beispiel'],
    [
      { gender: 'unknown', title: 'Prof. Dr.', firstName: 'Alex', lastName: 'Beispiel' },
      'Guten Tag, Prof. Dr. Alex Beispiel',
      'Hello, Professor Alex Beispiel',
    ],
    [{ gender: 'unknown', lastName: 'Beispiel' }, 'Guten Tag', 'Hello'],
    [{ gender: 'female', firstName: 'Alex' }, 'Guten Tag', 'Hello'],
  ])('says to %j what one would say', (addressee, de, en) => {
    expect([greeting(addressee, 'de'), greeting(addressee, 'en')]).toEqual([de, en]);
  });
});
