import { describe, expect, it } from '@jest/globals';
import { makeTherapists, THERAPISTS } from '../../../local/demo/people.ts';
import { parsePhoneHours } from '../../../shared/domain/phone-call/phone-hours.ts';
import { toE164 } from '../../../shared/domain/phone-call/phone-number.ts';

const therapists = makeTherapists();
const fieldOf = (id: number, field: string) => therapists.get(id)?.[field];

describe('the people of the demo', () => {
  it('have a practice of three under one number, with hours in common', () => {
    const numbers = THERAPISTS.sharedPhone.map((id) => toE164(fieldOf(id, 'telefon') as string));
    expect(numbers).toEqual(['+493023125900', '+493023125900', '+493023125900']);
    const [first] = THERAPISTS.sharedPhone;
    const hours = parsePhoneHours(fieldOf(first, 'telefonische_erreichbarkeit'));
    expect(hours.windows.map(({ weekday }) => weekday)).toEqual([2, 4]);
    expect(hours.notUnderstood).toEqual([]);
  });

  it('have somebody whose exclusion of a day is reported, and whose other days are read', () => {
    const hours = parsePhoneHours(fieldOf(THERAPISTS.phoneHoursInWords, 'telefonische_erreichbarkeit'));
    expect(hours.windows.map(({ weekday }) => weekday)).toEqual([1, 2, 4]);
    expect(hours.notUnderstood).toEqual([expect.stringContaining('mittwochs')]);
  });
});
