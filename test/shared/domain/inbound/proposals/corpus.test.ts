import { describe, expect, it } from '@jest/globals';
import { LATER } from './corpus.later.ts';
import { LATEST } from './corpus.latest.ts';
import { CORPUS } from './corpus.ts';
import { meantOf, read, resultOf, type Result } from './outcome.ts';
import type { Reply } from './replies.ts';

const GROUPS = Object.entries({ ...CORPUS, ...LATER, ...LATEST });
const REPLIES = GROUPS.flatMap(([, replies]) => replies);

function count(replies: Reply[], result: Result): number {
  return replies.filter((reply) => resultOf(reply) === result).length;
}

describe('the corpus of replies', () => {
  it.each(REPLIES)('is read as a careful person reads it, or reported: $text', (reply) => {
    const { proposals, unclear } = read(reply);
    expect(resultOf(reply)).not.toBe('wrong');
    const isTold = proposals.length === meantOf(reply).length || unclear.length > 0;
    expect(isTold).toBe(true);
  });

  it('is read in six of seven replies that say something for sure', () => {
    const sure = REPLIES.filter((reply) => meantOf(reply).length > 0);
    expect(count(sure, 'silent') / sure.length).toBeLessThan(0.15);
  });

  it('adds up to this table', () => {
    const table = GROUPS.map(([group, replies]) => {
      const results = (['right', 'silent', 'wrong'] as const).map(
        (result) => `${count(replies, result)} ${result}`,
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
        "one patient: 49 right, 0 silent, 0 wrong",
        "nobody, with and without a reason: 28 right, 1 silent, 0 wrong",
        "to be followed up: 23 right, 0 silent, 0 wrong",
        "no patient numbers: 50 right, 0 silent, 0 wrong",
        "doubts and conditions: 73 right, 0 silent, 0 wrong",
        "english: 41 right, 0 silent, 0 wrong",
        "nothing said: 7 right, 0 silent, 0 wrong",
        "later: short answers: 28 right, 2 silent, 0 wrong",
        "later: mails as practices write: 22 right, 3 silent, 0 wrong",
        "later: one patient: 44 right, 1 silent, 0 wrong",
        "later: nobody: 17 right, 1 silent, 0 wrong",
        "later: traps: 66 right, 0 silent, 0 wrong",
        "later: english: 59 right, 1 silent, 0 wrong",
        "latest: several patients: 28 right, 2 silent, 0 wrong",
        "latest: one patient: 33 right, 2 silent, 0 wrong",
        "latest: mails: 6 right, 4 silent, 0 wrong",
        "latest: english: 19 right, 1 silent, 0 wrong",
      ]
    `);
  });
});
