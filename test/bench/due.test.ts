import { describe, expect, it } from '@jest/globals';
import { due } from '../../bench/due.ts';

describe('bench due', () => {
  it('reads the same for a due therapist however many are in the table', async () => {
    const results = await due(() => undefined, { sizes: [50, 500], due: 5 });
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    const perTherapist = results.filter(({ metric }) => metric === 'items read per due therapist');
    // Index row, contact, mailbox, directory and 1 to 5 requests; of 8 requests one more than a mail takes;
    // of requests without a date each patient is looked up again, and looked for among those who were erased.
    expect(perTherapist.map(({ value }) => value)).toEqual([4 + 3, 4 + 3, 4 + 6, 4 + 5 + 5 + 5]);
  });
});
