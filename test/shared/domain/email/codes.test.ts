import { expect, it } from '@jest/globals';
import { entryCodes } from '../../../../shared/domain/email/codes.ts';

const DIGESTS: Record<number, string> = {
  1: 'K7Q2MAAAAAAAAAAAAAAAAAAAAA',
  2: '9XW2PAAAAAAAAAAAAAAAAAAAAA',
  3: 'K7Q2MABAAAAAAAAAAAAAAAAAAA',
  4: 'K7Q2MAAAAAAAAAAAAAAAAAAAAB',
};
const digestOf = (requestId: number) => DIGESTS[requestId]!;

it('takes the first five characters of each digest, in the order of the requests', () => {
  expect(entryCodes([2, 1], digestOf)).toEqual(['9XW2P', 'K7Q2M']);
});

it('gives a request the same code in every email without its double', () => {
  expect(entryCodes([1], digestOf)).toEqual(entryCodes([1, 2], digestOf).slice(0, 1));
});

it('lengthens both codes of a collision until they differ, and no other', () => {
  expect(entryCodes([1, 2, 3], digestOf)).toEqual(['K7Q2MAA', '9XW2P', 'K7Q2MAB']);
});

it('tells apart digests that differ in their last character only', () => {
  expect(entryCodes([1, 4], digestOf)).toEqual([DIGESTS[1], DIGESTS[4]]);
});

it('has nothing to say about an email without requests', () => {
  expect(entryCodes([], digestOf)).toEqual([]);
});
