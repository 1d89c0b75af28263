import { describe, expect, it } from '@jest/globals';
import { CORPUS } from './corpus.ts';
import { meantOf, read, resultOf, type Result } from './outcome.ts';
import type { Reply } from './replies.ts';

const replies = Object.values(CORPUS).flat();

function count(some: Reply[], result: Result): number {
  return some.filter((reply) => resultOf(reply) === result).length;
}

describe('the corpus of replies', () => {
  it.each(replies)('is read as a careful person reads it, or not: $text', (reply) => {
    expect({ ...reply, result: resultOf(reply) }).not.toMatchObject({ result: 'wrong' });
    if (resultOf(reply) === 'silent') expect(read(reply).unclear).not.toEqual([]);
  });

  it('says something of six in seven that say something for sure', () => {
    const sure = replies.filter((reply) => meantOf(reply).length > 0);
    expect(count(sure, 'silent') / sure.length).toBeLessThan(0.15);
  });

  it('adds up to this table', () => {
    const table = Object.entries(CORPUS).map(([group, some]) => {
      const results = (['right', 'silent', 'wrong'] as const).map(
        (result) => `${count(some, result)} ${result}`,
      );
      return `${group}: ${results.join(', ')}`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "as the emails ask for: 30 right, 0 silent, 0 wrong",
        "numbers and a word: 56 right, 0 silent, 0 wrong",
        "sentences: 48 right, 2 silent, 0 wrong",
        "ordinals: 15 right, 0 silent, 0 wrong",
        "all: 32 right, 0 silent, 0 wrong",
        "one patient: 48 right, 1 silent, 0 wrong",
        "nobody, with and without a reason: 27 right, 2 silent, 0 wrong",
        "to be followed up: 23 right, 0 silent, 0 wrong",
        "no patient numbers: 50 right, 0 silent, 0 wrong",
        "doubts and conditions: 72 right, 0 silent, 0 wrong",
        "english: 41 right, 0 silent, 0 wrong",
        "nothing said: 7 right, 0 silent, 0 wrong",
      ]
    `);
  });
});
