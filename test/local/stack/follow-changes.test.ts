import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { oneAtATime } from '../../../local/stack/follow-changes.ts';

/** Work that goes on until it is told to end, and what became of it. */
function work() {
  const ends: PromiseWithResolvers<undefined>[] = [];
  const failures: unknown[] = [];
  const begin = () => {
    const end = Promise.withResolvers<undefined>();
    ends.push(end);
    return end.promise;
  };
  const ask = oneAtATime(begin, (error) => failures.push(error));
  return { ask, ends, failures };
}

describe('an update that follows changes', () => {
  it('begins at once', () => {
    const { ask, ends } = work();
    expect(ends).toHaveLength(0);
    ask();
    expect(ends).toHaveLength(1);
  });

  it('runs once more for all that changed while it ran, and then no more', async () => {
    const { ask, ends } = work();
    ask();
    ask();
    ask();
    expect(ends).toHaveLength(1);
    ends[0]!.resolve(undefined);
    await setImmediate();
    expect(ends).toHaveLength(2);
    ends[1]!.resolve(undefined);
    await setImmediate();
    expect(ends).toHaveLength(2);
    ask();
    expect(ends).toHaveLength(3);
  });

  it('that fails is told, and the next change is followed', async () => {
    const { ask, ends, failures } = work();
    ask();
    const reason = new Error('does not compile');
    ends[0]!.reject(reason);
    await setImmediate();
    expect(failures).toEqual([reason]);
    ask();
    expect(ends).toHaveLength(2);
  });
});
