import { describe, expect, it } from '@jest/globals';
import { missingPaths } from '../../../local/demo/coverage.ts';
import { createJournal } from '../../../local/demo/journal.ts';
import type { Summary } from '../../../local/demo/summary.ts';

const journal = createJournal();
const nothing = {
  mails: {},
  work_items: {},
  calls_by_line: {},
  merged_calls: 0,
  withdrawals: {},
} as unknown as Summary;

describe('the coverage of a run', () => {
  it('names every path of a call that did not occur', () => {
    expect(missingPaths(journal, nothing)).toEqual(
      expect.arrayContaining([
        'follow-up: joined',
        'call: moved',
        'call: forgotten',
        'try: voicemail',
        'said: accepted',
        'work item: call_overdue',
        'work item: tries_used_up',
        'a call about several therapists',
        'a follow_up email',
        'a patient placed elsewhere',
      ]),
    );
  });

  it('misses nothing once everything was counted', () => {
    const full = createJournal();
    for (const what of missingPaths(journal, nothing)) full.count(what);
    const summary = {
      mails: { follow_up: 1 },
      work_items: {
        call_overdue: 1,
        tries_used_up: 1,
        no_way_to_reach: 1,
        needs_follow_up: 1,
        left_open_by_answer: 1,
      },
      calls_by_line: { '2': 1 },
      merged_calls: 1,
      withdrawals: { placed_elsewhere: 1 },
    };
    expect(missingPaths(full, summary as unknown as Summary)).toEqual([]);
  });
});
