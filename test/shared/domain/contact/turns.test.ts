import { describe, expect, it } from '@jest/globals';
import { aheadOf, joinQueue, leaveQueue } from '../../../../shared/domain/contact/turns.ts';

describe('the queue of a mailbox', () => {
  it('takes whoever lost his turn at its end', () => {
    expect(joinQueue([3, 1], 2)).toEqual([3, 1, 2]);
  });

  it('keeps the place of one who loses again', () => {
    const waiting = [3, 1];
    expect(joinQueue(waiting, 3)).toBe(waiting);
  });

  it('never grows beyond twenty, and keeps those who wait longest', () => {
    const waiting = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(joinQueue(waiting, 99)).toEqual(waiting);
  });

  it('is left by whoever gets his turn', () => {
    expect(leaveQueue([3, 1, 2], 1)).toEqual([3, 2]);
    expect(leaveQueue([3], 7)).toEqual([3]);
  });

  it.each([
    ['the first', 3, []],
    ['one in the middle', 1, [3]],
    ['one who never lost', 7, [3, 1, 2]],
  ])('tells who is ahead of %s', (_, therapistId, ahead) => {
    expect(aheadOf([3, 1, 2], therapistId)).toEqual(ahead);
  });
});
