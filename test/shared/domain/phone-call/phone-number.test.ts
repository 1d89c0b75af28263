import { describe, expect, it } from '@jest/globals';
import { toE164 } from '../../../../shared/domain/phone-call/phone-number.ts';

describe('toE164', () => {
  it.each([
    ['030/23125 000', '+493023125000'],
    ['(030) 23125-000', '+493023125000'],
    [' 030 23125000 ', '+493023125000'],
    ['+49 (0)30 23125000', '+493023125000'],
    ['0049 30 23125000', '+493023125000'],
    ['0171-3920000', '+491713920000'],
    ['+43 1 234567', '+431234567'],
  ])('reads %s as %s', (raw, expected) => {
    expect(toE164(raw)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'keine',
    '110',
    '23125000',
    '49 30 23125000',
    '030 23125000 nur abends',
    '0171-3920000 / 030 23125000',
    '030 2312500000000000',
  ])('refuses %s', (raw) => {
    expect(toE164(raw)).toBeUndefined();
  });
});
