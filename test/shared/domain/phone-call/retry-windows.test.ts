import { describe, expect, it } from '@jest/globals';
import { retryWindows } from '../../../../shared/domain/phone-call/retry-windows.ts';

const at = (weekday: number, from: number, to: number) => ({
  weekday,
  startMinute: from * 60,
  endMinute: to * 60,
});

describe('the phone hours for another try', () => {
  it('are those of another weekday at another hour, if there are any', () => {
    const [best] = retryWindows([at(1, 9, 12), at(4, 9, 12)], { weekday: 1, hour: 9 });
    expect(best).toEqual([at(4, 10, 12)]);
  });

  it('leave the hour out of the middle of a window', () => {
    const [best] = retryWindows([at(2, 9, 12)], { weekday: 1, hour: 10 });
    expect(best).toEqual([at(2, 9, 10), at(2, 11, 12)]);
  });

  it('fall back on another weekday or another hour', () => {
    const [best, next] = retryWindows([at(1, 9, 11), at(4, 9, 10)], { weekday: 1, hour: 9 });
    expect(best).toEqual([]);
    expect(next).toEqual([at(4, 9, 10), at(1, 10, 11)]);
  });

  it('fall back on all of them: an hour a week is better than none', () => {
    const only = [at(1, 9, 10)];
    expect(retryWindows(only, { weekday: 1, hour: 9 })).toEqual([[], [], only]);
  });
});
