import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ahead } from '../../../shared/use-cases/ahead.ts';

async function* numbers(count: number) {
  for (let n = 1; n <= count; n++) yield await Promise.resolve(n);
}

describe('ahead', () => {
  it('keeps the order, whatever is done first', async () => {
    const work = async (n: number) => {
      for (let turns = 10 - n; turns > 0; turns--) await setImmediate();
      return n * n;
    };
    const squares: number[] = [];
    for await (const square of ahead(numbers(6), 3, work)) squares.push(square);
    expect(squares).toEqual([1, 4, 9, 16, 25, 36]);
  });

  it.each([0, 1, 4])('begins %d items beyond the one that is handed on, and no more', async (most) => {
    const begun: number[] = [];
    const items = ahead(numbers(20), most, (n) => {
      begun.push(n);
      return Promise.resolve(n);
    });
    await items.next();
    expect(begun).toHaveLength(most + 1);
    await items.next();
    expect(begun).toHaveLength(most + 2);
    await items.return(undefined);
  });

  it('waits for what was begun when its consumer leaves early', async () => {
    let over = 0;
    const work = async (n: number) => {
      await setImmediate();
      over++;
      return n;
    };
    for await (const n of ahead(numbers(9), 5, work)) if (n === 1) break;
    expect(over).toBe(6);
  });
});
