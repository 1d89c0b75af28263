import { describe, expect, it } from '@jest/globals';
import { createJournal, describeDay } from '../../../local/demo/journal.ts';

describe('a day of the demo', () => {
  it('tells of its calls and work items in one line', () => {
    const journal = createJournal();
    const counted = {
      'follow-up: booked': 2,
      'call: booked_again': 1,
      'follow-up: joined': 1,
      'try: reached': 2,
      'try: busy': 1,
      'call: completed': 2,
      'call: tried_again': 1,
      'work items opened': 4,
      'work items done': 3,
    };
    for (const [what, times] of Object.entries(counted)) journal.count(what, times);
    expect(describeDay(journal.endDay())).toBe(
      '3 calls booked, 1 calls joined, 3 calls made (1 busy, 2 reached), 2 completed, 1 tried again, ' +
        '4 work items opened, 3 work items done',
    );
    expect(describeDay(journal.endDay())).toBe('');
    expect(journal.totals('try: ')).toEqual({ busy: 1, reached: 2 });
  });
});
