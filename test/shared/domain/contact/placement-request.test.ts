import { describe, expect, it } from '@jest/globals';
import {
  isAfter,
  isNews,
  isStale,
  type Position,
} from '../../../../shared/domain/contact/placement-request.ts';

const topic = 'matching-events';
const at = (second: number) => `2026-11-23T08:00:0${second}.000Z`;
/** Position `offset` of a partition, at a second. */
const inPartition = (partition: number, offset: number, second: number): Position => ({
  topic,
  partition,
  offset,
  at: at(second),
});
const onBus = (second: number): Position => ({ topic, at: at(second) });

describe('an older event of the same request', () => {
  it.each([
    ['has a lower offset, whatever its time', inPartition(0, 1, 9), inPartition(0, 2, 5), true],
    ['is the very same', inPartition(0, 1, 5), inPartition(0, 1, 5), true],
    ['has an earlier time in another partition', inPartition(1, 9, 4), inPartition(0, 2, 5), true],
    ['has not the same time in another partition', inPartition(1, 1, 5), inPartition(0, 2, 5), false],
    ['has not the same time on a bus', onBus(5), onBus(5), false],
  ])('%s', (_what, position, last, stale) => expect(isStale(position, last)).toBe(stale));
});

describe('a later event of another request', () => {
  it.each([
    ['has a later time, whatever its offset', inPartition(0, 1, 6), inPartition(0, 2, 5), true],
    ['has a higher offset at the same time', inPartition(0, 3, 5), inPartition(0, 2, 5), true],
    ['has not the same time in another partition', inPartition(1, 3, 5), inPartition(0, 2, 5), false],
    ['has not the same time on a bus', onBus(5), onBus(5), false],
    ['is not the very same', inPartition(0, 2, 5), inPartition(0, 2, 5), false],
  ])('%s', (_what, position, other, after) => expect(isAfter(position, other)).toBe(after));
});

describe('the acceptance of another request of the patient', () => {
  const acceptance = inPartition(0, 5, 5);
  const last = inPartition(1, 1, 4);
  it.each([
    ['is news', {}, true],
    ['is news at the same instant', { last: inPartition(1, 1, 5) }, true],
    ['is news after an earlier acceptance', { placedElsewhere: inPartition(0, 4, 4) }, true],
    ['is no news after a later word', { last: inPartition(1, 1, 6) }, false],
    ['is no news twice', { placedElsewhere: acceptance }, false],
    ['is no news after a later acceptance', { placedElsewhere: inPartition(1, 4, 6) }, false],
    ['is no news for one that was erased', { place: 'erased' as const }, false],
  ])('%s', (_what, fields, news) =>
    expect(isNews(acceptance, { place: 'pending', last, ...fields })).toBe(news),
  );
});
