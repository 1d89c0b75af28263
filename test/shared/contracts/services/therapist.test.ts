import { describe, expect, it } from '@jest/globals';
import { toTherapist } from '../../../../shared/contracts/services/therapist.ts';

describe('toTherapist', () => {
  it('reads the fields of the wire', () => {
    const phoneHours = { monday: [{ start: '09:00', end: '12:00' }] };
    const data = {
      id: 13,
      anrede: 'Frau',
      titel: 'Dr.',
      vorname: 'Erika',
      nachname: ' Musterfrau ',
      email: 'praxis@musterfrau.example',
      telefon: '+49 30 000000',
      status: 'active',
      telefonische_erreichbarkeit: phoneHours,
    };
    expect(toTherapist(13, data)).toEqual({
      id: 13,
      gender: 'female',
      title: 'Dr.',
      firstName: 'Erika',
      lastName: 'Musterfrau',
      email: 'praxis@musterfrau.example',
      phone: '+49 30 000000',
      phoneHours,
    });
  });

  it.each([
    ['Frau', 'female'],
    ['FRAU', 'female'],
    [' herr ', 'male'],
    ['Divers', 'diverse'],
    ['Dr.', 'unknown'],
    ['constructor', 'unknown'],
    [5, 'unknown'],
  ])('reads the form of address %j as %s', (anrede, gender) => {
    expect(toTherapist(13, { anrede }).gender).toBe(gender);
  });

  it('leaves out what is absent, blank or garbage', () => {
    const data = {
      titel: '',
      vorname: null,
      nachname: 5,
      email: ['x@y.example'],
      telefon: { a: 1 },
      telefonische_erreichbarkeit: null,
    };
    expect(toTherapist(13, data)).toStrictEqual({ id: 13, gender: 'unknown' });
  });
});
