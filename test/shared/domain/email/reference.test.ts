import { expect, it } from '@jest/globals';
import { referenceOf } from '../../../../shared/domain/email/reference.ts';

it('makes two groups of four characters that cannot be misread', () => {
  for (let index = 0; index < 200; index += 1) {
    expect(referenceOf(`em_${index}`)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  }
});

it('gives an email the same reference for ever', () => {
  expect(referenceOf('em_01kapf3v9s0000000000000001')).toBe('30WC-9TBC');
});

it('differs between emails', () => {
  const references = Array.from({ length: 10_000 }, (_, index) => referenceOf(`em_${index}`));
  expect(new Set(references).size).toBe(10_000);
});
