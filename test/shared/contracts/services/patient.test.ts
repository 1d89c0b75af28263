import { describe, expect, it } from '@jest/globals';
import { toPatientFacts } from '../../../../shared/contracts/services/patient.ts';

describe('toPatientFacts', () => {
  it('reads the facts that an email may tell, and no name', () => {
    const data = {
      vorname: 'Max',
      nachname: 'Beispiel',
      krankenkassennummer: 'X000',
      diagnose: 'F32.1',
      geschlecht: 'männlich',
      zeitliche_verfuegbarkeit: 'nachmittags',
      beschwerden_seit: '2024-01-01',
      offen_fuer_gruppentherapie: true,
      psychotherapieerfahrung: 'keine',
      aktuelle_psychische_beschwerden: 'Schlafstörungen',
      startdatum: '2025-02-01',
    };
    expect(toPatientFacts(11, data)).toStrictEqual({
      id: 11,
      diagnosis: 'F32.1',
      gender: 'männlich',
      availability: 'nachmittags',
      complaintsSince: '2024-01-01',
      groupTherapy: true,
      therapyExperience: 'keine',
      currentComplaints: 'Schlafstörungen',
      registeredOn: '2025-02-01',
    });
  });

  it('leaves out what is absent, blank or garbage', () => {
    const data = {
      diagnose: 32,
      geschlecht: ' ',
      offen_fuer_gruppentherapie: 'vielleicht',
      psychotherapieerfahrung: [],
      startdatum: 20250201,
    };
    expect(toPatientFacts(11, data)).toStrictEqual({ id: 11 });
  });

  it.each([
    ['2025-02-01', '2025-02-01'],
    ['2025-02-01T00:00:00', '2025-02-01'],
    ['01.02.2025', '2025-02-01'],
    ['1.2.2025', '2025-02-01'],
    ['29.02.2024', '2024-02-29'],
    ['29.02.2025', undefined],
    ['2025-13-01', undefined],
    ['1.2.25', undefined],
    ['bald', undefined],
  ])('reads the date %s as %s', (startdatum, registeredOn) => {
    expect(toPatientFacts(11, { startdatum }).registeredOn).toBe(registeredOn);
  });

  it.each([
    [true, true],
    ['true', true],
    ['Ja', true],
    [1, true],
    [false, false],
    ['nein', false],
    ['0', false],
    ['unklar', undefined],
  ])('reads %j as %s', (offen_fuer_gruppentherapie, groupTherapy) => {
    expect(toPatientFacts(11, { offen_fuer_gruppentherapie }).groupTherapy).toBe(groupTherapy);
  });

  it.each([
    [true, 'ja'],
    ['false', 'nein'],
    ['2 Jahre Verhaltenstherapie', '2 Jahre Verhaltenstherapie'],
  ])('reads the experience %j as %s', (psychotherapieerfahrung, therapyExperience) => {
    expect(toPatientFacts(11, { psychotherapieerfahrung }).therapyExperience).toBe(therapyExperience);
  });
});
