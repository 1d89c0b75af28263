import { describe, expect, it } from '@jest/globals';
import {
  callEntryId,
  parseCallEntryId,
  prioritiesOf,
} from '../../../../shared/domain/phone-call/call-ids.ts';
import { anEntry } from '../../../support/aggregates.ts';

describe('the id of an entry', () => {
  it('is the id of its call and its number, and comes apart again', () => {
    const id = callEntryId({ id: 'pc_01' }, { number: 12 });
    expect(id).toBe('pc_01-12');
    expect(parseCallEntryId(id)).toEqual({ callId: 'pc_01', number: 12 });
  });
});

describe('priorities', () => {
  it('follow the order keys of those who are on the agenda', () => {
    const entry = (number: number, orderKey: string, included = true) => ({
      ...anEntry(number, { orderKey, included }),
      therapistId: 1,
    });
    const priorities = prioritiesOf([entry(1, 'c'), entry(2, 'a', false), entry(3, 'b')]);
    expect([...priorities]).toEqual([
      [3, 1],
      [1, 2],
    ]);
  });
});
